using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>担保交易: money waits with the merchant's guarantee account until the payer confirms, in parts or all at once.</summary>
public sealed class SecuredConfirmTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T3#6", "T3#7", "T3#8", "T4#1", "T4#7", "W72")]
    public async Task What_is_paid_is_all_frozen_until_it_is_confirmed(Store store)
    {
        await using var flow = await Given(store);
        var order = await flow.GivenGuarantee("u1", "100.00", ("u3", "60.00"), ("u4", "40.00"));
        Assert.Equal("WAIT_BUYER_PAY", await StateOf(flow, order));
        await flow.PayByBalance(order, "u1", "100.00");
        Assert.Equal("SECURED_CONSUME", (await flow.Receiver.WaitFor(order)).Single().Text("txn_type"));
        await flow.ThenStands("""
            u1         50.00
            u3         0.00
            u4         0.00
            MCHASSURE  0.00 + 100.00
            """);
        Assert.Equal("WAIT_BUYER_CONFIRM", await StateOf(flow, order));
        var part = await Confirm(flow, order, "PART", "50.00", "0000", ("u3", "30.00"), ("u4", "20.00"));
        Assert.Equal("50.00", part.Text("total_amount"));
        await flow.ThenStands("""
            u3         30.00
            u4         20.00
            MCHASSURE  0.00 + 50.00
            """);
        var shown = await flow.Trade("secured-query", new { txn_seqno = order });
        Assert.Equal(("CONFIRMING", "30.00", "40.00"), (shown.Text("orderInfo.secure_status"), shown.Text("payeeInfo[0].accept_amount"),
            shown.Text("payeeInfo[1].amount")));
        var confirmation = await flow.Query(shown.Text("acceptInfo[0].txn_seqno")!);
        Assert.Equal(("SECURED_CONFIRM", "TRADE_SUCCESS", "50.00"),
            (confirmation.Text("txn_type"), confirmation.Text("txn_status"), confirmation.Text("orderInfo.total_amount")));
        await Confirm(flow, order, "PART", "50.00", "0000", ("u3", "30.00"), ("u4", "20.00"));
        Assert.Equal("CONFIRM_SUCCESS", await StateOf(flow, order));
        await flow.ThenStands("""
            u3         60.00
            u4         40.00
            MCHASSURE  0.00
            """);
        Assert.Single(flow.Receiver.Received, n => n.Subject == order);
        await flow.CloseTheDay();
    }

    [Fact, Holds("T4#2", "T4#4", "T4#5", "T4#6", "W70", "W71", "W18")]
    public async Task Payees_that_the_order_named_get_their_shares_and_no_more()
    {
        await using var flow = await Given(Store.Sqlite, own: true);
        await flow.GivenUser("u5");
        var order = await flow.GivenGuarantee("u1", "100.00", ("u3", "60.00"), ("u4", "40.00"));
        await Confirm(flow, order, "ALL", "100.00", "3020");
        await flow.PayByBalance(order, "u1", "100.00");
        var named = await Confirm(flow, order, "ALL", "100.00", "1005", ("u3", "60.00"), ("u4", "40.00"));
        Assert.Contains("payeeInfo", named.Message, StringComparison.Ordinal);
        await Confirm(flow, order, "PART", "10.00", "1005");
        await Confirm(flow, order, "PART", "50.00", "1005", ("u3", "49.00"));
        await Confirm(flow, order, "PART", "10.00", "3004", ("u5", "10.00"));
        await Confirm(flow, order, "PART", "60.01", "3004", ("u3", "60.01"));
        await Confirm(flow, order, "ALL", "99.00", "3004");
        await flow.ThenStands("MCHASSURE  0.00 + 100.00");
        await Confirm(flow, order, "PART", "50.00", "0000", ("u3", "50.00"));
        await Confirm(flow, order, "PART", "10.01", "3004", ("u3", "10.01"));
        await Confirm(flow, order, "ALL", "50.00", "3004");
        await Confirm(flow, order, "PART", "10.00", "0000", ("u3", "10.00"));
        await Confirm(flow, order, "PART", "40.00", "0000", ("u4", "40.00"));
        await Confirm(flow, order, "PART", "0.01", "3002", ("u4", "0.01"));
        var purchase = await flow.GivenPurchase("u1", "10.00", ("u3", "10.00"));
        await flow.PayByBalance(purchase, "u1", "10.00");
        await Confirm(flow, purchase, "PART", "10.00", "3020", ("u3", "10.00"), total: "10.00");
        await flow.CloseTheDay();
    }

    [Fact, Holds("T3#4", "T3#5", "T4#3", "T4#2", "W70")]
    public async Task An_order_without_payees_names_them_when_it_is_confirmed_and_ALL_pays_the_named_at_once()
    {
        await using var flow = await Given(Store.Sqlite, own: true);
        var free = await flow.GivenGuarantee("u1", "100.00");
        await flow.PayByBalance(free, "u1", "100.00");
        await Confirm(flow, free, "ALL", "100.00", "3004");
        await Confirm(flow, free, "PART", "40.00", "0000", ("u3", "40.00"));
        await flow.ThenStands("""
            u3         40.00
            MCHASSURE  0.00 + 60.00
            """);
        await Confirm(flow, free, "PART", "60.01", "3004", ("MERCHANT", "60.01"));
        await Confirm(flow, free, "PART", "60.00", "0000", ("MERCHANT", "50.00"), ("u3", "10.00"));
        var named = await flow.GivenGuarantee("u1", "50.00", ("u3", "30.00"), ("u4", "20.00"));
        await flow.PayByBalance(named, "u1", "50.00");
        await Confirm(flow, named, "ALL", "50.00", "0000", total: "50.00", payees: []);
        await flow.ThenStands("""
            u1         0.00
            u3         80.00
            u4         20.00
            MCHOWN     50.00
            MCHASSURE  0.00
            """);
        await flow.CloseTheDay();
    }

    private static async Task<AccpFlow> Given(Store store, bool own = false)
    {
        var flow = own ? await AccpFlow.OnOwnServer(store) : await AccpFlow.OnSharedServer(store);
        await flow.GivenUserWith("u1", "150.00");
        await flow.GivenUser("u3");
        await flow.GivenUser("u4");
        return flow;
    }

    private static Task<AccpReply> Confirm(AccpFlow flow, string order, string mode, string amount, string code,
        params (string Payee, string Amount)[] payees) => Confirm(flow, order, mode, amount, code, "100.00", payees);

    private static Task<AccpReply> Confirm(AccpFlow flow, string order, string mode, string amount, string code, (string, string) payee,
        string total) => Confirm(flow, order, mode, amount, code, total, payee);

    private static Task<AccpReply> Confirm(AccpFlow flow, string order, string mode, string amount, string code, string total,
        params (string Payee, string Amount)[] payees) => flow.Trade("secured-confirm", new
        {
            user_id = "u1", confirm_mode = mode,
            originalOrderInfo = new { txn_seqno = order, total_amount = total },
            confirmOrderInfo = new { confirm_seqno = AccpFlow.Serial(), confirm_time = AccpClient.Stamp(), confirm_amount = amount },
            payeeInfo = payees.Length == 0 ? null : payees.Select(p => new
            {
                payee_id = p.Payee == "MERCHANT" ? flow.App.Id : p.Payee, payee_type = p.Payee == "MERCHANT" ? "MERCHANT" : "USER",
                payee_amount = p.Amount,
            }).ToArray(),
        }, code);

    private static async Task<string?> StateOf(AccpFlow flow, string order) =>
        (await flow.Trade("secured-query", new { txn_seqno = order })).Text("orderInfo.secure_status");
}
