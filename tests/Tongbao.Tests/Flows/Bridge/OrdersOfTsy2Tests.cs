using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Flows.Bridge;

/// <summary>通商云 made it: ACCP shows it in its own words, and changes nothing of it.</summary>
public sealed class OrdersOfTsy2Tests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_purchase_is_shown_as_a_payment_and_cannot_be_paid_closed_refunded_or_confirmed(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        await both.GivenMember("buyer", 50_00);
        await both.GivenMember("seller", 0);
        var order = await both.Tsy2.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 40_00, fee = 1_00, extendInfo = "桌 7" });
        var (serial, accp) = (order.BizOrderNo, both.Accp);
        Assert.Equal("TRADE_WAIT_PAY", (await accp.Query(serial)).Text("txn_status"));
        await both.PayByBalance(serial, "buyer", "40.00", TwoDoors.Password, TwoDoors.NotOfAccp);
        await accp.PayByScan(serial, "buyer", "40.00", TwoDoors.NotOfAccp);
        await accp.Trade("close-payment", new { txn_seqno = serial }, TwoDoors.NotOfAccp);
        await accp.Trade("validation-sms", new
        {
            payer_type = "USER", payer_id = "buyer", txn_seqno = serial, total_amount = "40.00", token = "no-such", verify_code = "123456",
        }, TwoDoors.NotOfAccp);
        await both.Tsy2.ThenOrderIs(OrderStatus.Unpaid, order);

        await both.Tsy2.WhenChannelPays(order);
        var paid = await accp.Query(serial);
        Assert.Equal(("GENERAL_CONSUME", "TRADE_SUCCESS", order.OrderNo, "40.00", "桌 7"), (paid.Text("txn_type"), paid.Text("txn_status"),
            paid.Text("accp_txno"), paid.Text("orderInfo.total_amount"), paid.Text("orderInfo.order_info")));
        Assert.Equal(("USER", "buyer", "WECHAT_NATIVE", "40.00"), (paid.Text("payerInfo[0].payer_type"), paid.Text("payerInfo[0].payer_id"),
            paid.Text("payerInfo[0].method"), paid.Text("payerInfo[0].amount")));
        Assert.Equal(("USER", "seller", "40.00"),
            (paid.Text("payeeInfo[0].payee_type"), paid.Text("payeeInfo[0].payee_id"), paid.Text("payeeInfo[0].amount")));
        await accp.Trade("asyn-refund", accp.RefundOf(serial, "buyer", "40.00", "seller", "1.00", "WECHAT_NATIVE"), TwoDoors.NotOfAccp);
        await accp.Trade("secured-confirm", Confirmation(serial), TwoDoors.NotOfAccp);
        await accp.Trade("secured-query", new { txn_seqno = serial }, "1011");
        await both.Tsy2.ThenOrderIs(OrderStatus.Paid, order);
        await both.Tsy2.ThenBalances("""
            buyer     50.00
            seller    39.00
            platform   1.00
            """);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Ways_to_pay_and_the_platform_go_by_the_names_of_the_wire_that_asks(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        await both.GivenMember("buyer", 50_00);
        await both.Tsy2.GivenFunds("2000000", 5_00);
        await both.Tsy2.GivenSellers("baker");
        var collect = await both.Tsy2.When("agentCollectApply", Json.Merge(Flow.Collect("buyer", 0, ("baker", 30_00)), new
        {
            validateType = 1,
            payMethod = Flow.Together(await both.Tsy2.QuickPay("buyer", 20_00), both.Tsy2.Balance(8_00), Flow.Coupon(2_00)),
        }));
        await both.Tsy2.Pay(collect);
        var shown = await both.Accp.Query(collect.BizOrderNo);
        Assert.Equal(["AGRT_DEBIT_CARD 20.00", "BALANCE 8.00", "COUPON 2.00"], shown.Value.GetProperty("payerInfo").EnumerateArray()
            .Select(p => $"{p.GetProperty("method").GetString()} {p.GetProperty("amount").GetString()}").Order(StringComparer.Ordinal));
        var deposit = await both.Tsy2.When("depositApply", new { bizUserId = Flow.Platform, amount = 3_00 });
        await both.Tsy2.WhenChannelPays(deposit);
        var topUp = await both.Accp.Query(deposit.BizOrderNo);
        Assert.Equal(("MCH_TOPUP", "MERCHANT", both.Accp.Number),
            (topUp.Text("txn_type"), topUp.Text("payerInfo[0].payer_type"), topUp.Text("payerInfo[0].payer_id")));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_refund_and_a_withdrawal_are_found_by_its_queries(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        var buyer = await both.GivenMember("buyer", 50_00);
        await both.GivenMember("seller", 0);
        var order = await both.Tsy2.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 40_00 });
        await both.Tsy2.WhenChannelPays(order);
        var refund = await both.Tsy2.When("refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount = 15_00 });
        var back = await both.Accp.Trade("query-refund", new { refund_seqno = refund.BizOrderNo });
        Assert.Equal(("TRADE_SUCCESS", "15.00", refund.OrderNo),
            (back.Text("txn_status"), back.Text("refund_amount"), back.Text("accp_txno")));

        await both.Sandbox.Scenario(both.App, new { bizUserId = "buyer" }, [new { result = "pending" }]);
        var withdrawal = await both.Tsy2.When("withdrawApply", new { bizUserId = "buyer", amount = 30_00, fee = 1_00, validateType = 0 });
        await both.Accp.Trade("withdrawal-check", new
        {
            orderInfo = new { txn_seqno = withdrawal.BizOrderNo, total_amount = "30.00", fee_amount = "1.00" },
            checkInfo = new { check_result = "CANCEL" },
        }, TwoDoors.NotOfAccp);
        var away = await Withdrawal(both, withdrawal);
        Assert.Equal(("TRADE_PREPAID", "USER", "buyer", "30.00", "1.00"), (away.Text("txn_status"), away.Text("payerInfo.payer_type"),
            away.Text("payerInfo.payer_id"), away.Text("orderInfo.total_amount"), away.Text("orderInfo.fee_amount")));
        await both.Tsy2.WhenBankReturns(withdrawal);
        var failed = await Withdrawal(both, withdrawal);
        Assert.Equal(("TRADE_FAILURE", "账户已销户"), (failed.Text("txn_status"), failed.Text("failure_reason")));
        await both.Tsy2.ThenBalances("buyer  50.00");
    }

    private static Task<AccpReply> Withdrawal(TwoDoors both, Tsy2Reply order) =>
        both.Accp.Trade("query-withdrawal", new { txn_seqno = order.BizOrderNo });

    private static object Confirmation(string serial) => new
    {
        user_id = "buyer", confirm_mode = "ALL", originalOrderInfo = new { txn_seqno = serial, total_amount = "40.00" },
        confirmOrderInfo = new { confirm_seqno = AccpFlow.Serial(), confirm_time = AccpClient.Stamp(), confirm_amount = "40.00" },
    };
}
