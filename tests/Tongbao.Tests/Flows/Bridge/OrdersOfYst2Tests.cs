using Tongbao.Tests.Flows.Accp;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Flows.Bridge;

/// <summary>一家三门: an order through each door, looked at through the other two, and changed through its own alone.</summary>
public sealed class OrdersOfYst2Tests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_purchase_by_a_merchant_number_is_shown_by_the_other_wires_and_changed_by_none_of_them(Store store)
    {
        await using var flow = await Yst2Flow.OnOwnServer(store, new { clearTimeRule = "D+1", channelFeeRate = 0.006 });
        await flow.Sandbox.Freeze();
        await using var tsy2 = await Flow.DoorTo(flow.Server, flow.App.Id);
        await using var accp = await AccpFlow.DoorTo(flow.Server, flow.App.Id);
        await flow.GivenCollector("A");
        var purchase = flow.Purchase("A", 100_00);
        await flow.Call("2085", purchase, "66666");
        var serial = Yst2Flow.SerialOf(purchase);
        Assert.Equal("TRADE_WAIT_PAY", (await accp.Query(serial)).Text("txn_status"));
        await accp.Trade("close-payment", new { txn_seqno = serial }, TwoDoors.NotOfAccp);
        await tsy2.WhenRefused(TwoDoors.NotOfTsy2, "resendPaySMS", new { bizOrderNo = serial });
        await flow.WhenPaid(serial);

        var detail = await tsy2.When("getOrderDetail", new { bizOrderNo = serial });
        Assert.Equal((4, 100_00), (detail.Number("orderStatus"), detail.Number("amount")));
        var paid = await accp.Query(serial);
        Assert.Equal(("GENERAL_CONSUME", "TRADE_SUCCESS", "100.00", "A"), (paid.Text("txn_type"), paid.Text("txn_status"),
            paid.Text("orderInfo.total_amount"), paid.Text("payeeInfo[0].payee_id")));
        await tsy2.WhenRefused(TwoDoors.NotOfTsy2, "refund", new { oriBizOrderNo = serial, bizUserId = "buyer1", amount = 1_00 });
        await accp.Trade("asyn-refund", accp.RefundOf(serial, "buyer1", "100.00", "A", "1.00", "WECHAT_NATIVE"), TwoDoors.NotOfAccp);

        // In transit it is money to be settled, and after its split the member's own on every wire.
        await flow.MoveTo(1, "10:00:00");
        Assert.Equal(("99.40", "0.00"), await Accounts(accp));
        var no = (await flow.Call("3001", new { reqTraceNum = serial, oriTransDate = "20260101" })).Text("respTraceNum");
        Assert.EndsWith("|1|交易成功", await flow.WhenSplit("F", $"R1|{no}|||"));
        Assert.Equal(("0.00", "99.40"), await Accounts(accp));
        Assert.Equal(99_40, (await tsy2.When("queryBalance", new { bizUserId = "A" })).Number("allAmount"));
        Assert.Equal(4, (await tsy2.When("getOrderDetail", new { bizOrderNo = "R1" })).Number("orderStatus"));
        await flow.CloseTheDay();
    }

    [Fact]
    public async Task What_the_other_wires_made_is_shown_here_and_is_neither_closed_nor_refunded_nor_split()
    {
        await using var both = await TwoDoors.OnSharedServer(Store.Sqlite);
        await both.GivenMember("buyer", 90_00);
        await both.GivenMember("seller", 0);
        await using var flow = await Yst2Flow.DoorTo(both.Tsy2.Server, both.App);
        var order = await both.Tsy2.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 40_00 });
        await both.Tsy2.WhenChannelPays(order);
        var serial = await both.Accp.GivenPurchase("buyer", "40.00", ("seller", "40.00"));
        await both.PayByBalance(serial, "buyer", "40.00", TwoDoors.Password);
        foreach (var number in new[] { order.BizOrderNo, serial })
        {
            var shown = await flow.Call("3002", new { reqTraceNum = number, oriTransDate = "20260101" });
            Assert.Equal(("1", "4000", "buyer"), (shown.Text("result"), shown.Text("orderAmount"), shown.Text("signNum")));
            Assert.Matches("^[0-9]{14}2085[0-9]{8}$", shown.Text("respTraceNum"));
            Assert.NotEqual("00000", (await flow.When("2295", new { orgRespTraceNum = shown.Text("respTraceNum") })).Code);
            Assert.NotEqual("66666", (await flow.When("2294",
                new { reqTraceNum = Yst2Flow.Serial(), orgRespTraceNum = shown.Text("respTraceNum"), orderAmount = 1_00 })).Code);
        }
        await both.Tsy2.ThenBalances("""
            buyer   50.00
            seller  80.00
            """);
    }

    private static async Task<(string?, string?)> Accounts(AccpFlow accp)
    {
        var info = await accp.Account("query-acctinfo", new { user_id = "A", user_type = "INNERCOMPANY" });
        string? Of(string type) => info.Value.GetProperty("acctinfo_list").EnumerateArray()
            .Single(a => a.GetProperty("acct_type").GetString() == type).GetProperty("amt_balcur").GetString();
        return (Of("USEROWN_PSETTLE"), Of("USEROWN_AVAILABLE"));
    }
}
