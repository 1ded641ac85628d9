using System.Globalization;
using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>消费申请 (2085) and its result notice.</summary>
public sealed class PurchaseApplyTests : IAsyncLifetime
{
    private Yst2Flow flow = null!;
    private string number = "";

    public async ValueTask InitializeAsync()
    {
        flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        number = await flow.GivenCollector("A");
    }

    public async ValueTask DisposeAsync()
    {
        await flow.CloseTheDay();
        await flow.DisposeAsync();
    }

    [Fact, Holds("7.5.5#1", "7.5.5#5", "7.5.5#7", "7.4#1", "7.2.3#3")]
    public async Task A_purchase_is_answered_with_a_link_told_when_it_is_paid_and_booked_nowhere()
    {
        var purchase = flow.Purchase("A", 100_00);
        var reply = await flow.Call("2085", purchase, "66666");
        Assert.Matches("^20[0-9]{12}2085[0-9]{8}$", reply.Text("respTraceNum")!);
        Assert.Equal(("0", Yst2Flow.SerialOf(purchase), "店7"), (reply.Text("result"), reply.Text("reqTraceNum"), reply.Text("extendParams")));
        Assert.StartsWith("http", reply.Text("chnlFrontParamInfo.chnlPayInfo"), StringComparison.Ordinal);
        await flow.WhenPaid(Yst2Flow.SerialOf(purchase));
        await flow.WhenPaid(Yst2Flow.SerialOf(purchase));
        var told = Assert.Single(await flow.Receiver.WaitFor(Yst2Flow.SerialOf(purchase)));
        Assert.Equal(("2085", "1", "00000", "A", "buyer1", "10000", reply.Text("respTraceNum"), "店7"), (told.TransCode, told.Text("result"),
            told.Text("respCode"), told.Text("receiverSignNum"), told.Text("signNum"), told.Text("orderAmount"), told.Text("respTraceNum"),
            told.Text("extendParams")));
        Assert.NotNull(told.Text("finishTime"));
        Assert.Equal("0/0", await flow.Figures("A"));
        Assert.Equal("0", (await flow.Call("3004", new { signNum = "A", acctType = "08" })).Text("totalCount"));
        Assert.Single(await flow.Receiver.WaitFor(Yst2Flow.SerialOf(purchase)));
    }

    [Fact]
    public async Task A_repeat_is_answered_by_the_state_of_now_and_other_content_is_refused()
    {
        var purchase = flow.Purchase("A", 1_00);
        var first = await flow.Call("2085", purchase, "66666");
        var again = await flow.Call("2085", purchase, "66666");
        Assert.Equal((first.Text("respTraceNum"), first.Text("chnlFrontParamInfo")), (again.Text("respTraceNum"), again.Text("chnlFrontParamInfo")));
        await flow.WhenPaid(Yst2Flow.SerialOf(purchase));
        Assert.Equal((first.Text("respTraceNum"), "1"), await flow.Call("2085", purchase) is var paid ? (paid.Text("respTraceNum"), paid.Text("result"))
            : default);
        await flow.Call("2085", Yst2Flow.With(purchase, new { orderAmount = 2_00 }), "10006");
    }

    [Theory, Holds("7.2.3#1", "7.5.1.3#2")]
    [InlineData("SCAN_ALIPAY", "{}")]
    [InlineData("SCAN_UNIONPAY", "{}")]
    [InlineData("WECHATPAY_MINIPROGRAM", """{"acct":"o1","subAppid":"wx1"}""")]
    [InlineData("WECHAT_PUBLIC", """{"acct":"o1","subAppid":"wx1"}""")]
    [InlineData("ORDER_VSPPAY", "{}")]
    [InlineData("H5_CASHIER_VSP", "{}")]
    public async Task Every_mode_gives_the_payer_something_to_pay_with(string mode, string fields)
    {
        var purchase = flow.Purchase("A", 1_00, mode, JsonNode.Parse(fields));
        Assert.False(string.IsNullOrEmpty((await flow.Call("2085", purchase, "66666")).Text("chnlFrontParamInfo.chnlPayInfo")));
        await flow.WhenPaid(Yst2Flow.SerialOf(purchase));
        Assert.Equal("1", (await flow.Call("3001", new { reqTraceNum = Yst2Flow.SerialOf(purchase) })).Text("result"));
    }

    [Fact]
    public async Task A_bar_code_is_paid_at_once()
    {
        var reply = await flow.Call("2085", flow.Purchase("A", 1_00, "CODEPAY_VSP", new { authcode = "134567890123456789" }));
        Assert.Equal("1", reply.Text("result"));
        await flow.Call("2085", flow.Purchase("A", 1_00, "CODEPAY_VSP", new { authcode = "994567890123456789" }), "10004");
    }

