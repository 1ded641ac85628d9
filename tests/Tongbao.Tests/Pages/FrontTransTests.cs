using Tongbao.Tests.Coverage;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Pages;

/// <summary>确认支付, 前台 (通商云 4.2.9): the page that leads a payer to his bank.</summary>
public abstract class FrontTransTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.2.9#1", "4.2.9#2", "4.2.9#4", "GATEWAY_VSP#1", "GATEWAY_VSP#4")]
    public async Task A_gateway_order_without_a_bank_lets_the_payer_choose_one_of_the_kinds_it_allows()
    {
        var order = await AnOrder(Flow.Gateway(100_00, "B2B"));
        var page = await flow.Open("frontTrans", Confirming(order));
        Assert.Equal(200, page.Status);
        Assert.Contains("100.00", page.Text);
        Assert.All(page.Choices("bank"), choice => Assert.StartsWith("B2B ", choice));
        Assert.Equal(14, page.Choices("bank").Count);
        var gone = await Browser.Submit(page, ("bank", "B2B 102"), ("action", "go"));
        Assert.Equal(303, gone.Status);
        Assert.StartsWith("/simulated/", gone.Location.AbsolutePath);
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
    }

    [Fact, Holds("4.2.9#6", "GATEWAY_VSP#2", "4.2.15#1")]
    public async Task The_bank_pays_and_the_browser_carries_the_signed_result_to_frontUrl()
    {
        var order = await AnOrder(Flow.Gateway(100_00, "B2C", "103"));
        var bank = await flow.Open("frontTrans", Confirming(order));
        Assert.StartsWith("/simulated/", bank.Location.AbsolutePath);
        Assert.Contains("农业银行", (await Browser.Follow(bank)).Text);
        var back = await Browser.Follow(await Browser.Post(bank.Location, ("action", "pay")));
        Assert.Equal("shop.example", back.Location.Host);
        Assert.Equal("7", back.Query["shop"]);
        var news = await Carried(back);
        Assert.Equal(("OK", order.BizOrderNo, "10000"), (news.Status, news.Text("bizOrderNo"), news.Text("amount")));
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("seller  100.00");
        Assert.Contains("付款成功", (await Browser.Follow(bank)).Text);
    }

    [Fact]
    public async Task A_payer_who_cancels_or_waits_is_brought_back_with_what_is_true()
    {
        var order = await AnOrder(Flow.Gateway(100_00, "B2C", "0103"));
        var bank = await flow.Open("frontTrans", Confirming(order));
        Assert.Equal("pending", (await Carried(await Browser.Follow(await Browser.Post(bank.Location, ("action", "timeout"))))).Status);
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        Assert.Equal("error", (await Carried(await Browser.Follow(await Browser.Post(bank.Location, ("action", "cancel"))))).Status);
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        Assert.Equal(409, (await Browser.Post(bank.Location, ("action", "pay"))).Status);
    }

    [Fact, Holds("4.2.9#4", "GATEWAY_VSP#5", "ALLINPAY_WALLET_H5#5")]
    public async Task Beside_balance_the_code_is_sent_and_must_be_right_and_the_balance_is_held_until_the_bank_has_paid()
    {
        foreach (var gateway in new[] { Flow.Gateway(60_00, "B2C", "103"), new { ALLINPAY_WALLET_H5 = new { amount = 60_00 } } })
        {
            flow = await OnSharedServer();
            await flow.GivenMembers("buyer", "seller");
            await flow.GivenDeposit("buyer", 40_00);
            var order = await AnOrder(Flow.Together(gateway, flow.Balance(40_00)));
            Assert.Contains("10001", (await flow.Open("frontTrans", Confirming(order))).Text);
            Assert.Contains("20011", (await flow.Open("frontTrans", Confirming(order, new { verificationCode = "000000x" }))).Text);
            await flow.ThenBalances("buyer/frozen  0.00");
            var bank = await flow.Open("frontTrans", Confirming(order, new { verificationCode = await flow.SmsFor(order) }));
            await flow.ThenBalances("buyer/frozen  40.00");
            await flow.ThenOrderIs(OrderStatus.InProgress, order);
            await Browser.Post(bank.Location, ("action", "pay"));
            await flow.ThenBalances("""
                buyer     0.00
                seller  100.00
                """);
        }
    }

    [Fact]
    public async Task Beside_balance_the_payer_may_choose_another_bank_and_a_failed_payment_gives_the_balance_back()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 40_00);
        var order = await AnOrder(Flow.Together(Flow.Gateway(60_00), flow.Balance(40_00)));
        var cashier = await flow.Open("frontTrans", Confirming(order, new { verificationCode = await flow.SmsFor(order) }));
        Assert.Equal(422, (await Browser.Submit(cashier, ("bank", "B2C 999"))).Status);
        cashier = await Browser.Get(cashier.Address);
        Assert.Contains("中国银行", (await Browser.Follow(await Browser.Submit(cashier, ("bank", "B2C 104")))).Text);
        cashier = await Browser.Get(cashier.Address);
        var bank = await Browser.Submit(cashier, ("bank", "B2B 105"));
        Assert.Contains("建设银行", (await Browser.Follow(bank)).Text);
        await Browser.Post(bank.Location, ("action", "cancel"));
        await flow.ThenBalances("""
            buyer         40.00
            buyer/frozen   0.00
            """);
        await flow.ThenOrderIs(OrderStatus.Failed, order);
    }

    [Fact, Holds("GATEWAY_VSP#3", "GATEWAY_VSP#7", "ALLINPAY_WALLET_H5#3", "4.2.9#5", "4.2.2#9", "4.2.4#12", "4.2.5#11")]
    public async Task What_a_gateway_order_may_not_be()
    {
        await flow.GivenMembers("buyer", "seller");
        var good = Ordering(Flow.Gateway(100_00));
        await flow.ThenRefused("consumeApply", good,
            ("40027", new { validateType = 2 }),
            ("40027", new { validateType = 2, payMethod = new { ALLINPAY_WALLET_H5 = new { amount = 100_00 } } }),
            ("10001", new { frontUrl = "" }),
            ("10000", new { payMethod = Flow.Gateway(100_00, "B2X") }),
            ("10000", new { payMethod = Flow.Gateway(100_00, "B2C,B2B", "103") }),
            ("20014", new { payMethod = Flow.Gateway(100_00, "B2C", "102") }));
        await flow.ThenRefused("depositApply",
            new { bizUserId = "buyer", amount = 100_00, payMethod = Flow.Gateway(100_00), frontUrl = "https://shop.example/front" },
            ("10001", new { frontUrl = "" }));
        await flow.ThenRefused("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("seller", 100_00)),
            new { payMethod = Flow.Gateway(100_00), frontUrl = "https://shop.example/front" }),
            ("10001", new { frontUrl = "" }));
        var order = await flow.When("consumeApply", good);
        Assert.Contains("10000", (await flow.Open("frontTrans", Confirming(order, new { consumerIp = "127.0.0.1" }))).Text);
        Assert.Contains("40022", (await flow.Open("frontTrans", Confirming(order, new { bizUserId = "seller" }))).Text);
        var scanned = await flow.When("consumeApply", Ordering(Flow.Scan(100_00)));
        Assert.Contains("40015", (await flow.Open("frontTrans", Confirming(scanned))).Text);
    }

    [Fact]
    public async Task The_interface_with_the_code_does_not_confirm_an_order_whose_payer_must_be_led_to_a_page()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 40_00);
        var order = await AnOrder(Flow.Together(Flow.Gateway(60_00), flow.Balance(40_00)));
        await flow.WhenRefused("40027", "pay", Confirming(order, new { verificationCode = await flow.SmsFor(order) }));
    }

    private Task<Notice> Carried(WebPage back) =>
        Notice.Read("frontUrl", "application/x-www-form-urlencoded",
        back.Location.Query[(back.Location.Query.IndexOf("sysid=", StringComparison.Ordinal))..], flow.Client.Signer);

    private async Task<Tsy2Reply> AnOrder(object payMethod)
    {
        if (!flow.Knows("buyer")) await flow.GivenMembers("buyer", "seller");
        return await flow.When("consumeApply", Ordering(payMethod));
    }

    private static object Ordering(object payMethod) =>
        new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod, frontUrl = "https://shop.example/front?shop=7" };

    private static object Confirming(Tsy2Reply order, object? more = null) =>
        Json.Merge(new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo }, more ?? new { });
}

public sealed class FrontTransOnSqlite() : FrontTransTests(Store.Sqlite);

public sealed class FrontTransOnPostgres() : FrontTransTests(Store.Postgres);
