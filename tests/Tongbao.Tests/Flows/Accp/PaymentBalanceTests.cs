using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>余额支付: orders paid out of balances and coupons, told of and queried.</summary>
public sealed class PaymentBalanceTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T2#1", "T2#11", "T2#13", "W17", "W25", "W29", "W47", "W48")]
    public async Task A_purchase_moves_the_amount_to_the_payee_is_told_once_and_can_be_queried(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUserWith("u1", "150.00");
        await flow.GivenUser("u3");
        var serial = await flow.GivenPurchase("u1", "100.00", ("u3", "100.00"));
        Assert.Equal("TRADE_WAIT_PAY", (await flow.Query(serial)).Text("txn_status"));
        // parties and addresses are the order's, whatever a call says of them
        var call = AccpFlow.With(await flow.BalanceCall(serial, "u1", "100.00"),
            new { notify_url = "http://127.0.0.1:1/other", payeeInfo = new { payee_id = "u1", payee_type = "USER", payee_amount = "1.00" } });
        var paid = await flow.Trade("payment-balance", call);
        Assert.Equal(("u1", serial, "100.00"), (paid.Text("user_id"), paid.Text("txn_seqno"), paid.Text("total_amount")));
        Assert.Matches("^[0-9]{16,20}$", paid.Text("accp_txno"));
        Assert.NotNull(paid.Text("accounting_date"));
        await flow.ThenStands("""
            u1  50.00
            u3  100.00
            """);
        var told = (await flow.Receiver.WaitFor(serial)).Single();
        Assert.Equal(("GENERAL_CONSUME", "TRADE_SUCCESS"), (told.Text("txn_type"), told.Text("txn_status")));
        Assert.Equal("""[{"amount":"100.00","method":"BALANCE","payer_id":"u1","payer_type":"USER"}]""", told.Text("payerInfo"));
        Assert.Equal("""[{"amount":"100.00","payee_id":"u3","payee_type":"USER"}]""", told.Text("payeeInfo"));
        var shown = await flow.Query(serial);
        Assert.Equal(("TRADE_SUCCESS", "附言", "u3"),
            (shown.Text("txn_status"), shown.Text("orderInfo.order_info"), shown.Text("payeeInfo[0].payee_id")));
        await flow.Query("nobodys", "1011");
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T2#8", "W65")]
    public async Task Several_payees_have_exactly_their_parts_also_where_a_coupon_pays_with(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUserWith("u1", "100.00");
        await flow.GivenUser("u3");
        await flow.GivenUser("u4");
        await flow.GivenCoupons("5.00");
        var serial = await flow.GivenPurchase("u1", "100.00", ("u3", "50.00"), ("u4", "30.00"), ("MERCHANT", "20.00"));
        await flow.PayByBalance(serial, "u1", "100.00", coupon: "5.01", code: "3006");
        await flow.PayByBalance(serial, "u1", "100.00", coupon: "5.00");
        await flow.ThenStands("""
            u1         5.00
            u3         50.00
            u4         30.00
            MCHOWN     20.00
            MCHCOUPON  0.00
            """);
        var short1 = await flow.GivenPurchase("u1", "5.01", ("u3", "5.01"));
        await flow.PayByBalance(short1, "u1", "5.01", code: "3005");
        await flow.CloseTheDay();
    }

    [Fact, Holds("T2#3", "T2#7", "T2#9", "T3#1", "W18", "W19", "W20", "W24", "W87")]
    public async Task What_is_wrong_is_told_in_order_and_moves_nothing()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.GivenUserWith("u1", "150.00");
        await flow.GivenUser("u3");
        var serial = Serial();
        var order = flow.Order(serial, "GENERAL_CONSUME", "u1", "100.00", ("u3", "100.00"));
        await flow.Trade("tradecreate", flow.Order(serial, "GENERAL_CONSUME", "u1", "100.00", ("u3", "99.99")), "1005");
        await flow.Trade("tradecreate", order);
        await flow.Trade("tradecreate", order, "1010");
        await flow.Trade("tradecreate", flow.Order(serial, "GENERAL_CONSUME", "u1", "100.00", ("u1", "100.00")), "1005");
        await flow.Trade("payment-balance", await flow.BalanceCall("nobodys", "u1", "100.00"), "1011");
        await flow.Trade("payment-balance", await flow.BalanceCall(serial, "u1", "99.99"), "3004");
        await flow.Trade("payment-balance", await flow.BalanceCall(serial, "u3", "100.00"), "3004");
        var without = await flow.Trade("payment-balance", await flow.BalanceCall(serial, "u1", "100.00", password: null), "1005");
        Assert.Contains("password", without.Message, StringComparison.Ordinal);
        await flow.Trade("payment-balance", await flow.BalanceCall(serial, "u1", "100.00", password: "wrong99"), "1015");
        await flow.ThenStands("u1  150.00");
        await flow.PayByBalance(serial, "u1", "100.00");
        await flow.Trade("payment-balance", await flow.BalanceCall(serial, "u1", "100.00", password: "wrong99"), "3002");
        await flow.ThenStands("""
            u1  50.00
            u3  100.00
            """);
        await flow.CloseTheDay();
    }

    private static string Serial() => AccpFlow.Serial();
}
