using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Flows.Bridge;

/// <summary>ACCP made it: 通商云 shows it in its own words, and changes nothing of it.</summary>
public sealed class OrdersOfAccpTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_consumption_is_shown_as_one_and_cannot_be_paid_refunded_or_paid_out(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        await both.GivenMember("buyer", 50_00);
        await both.GivenMember("seller", 0);
        var serial = await both.Accp.GivenPurchase("buyer", "40.00", ("seller", "30.00"), ("MERCHANT", "10.00"));
        var tsy2 = both.Tsy2;
        await ThenRefused(tsy2, "pay", new { bizUserId = "buyer", bizOrderNo = serial, verificationCode = "123456" });
        await ThenRefused(tsy2, "resendPaySMS", new { bizOrderNo = serial });
        await tsy2.ThenPageRefuses(TwoDoors.NotOfTsy2, "payOrder",
            new { bizUserId = "buyer", bizOrderNo = serial, jumpUrl = Flow.JumpUrl, verificationCode = "123456" });
        await tsy2.ThenOrderIs(OrderStatus.Unpaid, serial);

        await both.PayByBalance(serial, "buyer", "40.00", TwoDoors.Password);
        var paid = await tsy2.When("getOrderDetail", new { bizOrderNo = serial });
        Assert.Equal((4, 40_00, "buyer", "附言"),
            (paid.Number("orderStatus"), paid.Number("amount"), paid.Text("buyerBizUserId"), paid.Text("extendInfo")));
        await ThenRefused(tsy2, "refund", new { oriBizOrderNo = serial, bizUserId = "buyer", amount = 1_00 });
        var draws = new { bizUserId = "seller", amount = 1_00, collectPayList = new[] { new { bizOrderNo = serial, amount = 1_00 } } };
        await ThenRefused(tsy2, "signalAgentPay", draws);
        await tsy2.WhenRefused("40000", "getPaymentInformationDetail", new { bizOrderNo = serial });
        await both.Accp.ThenStands("""
            buyer   10.00
            seller  30.00
            MCHOWN  10.00
            """);
        var line = Assert.Single((await tsy2.When("queryInExpDetail", new { bizUserId = "seller" })).Value.GetProperty("inExpDetail")
            .EnumerateArray());
        Assert.Equal((serial, 30_00, 30_00), (line.GetProperty("bizOrderNo").GetString(), line.GetProperty("chgAmount").GetInt64(),
            line.GetProperty("curAmount").GetInt64()));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Money_under_guarantee_is_in_transit_to_its_payees_as_far_as_it_is_still_there(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        await both.GivenMember("buyer", 100_00);
        await both.GivenMember("baker", 0);
        await both.GivenMember("brewer", 0);
        var serial = await both.Accp.GivenGuarantee("buyer", "100.00", ("baker", "70.00"), ("brewer", "30.00"));
        await both.PayByBalance(serial, "buyer", "100.00", TwoDoors.Password);
        Assert.Equal((70_00, 30_00), (await InTransit(both, "baker", serial), await InTransit(both, "brewer", serial)));
        await Confirm(both, serial, ("baker", "40.00"));
        Assert.Equal((30_00, 30_00), (await InTransit(both, "baker", serial), await InTransit(both, "brewer", serial)));
        var refund = both.Accp.RefundOf(serial, "buyer", "100.00", both.Accp.Number, "45.00");
        refund["refundOrderInfo"]!["payee_type"] = "MERCHANT";
        refund["refundOrderInfo"]!["payee_accttype"] = "MCHASSURE";
        await both.Accp.Trade("asyn-refund", refund);
        Assert.Equal((15_00, 15_00), (await InTransit(both, "baker", serial), await InTransit(both, "brewer", serial)));

        var back = await both.Tsy2.When("getOrderDetail", new { bizOrderNo = AccpFlow.RefundNo(refund) });
        Assert.Equal((4, 45_00, serial, 1),
            (back.Number("orderStatus"), back.Number("amount"), back.Text("oriBizOrderNo"), back.Number("refundWhereabouts")));
        await both.Tsy2.ThenBalances("""
            buyer  45.00
            baker  40.00
            """);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Withdrawals_and_confirmations_are_orders_too_and_fail_in_words_of_通商云(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store, accpFirst: true);
        var buyer = await both.Accp.GivenUserWith("buyer", "100.00");
        await both.Accp.GivenUser("baker");
        var guarantee = await both.Accp.GivenGuarantee("buyer", "20.00");
        await both.Accp.PayByBalance(guarantee, "buyer", "20.00");
        var slip = await Confirm(both, guarantee, ("baker", "20.00"));
        var confirmed = await both.Tsy2.When("getOrderDetail", new { bizOrderNo = slip });
        Assert.Equal((4, 20_00, "buyer"), (confirmed.Number("orderStatus"), confirmed.Number("amount"), confirmed.Text("buyerBizUserId")));

        await both.Sandbox.Scenario(both.App, new { bizUserId = "buyer" }, [new { result = "fail", message = "账户已销户" }]);
        var withdrawal = await both.Accp.WithdrawalOf(buyer, "30.00");
        await both.Accp.Trade("withdrawal", withdrawal);
        await both.Accp.Receiver.WaitFor(AccpFlow.SerialOf(withdrawal));
        var failed = await both.Tsy2.When("getOrderDetail", new { bizOrderNo = AccpFlow.SerialOf(withdrawal) });
        Assert.Equal((3, "账户已销户"), (failed.Number("orderStatus"), failed.Text("errorMessage")));
        await both.Tsy2.ThenBalances("buyer  80.00");
    }

    private static async Task<string> Confirm(TwoDoors both, string serial, params (string Payee, string Yuan)[] payees)
    {
        var (slip, sum) = (AccpFlow.Serial(), payees.Sum(p => decimal.Parse(p.Yuan, System.Globalization.CultureInfo.InvariantCulture)));
        await both.Accp.Trade("secured-confirm", new
        {
            user_id = "buyer", confirm_mode = "PART",
            originalOrderInfo = new { txn_seqno = serial, total_amount = (await both.Accp.Query(serial)).Text("orderInfo.total_amount") },
            confirmOrderInfo = new { confirm_seqno = slip, confirm_time = AccpClient.Stamp(), confirm_amount = sum },
            payeeInfo = payees.Select(p => new { payee_id = p.Payee, payee_type = "USER", payee_amount = p.Yuan }).ToArray(),
        });
        return slip;
    }

    private static async Task<long> InTransit(TwoDoors both, string payee, string order) =>
        (await both.Tsy2.When("getPayeeFundsInTransitDetail", new { bizUserId = payee, bizOrderNo = order }))
            .Value.GetProperty("payeeFundsInTransitList").EnumerateArray().Sum(row => row.GetProperty("estCollAmount").GetInt64());

    private static async Task ThenRefused(Flow tsy2, string method, object param) =>
        Assert.Contains("另一接口", (await tsy2.WhenRefused(TwoDoors.NotOfTsy2, method, param)).Message, StringComparison.Ordinal);
}
