using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>网关类支付: paid at a wallet or a bank, in part out of a balance; closing, and what the channel says too late.</summary>
public sealed class PaymentGwTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T1#1", "T1#5", "T1#10", "T1#13", "T2#10", "W67")]
    public async Task A_top_up_credits_its_user_once_the_channel_has_paid(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUser("u1");
        var serial = await flow.GivenOrder("USER_TOPUP", "u1", "100.00");
        var answered = await flow.PayByScan(serial, "u1", "100.00");
        Assert.NotNull(answered.Text("gateway_url"));
        Assert.Null(answered.Text("payload"));
        Assert.Equal("TRADE_WAIT_PAY", (await flow.Query(serial)).Text("txn_status"));
        await flow.ThenStands("u1  0.00");
        await flow.PayByScan(serial, "u1", "100.00", "3003");
        await flow.ChannelSays(serial);
        await flow.ChannelSays(serial);
        await flow.ThenStands("u1  100.00");
        var told = (await flow.Receiver.WaitFor(serial)).Single();
        Assert.Equal(("USER_TOPUP", "TRADE_SUCCESS"), (told.Text("txn_type"), told.Text("txn_status")));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W22", "W28", "W64")]
    public async Task Balance_beside_a_wallet_is_held_while_that_is_open_and_goes_back_with_its_failure_or_the_end_of_the_order(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUserWith("u1", "30.00");
        await flow.GivenUser("u3");
        var serial = await flow.GivenPurchase("u1", "100.00", ("u3", "100.00"));
        var call = AccpFlow.With(flow.GatewayCall(serial, "u1", "100.00", ("WECHAT_NATIVE", "70.00"), ("BALANCE", "30.00")),
            new { payerInfo = new { password = await flow.Seal(AccpFlow.Password) } });
        await flow.Trade("payment-gw", call);
        await flow.ThenStands("u1  0.00 + 30.00");
        await flow.Trade("payment-gw", call, "3003");
        await flow.ChannelSays(serial, "fail", "余额不足");
        await flow.ThenStands("u1  30.00");
        Assert.Equal("TRADE_WAIT_PAY", (await flow.Query(serial)).Text("txn_status"));
        await flow.Trade("payment-gw", call);
        await flow.Trade("close-payment", new { txn_seqno = serial });
        await flow.ThenStands("u1  30.00");
        await flow.Trade("payment-gw", call, "3001");
        await flow.Trade("close-payment", new { txn_seqno = serial }, "3001");
        Assert.Equal("TRADE_CLOSE", (await flow.Query(serial)).Text("txn_status"));
        var again = await flow.GivenPurchase("u1", "100.00", ("u3", "100.00"));
        await flow.Trade("payment-gw", AccpFlow.With(call, new { txn_seqno = again }));
        await flow.ChannelSays(again);
        await flow.ThenStands("""
            u1  0.00
            u3  100.00
            """);
        Assert.Equal(2, System.Text.Json.JsonDocument.Parse((await flow.Receiver.WaitFor(again)).Single().Text("payerInfo")!)
            .RootElement.GetArrayLength());
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W26", "W21", "W47")]
    public async Task An_order_closes_at_the_instant_at_which_it_expires_and_is_not_told_of(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        await flow.Sandbox.Freeze();
        var serial = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(serial, "GENERAL_CONSUME", "u1", "100.00", ("u3", "100.00")),
            new { pay_expire = 120 }));
        await flow.Sandbox.Advance("PT1H59M59S");
        await flow.PayByScan(serial, "u1", "100.00");
        await flow.Sandbox.Advance("PT1S");
        Assert.Equal("TRADE_CLOSE", (await flow.Query(serial)).Text("txn_status"));
        await flow.PayByScan(serial, "u1", "100.00", "3001");
        await flow.Trade("validation-sms",
            new { user_id = "u1", txn_seqno = serial, total_amount = "100.00", token = "t", verify_code = "123456" }, "3001");
        Assert.DoesNotContain(flow.Receiver.Received, n => n.Subject == serial);
        await flow.CloseTheDay();
    }

    [Fact, Holds("T1#6", "T1#7", "T1#8", "T1#9", "T1#11", "T1#12", "T2#6", "W24", "W62", "W63", "W67", "W93")]
    public async Task What_does_not_fit_is_refused_and_the_merchant_tops_up_its_accounts()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        await flow.PayByScan("nobodys", "u1", "10.00", "1011");
        await Refused(flow, flow.Order(AccpFlow.Serial(), "USER_TOPUP", "u1", "10.00", ("u1", "10.00")), "payeeInfo");
        await Refused(flow, flow.Order(AccpFlow.Serial(), "MCH_TOPUP", null, "10.00", ("MERCHANT", "10.00")), "payee_accttype");
        await Refused(flow, flow.Order(AccpFlow.Serial(), "GENERAL_CONSUME", "u1", "10.00"), "payeeInfo");
        await Refused(flow, flow.Order(AccpFlow.Serial(), "GENERAL_CONSUME", "u1", "10.00", ("u1", "10.00")), "payee_id");
        await flow.Trade("tradecreate", flow.Order(AccpFlow.Serial(), "GENERAL_CONSUME", "u1", "10.00", ("u9", "10.00")), "2003");
        await flow.Trade("tradecreate", flow.Order(AccpFlow.Serial(), "GENERAL_CONSUME", "u9", "10.00", ("u1", "10.00")), "2003");
        var topUp = await flow.GivenOrder("USER_TOPUP", "u1", "10.00");
        await flow.Trade("payment-gw", flow.GatewayCall(topUp, "u1", "10.00", ("EBANK_CREDIT_CARD", "10.00")), "3008");
        await flow.PayByBalance(topUp, "u1", "10.00", code: "3020");
        await flow.Trade("payment-gw", flow.GatewayCall(topUp, "u1", "10.00", ("WECHAT_NATIVE", "9.00")), "1005");
        await flow.Trade("payment-gw", flow.GatewayCall(topUp, "u1", "9.00", ("WECHAT_NATIVE", "9.00")), "3004");
        await flow.Trade("payment-gw", flow.GatewayCall(topUp, "u1", "10.00", ("WECHAT_JSAPI", "10.00")), "1005");
        await flow.Trade("payment-gw", flow.GatewayCall(topUp, "u1", "10.00", ("WECHAT_MICROPAY", "10.00")), "1005");
        var purchase = await flow.GivenPurchase("u1", "10.00", ("u3", "10.00"));
        await flow.PayByScan(purchase, flow.App.Id, "10.00", "3009");
        var serial = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(serial, "MCH_TOPUP", null, "500.00"), new
        {
            payeeInfo = new { payee_id = flow.App.Id, payee_type = "MERCHANT", payee_accttype = "MCHCOUPON", payee_amount = "500.00" },
        }));
        await flow.PayByScan(serial, flow.App.Id, "500.00");
        await flow.ChannelSays(serial);
        await flow.ThenStands("""
            MCHCOUPON  500.00
            MCHOWN     0.00
            """);
        await flow.CloseTheDay();
    }

    [Theory, InlineData("lock"), InlineData("reportLost")]
    [Holds("W54")]
    public async Task A_top_up_that_was_made_before_the_account_was_barred_is_credited_all_the_same(string bar)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        var (topUp, other) = (await flow.GivenOrder("USER_TOPUP", "u1", "10.00"), await flow.GivenOrder("USER_TOPUP", "u1", "5.00"));
        var sale = await flow.GivenPurchase("u3", "7.00", ("u1", "7.00"));
        foreach (var (serial, payer, amount) in new[] { (topUp, "u1", "10.00"), (sale, "u3", "7.00") })
            await flow.PayByScan(serial, payer, amount);
        await flow.ChangeState("u1", bar);
        await flow.PayByScan(other, "u1", "5.00", "2002");
        await flow.Trade("tradecreate", flow.Order(AccpFlow.Serial(), "USER_TOPUP", "u1", "1.00"), "2002");
        await flow.Trade("tradecreate", flow.Order(AccpFlow.Serial(), "GENERAL_CONSUME", "u3", "1.00", ("nobody", "1.00")), "2003");
        foreach (var serial in new[] { topUp, sale }) await flow.ChannelSays(serial);
        await flow.ThenStands("u1  17.00");
        await flow.CloseTheDay();
    }

    [Fact, Holds("W54")]
    public async Task Who_is_paused_before_the_order_is_paid_is_not_paid_by_it()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUserWith("u1", "10.00");
        foreach (var user in new[] { "u3", "u4" }) await flow.GivenUser(user);
        var order = await flow.GivenPurchase("u1", "10.00", ("u3", "5.00"), ("u4", "5.00"));
        await flow.ChangeState("u4", "pause");
        await flow.PayByBalance(order, "u1", "10.00", code: "2001");
        await flow.PayByScan(order, "u1", "10.00", "2001");
        await flow.ChangeState("u4", "resume");
        await flow.PayByBalance(order, "u1", "10.00");
        await flow.CloseTheDay();
    }

    private static async Task Refused(AccpFlow flow, object order, string field) =>
        Assert.Contains(field, (await flow.Trade("tradecreate", order, "1005")).Message, StringComparison.Ordinal);
}
