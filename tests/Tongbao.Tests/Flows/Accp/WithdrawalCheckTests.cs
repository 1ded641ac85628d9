using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class WithdrawalCheckTests
{
    private const string Check = "withdrawal-check";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W74", "W75", "W23")]
    public async Task What_is_looked_at_a_second_time_is_held_until_it_is_let_go(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var asked = await GivenAwaited(flow, "40.00");
        await flow.Sandbox.Scenario(flow.App.Id, new { bizUserId = "u1" }, [new { result = "pending" }]);
        var accepted = await flow.Trade(Check, Decision(asked, "40.00", "ACCEPT"));
        Assert.Equal(("u1", AccpFlow.SerialOf(asked), "40.00"),
            (accepted.Text("user_id"), accepted.Text("txn_seqno"), accepted.Text("total_amount")));
        Assert.Equal("TRADE_PREPAID", await State(flow, asked));
        await flow.Trade(Check, Decision(asked, "40.00", "ACCEPT"), "3022");
        await flow.Trade(Check, Decision(asked, "40.00", "CANCEL"), "3022");
        await flow.Sandbox.Payout(flow.App.Id, AccpFlow.SerialOf(asked), "success");
        Assert.Equal("TRADE_SUCCESS", Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked))).Text("txn_status"));
        await flow.Trade(Check, Decision(asked, "40.00", "CANCEL"), "3022");
        Assert.Equal(("60.00", "0.00"), await flow.Balance("u1"));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W74", "W47", "W23")]
    public async Task What_is_cancelled_fails_with_its_reason_and_gives_the_money_back(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var asked = await GivenAwaited(flow, "40.00");
        await flow.Trade(Check, Decision(asked, "40.00", "CANCEL", "not today"));
        Assert.Equal("TRADE_FAILURE", await State(flow, asked));
        var told = Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked)));
        Assert.Equal(("TRADE_FAILURE", "not today"), (told.Text("txn_status"), told.Text("failure_reason")));
        await flow.Trade(Check, Decision(asked, "40.00", "ACCEPT"), "3022");
        Assert.Equal(("100.00", "0.00"), await flow.Balance("u1"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("W74", "W23")]
    public async Task What_nobody_looks_at_fails_when_its_time_is_over()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.Sandbox.Freeze();
        var asked = await GivenAwaited(flow, "40.00", 30);
        await flow.Sandbox.Advance("PT29M59S");
        Assert.Equal("TRADE_CHECKING", await State(flow, asked));
        await flow.Sandbox.Advance("PT1S");
        Assert.Equal("TRADE_FAILURE", await State(flow, asked));
        await flow.Trade(Check, Decision(asked, "40.00", "ACCEPT"), "3001");
        Assert.Equal("TRADE_FAILURE", Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked))).Text("txn_status"));
        Assert.Equal(("100.00", "0.00"), await flow.Balance("u1"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("W24", "W23", "W74")]
    public async Task Refused_is_what_differs_from_the_withdrawal_and_what_waits_for_no_check()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var asked = await GivenAwaited(flow, "40.00");
        await flow.Trade(Check, Decision(asked, "39.99", "ACCEPT"), "3004");
        await flow.Trade(Check, AccpFlow.With(Decision(asked, "40.00", "ACCEPT"), new { orderInfo = new { fee_amount = "1.00" } }), "3004");
        await flow.Trade(Check, Decision(asked, "40.00", "MAYBE"), "1005");
        var unchecked1 = await flow.WithdrawalOf(User, "10.00");
        await flow.Trade("withdrawal", unchecked1);
        await flow.Trade(Check, Decision(unchecked1, "10.00", "ACCEPT"), "3022");
        await flow.GivenMerchantMoney("1.00");
        var transfer = flow.TransferTo("u1", "1.00");
        await flow.Trade("transfer", transfer);
        await flow.Trade(Check, Decision(transfer, "1.00", "ACCEPT"), "3020");
        await flow.Trade(Check, AccpFlow.With(Decision(asked, "40.00", "ACCEPT"), new { orderInfo = new { txn_seqno = "none" } }), "1011");
        Assert.Equal("TRADE_CHECKING", await State(flow, asked));
        await flow.CloseTheDay();
    }

    [Fact, Holds("W74", "W33")]
    public async Task Above_the_threshold_the_code_comes_first_and_the_check_after_it()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite, new { smsThreshold = 1_000 });
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        var asked = AccpFlow.With(await flow.WithdrawalOf(user, "40.00"), new { check_flag = "Y" });
        var waiting = await flow.Trade("withdrawal", asked, "8888");
        await flow.Trade(Check, Decision(asked, "40.00", "ACCEPT"), "3020");
        Assert.Equal(("100.00", "0.00"), await flow.Balance("u1"));
        await flow.Trade("validation-sms", new { user_id = "u1", txn_seqno = AccpFlow.SerialOf(asked), total_amount = "40.00",
            token = waiting.Text("token"), verify_code = await flow.Sms(user.Phone) }, "8889");
        Assert.Equal(("60.00", "40.00"), await flow.Balance("u1"));
        await flow.Trade(Check, Decision(asked, "40.00", "ACCEPT"));
        await flow.CloseTheDay();
    }

    private Person User { get; set; } = null!;

    /// <summary>u1 has 100.00, of which a withdrawal that waits for its check holds a part.</summary>
    private async Task<JsonObject> GivenAwaited(AccpFlow flow, string yuan, int? minutes = null)
    {
        User = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        var asked = AccpFlow.With(await flow.WithdrawalOf(User, yuan), new { check_flag = "Y", pay_expire = minutes });
        await flow.Trade("withdrawal", asked, "8889");
        Assert.Equal("TRADE_CHECKING", await State(flow, asked));
        Assert.Equal(("60.00", yuan), await flow.Balance("u1"));
        return asked;
    }

    private static JsonObject Decision(JsonObject asked, string yuan, string result, string? reason = null) => Json.Object(new
    {
        orderInfo = new { txn_seqno = AccpFlow.SerialOf(asked), total_amount = yuan },
        checkInfo = new { check_result = result, check_reason = reason, check_user = "boss" },
    });

    private static async Task<string?> State(AccpFlow flow, JsonObject asked) =>
        (await flow.Trade("query-withdrawal", new { txn_seqno = AccpFlow.SerialOf(asked) })).Text("txn_status");
}
