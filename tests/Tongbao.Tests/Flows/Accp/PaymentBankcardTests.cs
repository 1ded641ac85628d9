using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>银行卡快捷支付: password first, then the code, then the bank.</summary>
public sealed class PaymentBankcardTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T1#4", "T2#5", "T2#11", "T3#2", "W23", "W33", "W34", "W35")]
    public async Task A_card_pays_after_password_and_code_and_nothing_is_held_before_them(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var payer = await flow.GivenUserWith("u1", "30.00");
        await flow.GivenUser("u3");
        var serial = await flow.GivenPurchase("u1", "100.00", ("u3", "100.00"));
        var call = await Call(flow, payer, serial, "100.00", ("AGRT_DEBIT_CARD", "70.00"), ("BALANCE", "30.00"));
        var asked = await flow.Trade("payment-bankcard", call, "8888");
        Assert.Equal("100.00", asked.Text("total_amount"));
        await flow.ThenStands("u1  30.00");
        Assert.Equal("TRADE_WAIT_PAY", (await flow.Query(serial)).Text("txn_status"));
        var code = new
        {
            user_id = "u1", txn_seqno = serial, total_amount = "100.00", token = asked.Text("token"),
            verify_code = await flow.Sms(payer.Phone),
        };
        await flow.Trade("validation-sms", AccpFlow.With(code, new { verify_code = AccpFlow.NotThis(code.verify_code) }), "1017");
        await flow.Trade("validation-sms", AccpFlow.With(code, new { total_amount = "99.00" }), "3004");
        await flow.Trade("validation-sms", AccpFlow.With(code, new { token = "other" }), "1000");
        await flow.Trade("validation-sms", code);
        await flow.ThenStands("""
            u1  0.00
            u3  100.00
            """);
        await flow.Trade("validation-sms", code, "3022");
        var told = (await flow.Receiver.WaitFor(serial)).Single();
        Assert.Equal("""[{"amount":"70.00","method":"AGRT_DEBIT_CARD","payer_id":"u1","payer_type":"USER"},{"amount":"30.00","method":"BALANCE","payer_id":"u1","payer_type":"USER"}]""",
            told.Text("payerInfo"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("T1#2", "T1#3", "T2#4", "W22", "W30", "W33", "W34")]
    public async Task Another_call_replaces_one_that_waits_for_its_code_and_small_sums_need_none()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite, new { cardSmsFreeUpTo = 1000, smsThreshold = 5000 });
        var payer = await flow.GivenUserWith("u1", "60.00");
        await flow.GivenUser("u3");
        var topUp = await flow.GivenOrder("USER_TOPUP", "u1", "10.00");
        var small = await Call(flow, payer, topUp, "10.00", ("AGRT_DEBIT_CARD", "10.00"));
        await flow.Trade("payment-bankcard", AccpFlow.With(small, new { payerInfo = new { password = (string?)null } }), "1005");
        await flow.Trade("payment-bankcard", AccpFlow.With(small, new { payerInfo = new { password = await flow.Seal("wrong99") } }),
            "1015");
        await flow.Trade("payment-bankcard", AccpFlow.With(small, new { bankCardInfo = new { linked_acctno = "6217001234567890123" } }),
            "1024");
        await flow.Trade("payment-bankcard", small);
        await flow.ThenStands("u1  70.00");
        var serial = await flow.GivenPurchase("u1", "50.01", ("u3", "50.01"));
        var first = await flow.Trade("payment-bankcard", await Call(flow, payer, serial, "50.01", ("AGRT_DEBIT_CARD", "50.01")), "8888");
        var oldCode = await flow.Sms(payer.Phone);
        var second = await flow.PayByBalance(serial, "u1", "50.01", code: "8888");
        var code = new { user_id = "u1", txn_seqno = serial, total_amount = "50.01", token = first.Text("token"), verify_code = oldCode };
        await flow.Trade("validation-sms", code, "1000");
        var other = await flow.GivenPurchase("u1", "50.00", ("u3", "50.00"));
        await flow.PayByBalance(other, "u1", "50.00");
        var right = AccpFlow.With(code, new { token = second.Text("token"), verify_code = await flow.Sms(payer.Phone) });
        await flow.Trade("validation-sms", right, "3005");
        var more = await flow.GivenOrder("USER_TOPUP", "u1", "40.00");
        await flow.PayByScan(more, "u1", "40.00");
        await flow.ChannelSays(more);
        await flow.Trade("validation-sms", right);
        await flow.ThenStands("""
            u1  9.99
            u3  100.01
            """);
        await flow.CloseTheDay();
    }

    private static async Task<object> Call(AccpFlow flow, Person payer, string serial, string amount,
        params (string Method, string Amount)[] parts) => new
    {
        txn_seqno = serial, total_amount = amount,
        payerInfo = new { user_id = payer.BizUserId, password = await flow.Seal(AccpFlow.Password) },
        bankCardInfo = new { linked_acctno = payer.CardNo },
        payMethods = parts.Select(p => new { method = p.Method, amount = p.Amount }).ToArray(),
    };
}
