namespace Tongbao.Tests.Flows.Accp;

public sealed class SecuredQueryTests
{
    [Fact, Holds("W68", "W69")]
    public async Task It_tells_how_far_a_guarantee_order_is_until_all_is_confirmed_or_refunded()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.GivenUserWith("u1", "200.00");
        await flow.GivenUser("u3");
        var order = await flow.GivenGuarantee("u1", "100.00", ("u3", "100.00"));
        await ThenIs(flow, order, "WAIT_BUYER_PAY");
        await flow.PayByBalance(order, "u1", "100.00");
        await ThenIs(flow, order, "WAIT_BUYER_CONFIRM");
        await Confirm(flow, order, "40.00");
        await ThenIs(flow, order, "CONFIRMING");
        await flow.Trade("asyn-refund", OutOfGuarantee(flow, order, "10.00"));
        await ThenIs(flow, order, "CONFIRMING");
        await Confirm(flow, order, "50.00");
        await ThenIs(flow, order, "CONFIRM_SUCCESS");
        var refunded = await flow.GivenGuarantee("u1", "100.00", ("u3", "100.00"));
        await flow.PayByBalance(refunded, "u1", "100.00");
        await flow.Trade("asyn-refund", OutOfGuarantee(flow, refunded, "100.00"));
        await ThenIs(flow, refunded, "REFUND_SUCCESS");
        var unpaid = await flow.GivenGuarantee("u1", "100.00", ("u3", "100.00"));
        await flow.Sandbox.Advance("PT72H");
        await ThenIs(flow, unpaid, "TRADE_CLOSED");
        await flow.ThenStands("""
            u1         110.00
            u3          90.00
            MCHASSURE    0.00
            """);
        await flow.CloseTheDay();
    }

    private static async Task ThenIs(AccpFlow flow, string order, string state) =>
        Assert.Equal(state, (await flow.Trade("secured-query", new { txn_seqno = order })).Text("orderInfo.secure_status"));

    private static Task<AccpReply> Confirm(AccpFlow flow, string order, string yuan) => flow.Trade("secured-confirm", new
    {
        user_id = "u1", confirm_mode = "PART", originalOrderInfo = new { txn_seqno = order, total_amount = "100.00" },
        confirmOrderInfo = new { confirm_seqno = AccpFlow.Serial(), confirm_time = AccpClient.Stamp(), confirm_amount = yuan },
        payeeInfo = new { payee_id = "u3", payee_type = "USER", payee_amount = yuan },
    });

    private static object OutOfGuarantee(AccpFlow flow, string order, string yuan) =>
        AccpFlow.With(flow.RefundOf(order, "u1", "100.00", "u3", yuan),
            new { refundOrderInfo = new { payee_type = "MERCHANT", payee_id = flow.App.Id, payee_accttype = "MCHASSURE" } });
}
