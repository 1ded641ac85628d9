using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Pages;

/// <summary>小通分期 (通商云 5.2): a credit card pays in parts, on the page of its gateway.</summary>
public abstract class InstalmentTests(Store store) : FlowTests(store)
{
    /// <summary>Of mode 6 a number that ends in 00 is a credit card (6.18).</summary>
    private const string CreditCard = "6228480000000001700";

    /// <summary>The document's test cards: name, ID number, card, expiry, CVN2, and what each pays at most, in yuan.</summary>
    private const string TestCards = """
        王丹    330900198809187124  370248192322610   0822  167  30000
        李刚    330201199608164113  370248476988912   0722  245  30000
        李丹    533325198401107164  3568804670613413  0622  316  30000
        李萍    440783198511207191  3568805952321414  1122  447  30000
        王鹏    440305197608076196  4367484351538915  0222  507  30000
        刘涛    433100199201120156  4367482248519416  1122  181  30000
        陈伟    430701198412164193  4367482364371517  0422  315  30000
        张华    320411197403034166  5187183912607018  1022  235  30000
        刘静    530402199106083182  5187185946559119  0422  335  30000
        李涛    22030119650628310X  5187186653521420  0522  483  30000
        王桂英  340828198510206127  6259983921622221  0122  504  30000
        张秀兰  131124198607257180  6259985385514822  0222  633  30000
        李红    340603199402064199  6259986239281023  0322  790  10000
        李超    23071519920323412X  6259983790372424  0422  138  10000
        """;

    [Fact, Holds("InstallmentPayment_H5#1-5", "4.2.2#9", "4.2.4#12", "4.2.5#11")]
    public async Task Instalments_ask_for_the_cards_proof_and_show_what_each_comes_to()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenCardOfMode("buyer", 6, CreditCard, new { validate = await flow.Encrypt("0830"), cvv2 = await flow.Encrypt("123") });
        await flow.WhenRefused("30047", "consumeApply", await Purchase("buyer", flow.Who("buyer").CardNo, 1_000_00));
        await flow.WhenRefused("40020", "consumeApply", await Purchase("buyer", CreditCard, 599_99));
        await flow.WhenRefused("40020", "consumeApply", await Purchase("buyer", CreditCard, 50_000_01));
        await flow.WhenRefused("10001", "consumeApply", Json.Merge(await Purchase("buyer", CreditCard, 1_000_00), new { frontUrl = "" }));
        await flow.ThenRefused("depositApply",
            Json.Merge(await Purchase("buyer", CreditCard, 1_000_00),
            new { payerId = (string?)null, recieverId = (string?)null, bizUserId = "buyer" }),
            ("10001", new { frontUrl = "" }));
        await flow.ThenRefused("agentCollectApply",
            Json.Merge(await Purchase("buyer", CreditCard, 1_000_00), new { recieverId = (string?)null },
            Flow.Collect("buyer", 0, ("seller", 1_000_00))),
            ("10001", new { frontUrl = "" }));
        var order = await flow.When("consumeApply", await Purchase("buyer", CreditCard, 1_000_00));
        var page = await PageOf(order);
        Assert.Contains("333.34", page.Text);
        Assert.Contains("333.33", page.Text);
        Assert.Equal(422, (await Pay(page, "13", "1")).Status);
        Assert.Equal(303, (await Pay(page, "0830", "123")).Status);
        await flow.ThenPaidAndTold(order);
    }

    [Fact]
    public async Task The_documents_test_cards_are_their_holders_and_pay_up_to_their_limit()
    {
        await flow.GivenMember("seller");
        var cards = TestCards.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(14, cards.Count);
        foreach (var (name, id, card, expiry, cvn2, yuan) in cards.Select(c => (c[0], c[1], c[2], c[3], c[4], c[5])))
        {
            var limit = long.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture) * 100;
            await flow.When("createMember", new { bizUserId = card });
            await flow.GivenNameAndPhone(card, name, id);
            var papers = Json.Merge(await flow.CardPapers(card, 8, card), new { validate = await flow.Encrypt(expiry) });
            await flow.WhenRefused("30014", "applyBindBankCard", Json.Merge(papers, new { cvv2 = await flow.Encrypt("999") }));
            await flow.When("applyBindBankCard", papers);
            var tooMuch = await PageOf(await flow.When("consumeApply", await Purchase(card, card, limit + 1)));
            Assert.Contains("超过卡片可用额度", (await Pay(tooMuch, expiry, cvn2)).Text);
            var order = await flow.When("consumeApply", await Purchase(card, card, limit));
            var page = await PageOf(order);
            Assert.Contains("CVV2 不一致", (await Pay(page, expiry, "999")).Text);
            Assert.Contains("有效期不一致", (await Pay(page, "0130", cvn2)).Text);
            await Pay(page, expiry, cvn2);
            await flow.ThenOrderIs(OrderStatus.Paid, order);
        }
        await flow.ThenBalances("seller  380000.00");
    }

    private async Task<JsonObject> Purchase(string payerId, string card, long amount) => Json.Object(new
    {
        payerId, recieverId = "seller", amount, frontUrl = "https://shop.example/front",
        payMethod = new { InstallmentPayment_H5 = new { nper = 3, channel = 1, amount, bankCardNo = await flow.Encrypt(card) } },
    });

    /// <summary>Confirmed without a code, the order leads its payer to the page of the gateway.</summary>
    private async Task<WebPage> PageOf(Tsy2Reply order) =>
        await Browser.Follow(await flow.Open("frontTrans",
            new { bizUserId = order.Request["payerId"]!.GetValue<string>(), bizOrderNo = order.BizOrderNo }));

    private static Task<WebPage> Pay(WebPage page, string expiry, string cvv2) =>
        Browser.Post(page.Address, ("action", "pay"), ("expiry", expiry), ("cvv2", cvv2));
}

public sealed class InstalmentOnSqlite() : InstalmentTests(Store.Sqlite);

public sealed class InstalmentOnPostgres() : InstalmentTests(Store.Postgres);
