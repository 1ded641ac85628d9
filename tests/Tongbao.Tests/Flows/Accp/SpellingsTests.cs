using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>别名: names and values that samples of the vendor and clients spell otherwise are read as what they mean.</summary>
public sealed class SpellingsTests
{
    [Fact, Holds("W12")]
    public async Task Names_that_clients_misspell_are_taken_and_unknown_ones_passed_over()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var user = await flow.GivenUserWith("u1", "100.00");
        await flow.GivenUser("u3");
        var serial = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(serial, "GENERAL_CONSUME", "u1", "20.00", ("u3", "20.00")),
            new { no_such_field = new { a = 1 }, user_type = "", pay_expire = (string?)null }));
        await flow.Trade("payment-balance", Renamed(await flow.BalanceCall(serial, "u1", "20.00"), "payerInfo.user_id", "payer_id"));

        var refund = flow.RefundOf(serial, "u1", "20.00", "u3", "5.00");
        refund["refundOrderInfo"]!.AsObject().Remove("payee_id");
        refund["payeeRefundInfos"] = Json.Object(new { payee_id = "u3", payee_type = "USER", payee_refund_amount = "5.00" });
        await flow.Trade("more-payee-refund", refund);
        await flow.Trade("query-refund", new { txn_seqno = AccpFlow.RefundNo(refund) });

        var transfer = flow.TransferTo("u1", "1.00");
        transfer["risk"] = "{}";
        await flow.GivenMerchantMoney("1.00");
        await flow.Trade("transfer", transfer);
        var withdrawal = Renamed(Renamed(await flow.WithdrawalOf(user, "10.00"), "payerInfo.payer_id", "user_id"), "orderInfo.order_info",
            "memo");
        await flow.Trade("withdrawal", withdrawal);
        var found = await flow.Trade("query-withdrawal", new { txn_seqno = AccpFlow.SerialOf(withdrawal) });
        Assert.Equal("rent", found.Text("orderInfo.order_info"));
    }

    [Fact, Holds("W12")]
    public async Task A_pay_method_is_taken_by_the_manuals_slip_and_answered_by_its_name()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite, new { cardSmsFreeUpTo = 10_000 });
        var payer = await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        var serial = await flow.GivenPurchase("u1", "10.00", ("u3", "10.00"));
        await flow.Trade("payment-bankcard", new
        {
            txn_seqno = serial, total_amount = "10.00", payerInfo = new { user_id = "u1", password = await flow.Seal(AccpFlow.Password) },
            bankCardInfo = new { linked_acctno = payer.CardNo },
            payMethods = new { method = "AGRT_CARD_DEBIT", amount = "10.00" },
        });
        Assert.Equal("AGRT_DEBIT_CARD", (await flow.Query(serial)).Text("payerInfo[0].method"));
    }

    private static JsonObject Renamed(JsonObject request, string path, string name)
    {
        var (outer, old) = path.Split('.') is [var parent, var leaf] ? (request[parent]!.AsObject(), leaf) : (request, path);
        var value = outer[old]!.DeepClone();
        outer.Remove(old);
        outer[name] = value;
        return request;
    }
}
