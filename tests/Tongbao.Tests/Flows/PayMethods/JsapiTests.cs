using System.Text.Json;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>JS 支付: mini-programs, public accounts, service windows and links (通商云 5.2).</summary>
public abstract class JsapiTests(Store store) : FlowTests(store)
{
    [Theory]
    [InlineData("WECHATPAY_MINIPROGRAM"), InlineData("WECHATPAY_MINIPROGRAM_ORG"), InlineData("WECHAT_PUBLIC"),
        InlineData("WECHAT_PUBLIC_ORG"), InlineData("WECHATPAY_PUBLIC_OPEN")]
    [Holds("WECHATPAY_MINIPROGRAM#1-3", "WECHATPAY_MINIPROGRAM_ORG#1-3", "WECHAT_PUBLIC#1-3", "WECHAT_PUBLIC_ORG#1-3",
        "WECHATPAY_PUBLIC_OPEN#1-3")]
    public async Task WeChat_gets_the_parameters_of_its_own_function_as_a_string_of_JSON(string method)
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys(method, 10_00, new { subAppid = "wx26007303dd62364b" });
        using var payInfo = JsonDocument.Parse(order.Text("payInfo")!);
        Assert.Equal(["appId", "timeStamp", "nonceStr", "package", "signType", "paySign"], payInfo.RootElement.EnumerateObject()
            .Select(p => p.Name));
        Assert.Equal("wx26007303dd62364b", payInfo.RootElement.GetProperty("appId").GetString());
        await flow.ThenPaidOutsideWithoutConfirmation(order, 10_00);
    }

    [Theory]
    [InlineData("ALIPAY_SERVICE"), InlineData("ALIPAY_SERVICE_ORG")]
    [Holds("ALIPAY_SERVICE#1-3", "ALIPAY_SERVICE_ORG#1-3")]
    public async Task A_service_window_gets_the_number_of_the_trade(string method)
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys(method, 10_00);
        using var payInfo = JsonDocument.Parse(order.Text("payInfo")!);
        Assert.Matches("^[0-9]{28}$", payInfo.RootElement.GetProperty("tradeNO").GetString());
        await flow.ThenPaidOutsideWithoutConfirmation(order, 10_00);
    }

    [Theory]
    [InlineData("QQ_WALLET"), InlineData("QQ_WALLET_ORG"), InlineData("WECHATPAY_H5_OPEN")]
    [Holds("QQ_WALLET#1-3", "QQ_WALLET_ORG#1-3", "WECHATPAY_H5_OPEN#1-3", "WECHATPAY_H5_OPEN#5")]
    public async Task A_wallet_that_the_buyer_is_led_to_gets_a_link(string method)
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys(method, 10_00);
        Assert.True(Uri.TryCreate(order.Text("payInfo"), UriKind.Absolute, out _));
        await flow.ThenPaidOutsideWithoutConfirmation(order, 10_00);
    }

    [Theory]
    [InlineData("WECHATPAY_MINIPROGRAM_OPEN", true), InlineData("WECHATPAY_MINIPROGRAM_CASHIER_VSP", true),
        InlineData("WECHATPAY_MINIPROGRAM_CASHIER_VSP_ORG", true)]
    [InlineData("H5_CASHIER_VSP", false), InlineData("H5_CASHIER_VSP_ORG", false)]
    public async Task Methods_of_later_versions_are_paid_as_their_sisters_are(string method, bool inTheWallet)
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys(method, 10_00, new { limitPay = "no_credit" });
        Assert.Equal(inTheWallet, order.Text("payInfo")!.StartsWith('{'));
        Assert.Equal(!inTheWallet, Uri.TryCreate(order.Text("payInfo"), UriKind.Absolute, out _));
        await flow.ThenPaidOutsideWithoutConfirmation(order, 10_00);
        await flow.When("refund", new { bizUserId = "buyer", oriBizOrderNo = order.BizOrderNo, amount = 10_00, refundType = "D0" });
        await flow.ThenBalances("seller  0.00");
    }

    [Theory]
    [InlineData("WECHAT_PUBLIC", "acct"), InlineData("WECHATPAY_MINIPROGRAM", "acct"), InlineData("ALIPAY_SERVICE", "acct"),
        InlineData("WECHATPAY_H5_OPEN", "sceneInfo")]
    [InlineData("WECHATPAY_PUBLIC_OPEN", "wxMchtId"), InlineData("QQ_WALLET_ORG", "vspCusid")]
    public async Task What_the_wallet_cannot_do_without_is_asked_for(string method, string field)
    {
        await flow.GivenBuyerAndShop();
        var purchase = Flow.Purchase(method, 10_00);
        purchase["payMethod"]![method]!.AsObject().Remove(field);
        await flow.WhenRefused("10001", "consumeApply", purchase);
    }
}

public sealed class JsapiOnSqlite() : JsapiTests(Store.Sqlite);

public sealed class JsapiOnPostgres() : JsapiTests(Store.Postgres);
