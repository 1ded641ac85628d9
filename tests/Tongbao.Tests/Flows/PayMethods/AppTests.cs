using System.Text.Json;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>APP 支付: the merchant's app hands what it gets to a wallet's SDK (通商云 5.2, 5.13).</summary>
public abstract class AppTests(Store store) : FlowTests(store)
{
    [Theory]
    [InlineData("WeChatPAYAPP_VSP"), InlineData("WeChatPAYAPP_VSP_ORG"), InlineData("WECHATPAY_APP_OPEN")]
    [Holds("WeChatPAYAPP_VSP#1-2", "WeChatPAYAPP_VSP#4", "WeChatPAYAPP_VSP_ORG#1-2", "WeChatPAYAPP_VSP_ORG#4", "WECHATPAY_APP_OPEN#3")]
    public async Task An_app_of_WeChat_gets_an_object_with_a_string_of_JSON(string method)
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys(method, 9);
        Assert.False(order.Has("payInfo") || order.Has("payStatus"));
        using var app = JsonDocument.Parse(order.Value.GetProperty("weChatAPPInfo").GetProperty("weixinstr").GetString()!);
        Assert.Equal(["sign", "timestamp", "noncestr", "partnerid", "prepayid", "package", "appid"], app.RootElement.EnumerateObject()
            .Select(p => p.Name));
        await flow.WhenRefused("40027", "pay", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = "111111" });
    }

    [Theory]
    [InlineData("WeChatPAYAPP_VSP", 9, OrderStatus.Paid), InlineData("WeChatPAYAPP_VSP", 10, OrderStatus.Failed)]
    [InlineData("WeChatPAYAPP_VSP_ORG", 9, OrderStatus.Paid), InlineData("WeChatPAYAPP_VSP_ORG", 10, OrderStatus.Failed)]
    [InlineData("WECHATPAY_APP_OPEN", 9, OrderStatus.Paid), InlineData("ALIPAY_APP_OPEN", 9, OrderStatus.Paid),
        InlineData("ALIPAY_APP_OPEN", 7, OrderStatus.Unpaid)]
    [InlineData("ALIPAY_APP_OPEN", 6, OrderStatus.Failed)]
    [Holds("WeChatPAYAPP_VSP#3", "WeChatPAYAPP_VSP_ORG#3")]
    public async Task The_vendors_test_amounts_end_as_printed(string method, long amount, OrderStatus end)
    {
        flow = await OnOwnServer();
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys(method, amount);
        await flow.Advance("PT1M");
        await flow.ThenOrderIs(end, order);
        if (end == OrderStatus.Paid) Assert.Equal("orderResult", Assert.Single(await flow.Notices(order)).Event);
    }

    [Fact]
    [Holds("ALIPAY_APP_OPEN#1", "ALIPAY_APP_OPEN#3-7", "clock:alipay_timeout_express")]
    public async Task An_app_of_Alipay_gets_a_string_that_it_decodes_once()
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys("ALIPAY_APP_OPEN", 10_00);
        Assert.DoesNotContain('&', order.Text("payInfo")!);
        var fields = Uri.UnescapeDataString(order.Text("payInfo")!).Split('&').Select(f => f.Split('=', 2))
            .ToDictionary(f => f[0], f => Uri.UnescapeDataString(f[1]));
        Assert.Equal(("alipay.trade.app.pay", "RSA2"), (fields["method"], fields["sign_type"]));
        using var content = JsonDocument.Parse(fields["biz_content"]);
        Assert.Equal(("10.00", "1c"), (content.RootElement.GetProperty("total_amount")
            .GetString(), content.RootElement.GetProperty("timeout_express").GetString()));
        await flow.ThenPaidOutsideWithoutConfirmation(order, 10_00);
    }

    [Fact]
    [Holds("MOBILEAPPPAY_VSP#1", "MOBILEAPPPAY_VSP#3-4")]
    public async Task A_banks_app_needs_the_number_of_the_order_alone()
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys("MOBILEAPPPAY_VSP", 10_00);
        Assert.False(string.IsNullOrEmpty(order.OrderNo) || order.Has("payInfo"));
        await flow.ThenPaidOutsideWithoutConfirmation(order, 10_00);
    }

    [Fact]
    [Holds("WECHATPAY_APP_OPEN#2", "4.2.4#7")]
    public async Task WeChats_own_app_payment_shows_the_name_of_the_goods()
    {
        await flow.GivenBuyerAndShop();
        await flow.WhenRefused("10001", "consumeApply",
            Flow.Purchase("WECHATPAY_APP_OPEN", 10_00, more: new { goodsName = (string?)null }));
        await flow.WhenRefused("10000", "consumeApply", Flow.Purchase("WECHATPAY_APP_OPEN", 10_00, more: new { goodsName = "<咖啡>" }));
    }
}

public sealed class AppOnSqlite() : AppTests(Store.Sqlite);

public sealed class AppOnPostgres() : AppTests(Store.Postgres);
