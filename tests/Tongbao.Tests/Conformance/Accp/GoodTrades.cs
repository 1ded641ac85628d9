using System.Text.Json.Nodes;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Conformance.Accp;

/// <summary>The good requests of trades.</summary>
public static partial class GoodRequests
{
    private static readonly IReadOnlyDictionary<string, Builder> Trades = new Dictionary<string, Builder>
    {
        ["tradecreate"] = async f =>
        {
            await Pair(f);
            return f.Order(AccpFlow.Serial(), "GENERAL_CONSUME", Buyer, "10.00", (Seller, "10.00"));
        },
        ["payment-balance"] = async f => await f.BalanceCall(await Ordered(f), Buyer, "10.00"),
        ["payment-bankcard"] = async f => await ByCard(f),
        ["payment-gw"] = async f => AccpFlow.With(
            f.GatewayCall(await Ordered(f), Buyer, "10.00", ("WECHAT_NATIVE", "6.00"), ("BALANCE", "4.00")),
            new { payerInfo = new { password = await f.Seal(Password) } }),
        ["validation-sms"] = async f =>
        {
            var call = await ByCard(f);
            var asked = await f.Trade("payment-bankcard", call, "8888");
            return new { payer_type = "USER", payer_id = Buyer, txn_seqno = Serial(call), total_amount = "10.00",
                token = asked.Text("token"), verify_code = (await f.Sandbox.Sms(f.App.Id))[0].Code };
        },
        ["close-payment"] = async f => new { txn_seqno = await Ordered(f) },
        ["query-payment"] = async f => new { txn_seqno = await Bought(f) },
        ["secured-confirm"] = async f => Confirmation(await Guaranteed(f)),
        ["secured-query"] = async f => new { txn_seqno = await Guaranteed(f) },
        ["cancel-secured-payment"] = async f =>
        {
            var confirmation = Confirmation(await Guaranteed(f));
            await f.Trade("secured-confirm", confirmation);
            return new { txn_seqno = confirmation["confirmOrderInfo"]!["confirm_seqno"]!.GetValue<string>() };
        },
        ["withdrawal"] = async f => await Withdraws(f),
        ["withdrawal-check"] = async f =>
        {
            var asked = await Withdraws(f, "Y");
            await f.Trade("withdrawal", asked, "8889");
            return new { orderInfo = new { txn_seqno = AccpFlow.SerialOf(asked), total_amount = "10.00" },
                checkInfo = new { check_result = "ACCEPT" } };
        },
        ["query-withdrawal"] = async f =>
        {
            var asked = await Withdraws(f, "Y");
            await f.Trade("withdrawal", asked, "8889");
            return new { txn_seqno = AccpFlow.SerialOf(asked) };
        },
        ["transfer"] = async f =>
        {
            await Pair(f, "10.00");
            var request = f.TransferTo(Seller, "10.00");
            request["payerInfo"] = Json.Object(new { payer_type = "USER", payer_id = Buyer, password = await f.Seal(Password) });
            return request;
        },
        ["transfer-morepyee"] = async f =>
        {
            await f.GivenUser(Buyer);
            await f.GivenMerchantMoney("10.00");
            var request = f.TransferTo(Buyer, "10.00");
            request["payeeInfo"] = new JsonArray(Json.Object(new { payee_type = "USER", payee_id = Buyer, payee_amount = "10.00" }));
            return request;
        },
        ["asyn-refund"] = async f => f.RefundOf(await Bought(f), Buyer, "10.00", Seller, "10.00"),
        ["more-payee-refund"] = async f => MorePayeeRefund(f, await Bought(f)),
        ["query-refund"] = async f =>
        {
            var refund = f.RefundOf(await Bought(f), Buyer, "10.00", Seller, "10.00");
            await f.Trade("asyn-refund", refund);
            return new { refund_seqno = AccpFlow.RefundNo(refund) };
        },
    };

    private static async Task<JsonObject> ByCard(AccpFlow f)
    {
        var person = await f.GivenUser(Buyer);
        await f.GivenUser(Seller);
        return Json.Object(new
        {
            txn_seqno = await f.GivenPurchase(Buyer, "10.00", (Seller, "10.00")), total_amount = "10.00",
            payerInfo = new { user_id = Buyer, password = await f.Seal(Password) }, bankCardInfo = new { linked_acctno = person.CardNo },
            payMethods = new[] { new { method = "AGRT_DEBIT_CARD", amount = "10.00" } },
        });
    }

    private static JsonObject Confirmation(string order) => Json.Object(new
    {
        user_id = Buyer, confirm_mode = "PART", originalOrderInfo = new { txn_seqno = order, total_amount = "10.00" },
        confirmOrderInfo = new { confirm_seqno = AccpFlow.Serial(), confirm_time = AccpClient.Stamp(), confirm_amount = "10.00" },
        payeeInfo = new[] { new { payee_id = Seller, payee_type = "USER", payee_amount = "10.00" } },
    });

    private static JsonObject MorePayeeRefund(AccpFlow f, string order)
    {
        var request = f.RefundOf(order, Buyer, "10.00", Seller, "10.00");
        request["refundOrderInfo"] = Json.Object(new { refund_seqno = AccpFlow.Serial(), refund_time = AccpClient.Stamp(),
            refund_amount = "10.00", order_info = "came back" });
        request["pyeeRefundInfos"] = new JsonArray(Json.Object(new { payee_id = Seller, payee_type = "USER",
            payee_refund_amount = "10.00" }));
        return request;
    }

    private static string Serial(JsonObject call) => call["txn_seqno"]!.GetValue<string>();
}
