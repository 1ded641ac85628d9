using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Pages;

/// <summary>模拟付款页: the wallet that opens when a code is scanned.</summary>
public abstract class SimulatedPagesTests(Store store) : FlowTests(store)
{
    [Fact]
    public async Task A_scanned_code_opens_the_wallet_and_the_wallet_pays()
    {
        var (order, wallet) = await AnOrder();
        Assert.Contains("12.34", (await Browser.Get(wallet)).Text);
        var paid = await Browser.Follow(await Browser.Post(wallet, ("action", "pay")));
        Assert.Contains("付款成功", paid.Text);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await Browser.Post(wallet, ("action", "pay"));
        await flow.ThenBalances("seller  12.34");
    }

    [Fact]
    public async Task The_page_of_the_code_shows_it_as_a_picture_and_a_link_looks_again_until_it_is_paid()
    {
        var (_, wallet) = await AnOrder();
        var code = await Browser.Get(new Uri($"{wallet}/code"));
        Assert.Contains("data:image/svg+xml;base64,", System.Net.WebUtility.HtmlDecode(code.Html));
        Assert.Contains("查看结果", code.Text);
        await Browser.Post(wallet, ("action", "cancel"));
        code = await Browser.Get(new Uri($"{wallet}/code"));
        Assert.DoesNotContain("查看结果", code.Text);
        Assert.Contains("付款人已取消支付", code.Text);
    }

    [Fact]
    public async Task An_address_without_its_secret_part_is_no_page_and_a_form_without_a_choice_does_nothing()
    {
        var (order, wallet) = await AnOrder();
        Assert.Equal(404, (await Browser.Post(new Uri(wallet, "AAAAAAAAAAAAAAAAAAAAAA"), ("action", "pay"))).Status);
        Assert.Equal(404, (await Browser.Get(new Uri(wallet, $"/yungateway/back/{flow.App.Id}/{order.OrderNo}/{wallet.Segments[^1]}")))
            .Status);
        Assert.Equal(400, (await Browser.Post(wallet, ("action", "steal"))).Status);
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
    }

    [Theory]
    [InlineData("WECHAT_PUBLIC"), InlineData("ALIPAY_SERVICE"), InlineData("WECHATPAY_APP_OPEN"), InlineData("ALIPAY_APP_OPEN"),
        InlineData("MOBILEAPPPAY_VSP"), InlineData("SCAN_WEIXIN")]
    public async Task The_sandbox_tells_where_an_order_is_paid_whatever_the_merchant_was_given(string method)
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys(method, 10_00);
        var wallet = await PayPage(order);
        Assert.Contains("10.00", (await Browser.Get(wallet)).Text);
        await Browser.Post(wallet, ("action", "pay"));
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    [Holds("5.2#9")]
    public async Task The_wallet_is_told_what_a_discount_is_for()
    {
        await flow.GivenBuyerAndShop();
        const string wechat = """{"goods_detail":[{"price":10,"goods_id":"cola50","quantity":10}],"cost_price":120}""",
            alipay = """[{"price":2,"goods_id":"900820400100","goods_name":"iphonex","quantity":1}]""";
        foreach (var (method, benefitdetail) in new[] { ("WECHATPAY_MINIPROGRAM", wechat), ("CODEPAY_VSP", wechat),
            ("WECHAT_PUBLIC", wechat), ("SCAN_ALIPAY", alipay), ("ALIPAY_SERVICE", alipay) })
            foreach (var way in new[] { method, method + "_ORG" })
                Assert.Contains(benefitdetail, (await Browser.Get(await PayPage(await flow.WhenBuys(way, 1_20, new { benefitdetail }))))
                    .Text);
    }

    [Fact]
    public async Task What_nobody_pays_has_no_page()
    {
        var (order, _) = await AnOrder();
        await flow.WhenChannelPays(order);
        var refund = await flow.When("refund", new { bizUserId = "buyer", oriBizOrderNo = order.BizOrderNo, amount = 2_34 });
        var withdrawal = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 5_00, validateType = 0 });
        foreach (var unpayable in new[] { refund, withdrawal })
            Assert.Equal(System.Text.Json.JsonValueKind.Null, (await flow.Shown(unpayable)).GetProperty("payPage").ValueKind);
    }

    [Theory]
    [InlineData("QUICKPAY_TLT", 5), InlineData("QUICKPAY_VSP", 7)]
    public async Task The_code_of_a_payment_by_card_is_shown_on_the_phone_and_typed_at_the_merchants(string method, int cardCheck)
    {
        await flow.GivenMember("seller");
        await flow.GivenCardless("buyer");
        await flow.GivenCardOfMode("buyer", cardCheck);
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 20_00, validateType = 1,
            payMethod = await flow.ByCard(method, flow.Who("buyer").CardNo, 20_00) });
        var phone = await PayPage(order);
        var shown = await Browser.Get(phone);
        Assert.Contains(await flow.SmsFor(order), shown.Text);
        Assert.DoesNotContain(flow.Who("buyer").CardNo, shown.Html);
        await flow.Pay(order);
        Assert.Contains("付款成功", (await Browser.Get(phone)).Text);
    }

    [Fact]
    public async Task Every_order_is_listed_newest_first_and_what_is_still_to_be_done()
    {
        var (first, _) = await AnOrder();
        await flow.WhenChannelPays(first);
        var second = await flow.When("depositApply", new { bizUserId = "buyer", amount = 1_00 });
        Assert.Equal([second.BizOrderNo, first.BizOrderNo], (await flow.Sandbox.Orders(flow.App.Id))
            .Select(o => o.GetProperty("bizOrderNo").GetString()!));
        flow.Receiver.Answer("/notices", NoticeAnswer.Broken);
        Assert.Contains(await flow.Sandbox.Agenda(flow.App.Id), due => due.Job == "deliver-notice" && due.About == first.BizOrderNo);
    }

    private async Task<Uri> PayPage(Tsy2Reply order) => new((await flow.Shown(order)).GetProperty("payPage").GetString()!);

    private async Task<(Tsy2Reply Order, Uri Wallet)> AnOrder()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 12_34, payMethod = Flow.Scan(12_34) });
        return (order, new Uri(order.Text("payInfo")!));
    }
}

public sealed class SimulatedPagesOnSqlite() : SimulatedPagesTests(Store.Sqlite);

public sealed class SimulatedPagesOnPostgres() : SimulatedPagesTests(Store.Postgres);