    [Fact]
    public async Task A_mode_is_taken_as_json_as_text_and_with_numbers_for_text()
    {
        var fields = $"{{\"vspCusid\":\"{number}\"}}";
        foreach (var mode in new JsonNode[]
        {
            new JsonObject { ["SCAN_WEIXIN"] = new JsonObject { ["vspCusid"] = long.Parse(number, CultureInfo.InvariantCulture) } },
            JsonValue.Create($"{{\"SCAN_WEIXIN\":{fields}}}"), new JsonObject { ["SCAN_WEIXIN"] = fields },
        })
        {
            var purchase = flow.Purchase("A", 1_00);
            purchase["payMode"] = mode.DeepClone();
            await flow.Call("2085", purchase, "66666");
        }
    }

    [Fact, Holds("7.2.3#2", "7.5.5#4")]
    public async Task The_merchant_number_is_the_payees_own()
    {
        var other = await flow.GivenMerchant("M");
        await flow.Call("2085", flow.Purchase("A", 1_00, fields: new { vspCusid = number }), "66666");
        await flow.Call("2085", flow.Purchase("A", 1_00, fields: new { vspCusid = other }), "30002");
        await flow.Call("2085", flow.Purchase("A", 1_00, fields: new { vspCusid = "990000000000000" }), "30002");
    }

    [Fact, Holds("7.2.1#1", "7.5.4#2", "7.5.4#14", "7.5.4#16")]
    public async Task Who_is_no_merchant_or_has_not_signed_collects_nothing()
    {
        await flow.Call("2085", flow.Purchase("nobody", 1_00), "20001");
        await flow.GivenCompany("C", role: Yst2Flow.Payee);
        await flow.Call("2085", flow.Purchase("C", 1_00), "25007");
        await flow.GivenMerchant("M");
        await flow.Call("2085", flow.Purchase("M", 1_00, "ORDER_VSPPAY"), "25007");
        await flow.GivenAgreed("M");
        await flow.Call("2085", flow.Purchase("M", 1_00, "ORDER_VSPPAY"), "66666");
    }

    [Theory]
    [InlineData("""{"orderAmount":0}""", "30005")]
    [InlineData("""{"payAmount":99}""", "30005")]
    [InlineData("""{"orderValidTime":"2020-01-01 00:00:00"}""", "30006")]
    [InlineData("""{"orderValidTime":"2099-01-01 00:00:00"}""", "30006")]
    [InlineData("""{"orderValidTime":"tomorrow"}""", "10002")]
    [InlineData("""{"payMode":{"WECHAT_PRECONSUME":{}}}""", "30007")]
    [InlineData("""{"payMode":{"SCAN_WEIXIN":{},"SCAN_ALIPAY":{}}}""", "30007")]
    [InlineData("""{"payMode":{"CASH":{}}}""", "30007")]
    [InlineData("""{"promotionAmount":1,"payAmount":99}""", "30010")]
    [InlineData("""{"couponAmount":1}""", "30011")]
    [InlineData("""{"sepDetail":[{"signNum":"B","amount":1}]}""", "30011")]
    [InlineData("""{"extendParams":"a|b"}""", "10007")]
    [InlineData("""{"payMode":{"CODEPAY_VSP":{"authcode":"134567890123456789","termInfo":{"termNo":"00000001"}}}}""", "30014")]
    [InlineData("""{"promotionAmount":0,"couponAmount":"0","sepDetail":[],"payAmount":"100"}""", "66666")]
    public async Task What_the_request_itself_says_is_looked_at(string change, string code)
    {
        var purchase = flow.Purchase("A", 1_00);
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject()) purchase[name] = value?.DeepClone();
        await flow.Call("2085", purchase, code);
    }

    [Fact, Holds("7.5.5#2")]
    public async Task A_payee_on_a_blacklist_collects_nothing()
    {
        await flow.Sandbox.PutInState(flow.App.Id, "A", "BLACKLIST");
        await flow.Call("2085", flow.Purchase("A", 1_00), "20002");
    }

    [Fact]
    public async Task The_commission_agreement_is_asked_for_too_where_the_app_is_set_so()
    {
        await flow.Sandbox.ChangeSettings(flow.App.Id, new { commissionAgreementRequired = true });
        await flow.Call("2085", flow.Purchase("A", 1_00), "25008");
        await flow.GivenAgreed("A", new { couponWay = "1", couponRate = "5.00" });
        await flow.Call("2085", flow.Purchase("A", 1_00), "66666");
    }

    [Fact]
    public async Task A_payment_that_fails_is_told_with_its_reason()
    {
        var purchase = flow.Purchase("A", 1_00);
        await flow.Call("2085", purchase, "66666");
        await flow.Sandbox.Payment(flow.App.Id, Yst2Flow.SerialOf(purchase), "fail", "余额不足");
        var told = Assert.Single(await flow.Receiver.WaitFor(Yst2Flow.SerialOf(purchase)));
        Assert.Equal(("2", "余额不足"), (told.Text("result"), told.Text("respMsg")));
        Assert.Equal(("2", "余额不足"), await flow.Call("3001", new { reqTraceNum = Yst2Flow.SerialOf(purchase) }) is var shown
            ? (shown.Text("result"), shown.Text("txDesc")) : default);
    }
}
