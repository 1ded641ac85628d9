using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>正扫: the buyer scans a code that the seller shows (通商云 5.2).</summary>
public abstract class ScanTests(Store store) : FlowTests(store)
{
    [Theory]
    [InlineData("SCAN_WEIXIN"), InlineData("SCAN_WEIXIN_ORG"), InlineData("SCAN_UNIONPAY"), InlineData("SCAN_UNIONPAY_ORG")]
    [InlineData("SCAN_ALIPAY"), InlineData("SCAN_ALIPAY_ORG"), InlineData("WECHATPAY_SCAN_OPEN")]
    [Holds("SCAN_WEIXIN#1-4", "SCAN_WEIXIN_ORG#1-4", "SCAN_UNIONPAY#1-4", "SCAN_UNIONPAY_ORG#1-4", "SCAN_ALIPAY#1-4", "SCAN_ALIPAY_ORG#1-4",
        "WECHATPAY_SCAN_OPEN#1-5", "4.2.4#1", "4.2.4#9")]
    public async Task A_text_for_a_QR_code_is_answered_and_nothing_is_confirmed(string method)
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys(method, 10_00);
        Assert.StartsWith("http", order.Text("payInfo"));
        Assert.False(order.Has("weChatAPPInfo"));
        await flow.ThenPaidOutsideWithoutConfirmation(order, 10_00);
    }

    [Fact]
    [Holds("5.2#1")]
    public async Task A_method_that_was_closed_or_never_opened_for_an_app_is_refused()
    {
        await flow.ChangeSettings(new { payMethods = new[] { "WECHATPAY_SCAN_OPEN" } });
        await flow.GivenBuyerAndShop();
        foreach (var closed in new[] { "SCAN_WEIXIN", "SCAN_WEIXIN_ORG", "WeChatPAYAPP_VSP", "WeChatPAYAPP_VSP_ORG" })
            await flow.WhenRefused("40025", "consumeApply", Flow.Purchase(closed, 10_00));
        await flow.WhenBuys("WECHATPAY_SCAN_OPEN", 10_00);
    }

    [Fact]
    public async Task An_order_without_credit_cards_is_not_paid_by_one()
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys("SCAN_WEIXIN", 10_00, new { limitPay = "no_credit" });
        await Assert.ThrowsAsync<SandboxProblem>(() =>
            flow.Sandbox.Payment(flow.App.Id, order.BizOrderNo, "success", payer: new { acctType = "02" }));
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await flow.Sandbox.Payment(flow.App.Id, order.BizOrderNo, "success", payer: new { acctType = "00" });
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.WhenRefused("10000", "consumeApply", Flow.Purchase("SCAN_WEIXIN", 10_00, new { limitPay = "credit_only" }));
    }

    [Fact]
    public async Task A_password_cannot_confirm_what_the_wallet_validates()
    {
        await flow.GivenBuyerAndShop();
        await flow.WhenRefused("40027", "consumeApply", Flow.Purchase("SCAN_WEIXIN", 10_00, more: new { validateType = 2 }));
        foreach (var validateType in new[] { 0, 1 })
            Assert.False((await flow.WhenBuys("SCAN_WEIXIN", 10_00, more: new { validateType })).Has("payStatus"));
    }

    [Fact]
    [Holds("5.2#8")]
    public async Task What_a_group_merchant_is_paid_was_paid_under_its_own_number()
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys("SCAN_UNIONPAY_ORG", 10_00);
        await flow.WhenChannelPays(order);
        Assert.Equal("660290059120001", (await flow.Detail(order)).Text("cusid"));
        await flow.WhenRefused("10001", "consumeApply", Flow.Purchase("SCAN_UNIONPAY_ORG", 10_00, new { vspCusid = "" }));
        await flow.WhenRefused("20009", "consumeApply", Flow.Purchase("SCAN_UNIONPAY_ORG", 10_00, new { vspCusid = "660290059120002" }));
    }
}

public sealed class ScanOnSqlite() : ScanTests(Store.Sqlite);

public sealed class ScanOnPostgres() : ScanTests(Store.Postgres);
