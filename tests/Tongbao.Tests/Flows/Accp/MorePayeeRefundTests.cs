using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class MorePayeeRefundTests
{
    private const string Refund = "more-payee-refund";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W86", "W16", "W79")]
    public async Task Several_payees_give_back_in_one_refund_or_none_does(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUserWith("u1", "100.00");
        await flow.GivenUser("u3");
        await flow.GivenUser("u4");
        var order = await flow.GivenPurchase("u1", "100.00", ("u3", "60.00"), ("u4", "40.00"));
        await flow.PayByBalance(order, "u1", "100.00");
        await flow.Trade(Refund, Of(flow, order, "50.00", ("u3", "30.00"), ("u4", "20.01")), "1005");
        await flow.Trade(Refund, Of(flow, order, "70.01", ("u3", "30.00"), ("u4", "40.01")), "3018");
        await flow.Trade(Refund, Of(flow, order, "50.00", ("u3", "30.00"), ("u1", "20.00")), "3004");
        var asked = Of(flow, order, "50.00", ("u3", "30.00"), ("u4", "20.00"));
        var advance = AccpFlow.With(asked, new { });
        advance["pyeeRefundInfos"]![0]!["is_advance_pay"] = "Y";
        await flow.Trade(Refund, advance, "3020");
        await flow.Trade(Refund, asked);
        var told = Assert.Single(await flow.Receiver.WaitFor(AccpFlow.RefundNo(asked)));
        Assert.Equal(("TRADE_SUCCESS", "50.00", "why"), (told.Text("txn_status"), told.Text("refund_amount"), told.Text("order_info")));
        await flow.ThenStands("""
            u1  50.00
            u3  30.00
            u4  20.00
            """);
        var one = AccpFlow.With(Of(flow, order, "10.00", ("u3", "10.00")), new
        {
            pyeeRefundInfos = new { payee_id = "u3", payee_type = "USER", payee_refund_amount = "10.00" },
        });
        await flow.Trade(Refund, one);
        // One who has given its money away brings the whole refund down.
        var away = flow.TransferTo("u1", "20.00");
        away["payerInfo"] = Json.Object(new { payer_type = "USER", payer_id = "u4", password = await flow.Seal(AccpFlow.Password) });
        await flow.Trade("transfer", away);
        await flow.Trade(Refund, Of(flow, order, "40.00", ("u3", "20.00"), ("u4", "20.00")), "3005");
        await flow.ThenStands("""
            u3  20.00
            u4   0.00
            """);
        await flow.CloseTheDay();
    }

    private static JsonObject Of(AccpFlow flow, string order, string total, params (string Payee, string Amount)[] payees)
    {
        var asked = flow.RefundOf(order, "u1", "100.00", "u3", total);
        asked["refundOrderInfo"] = Json.Object(new { refund_seqno = AccpFlow.Serial(), refund_time = AccpClient.Stamp(),
            refund_amount = total,
            order_info = "why" });
        asked["pyeeRefundInfos"] = new JsonArray([.. payees.Select(p =>
            (JsonNode)Json.Object(new { payee_id = p.Payee, payee_type = "USER", payee_refund_amount = p.Amount }))]);
        return asked;
    }
}
