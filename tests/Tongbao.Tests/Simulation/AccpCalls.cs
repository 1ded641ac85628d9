using Tongbao.Tests.Flows;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Simulation;

/// <summary>How requests of ACCP go out, once or through a crash, and what must be found of its trades.</summary>
public sealed partial class Simulation
{
    private const string Password = "135246";

    /// <summary>流水号重复, 已支付, 处理中: what a request that was taken is answered when it comes again.</summary>
    private static readonly string[] TakenBefore = ["1010", "3002", "3003", "3022"];

    /// <param name="refusal">The code that it must be refused with; null: it is taken.</param>
    private async Task CallAccp(string path, string number, string? refusal, object content, string code = "0000")
    {
        var request = await accp.Client.Sign($"txn/{path}", content);
        var reply = crashing ? await SendAccpThroughCrash(request) : await accp.Client.Send(request);
        var heard = crashing && refusal is null && TakenBefore.Contains(reply.Code) ? code : reply.Code;
        Assert.True(heard == (refusal ?? code), $"{path} {number}: {refusal ?? code} was expected, {reply.Code} {reply.Message} came\n{request.Text}");
        acts[^1] += refusal is null ? "" : $": {refusal}";
        crashing = false;
    }

    private async Task<AccpReply> SendAccpThroughCrash(AccpRequest request)
    {
        var sending = accp.Client.Send(request);
        await Task.WhenAny(sending, Task.Delay(killAfter.Next(25)));
        await Restart();
        try { await sending; }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException) { }
        return await accp.Client.Send(request);
    }

    private async Task MustAgreeOn(Trade trade)
    {
        var (query, name) = trade.Kind switch
        {
            TradeKind.Refund => ("query-refund", "refund_seqno"),
            TradeKind.Withdrawal => ("query-withdrawal", "txn_seqno"),
            _ => ("query-payment", "txn_seqno"),
        };
        var found = await accp.Trade(query, new Dictionary<string, string> { [name] = trade.No });
        Assert.True(found.Text("txn_status") == StateOf(trade), $"{trade.Kind} {trade.No} should be {StateOf(trade)}: {found.Body}");
        if (trade is not { Kind: TradeKind.Guarantee, State: TradeState.Done }) return;
        var secured = await accp.Trade("secured-query", new { txn_seqno = trade.No });
        Assert.Equal(trade.Payees.Select(p => $"{Named(p)} {Yuan(p.PaidOut)} {Yuan(p.GivenBack)}").Order(StringComparer.Ordinal),
            secured.Value.GetProperty("payeeInfo").EnumerateArray().Select(p => $"{Text(p, "payee_id")} {Text(p, "accept_amount")} {Text(p, "refund_amount")}")
            .Order(StringComparer.Ordinal));

        static string Text(System.Text.Json.JsonElement json, string name) => json.GetProperty(name).GetString()!;
    }

    private static string StateOf(Trade trade) => (trade.Kind, trade.State) switch
    {
        (_, TradeState.Done) => "TRADE_SUCCESS",
        (_, TradeState.Closed) => "TRADE_CLOSE",
        (_, TradeState.Failed) => "TRADE_FAILURE",
        (_, TradeState.Checking) => "TRADE_CHECKING",
        (TradeKind.Refund, _) => "TRADE_PROCESSING",
        (TradeKind.Withdrawal, _) => "TRADE_PREPAID",
        _ => "TRADE_WAIT_PAY",
    };

    /// <summary>Every trade that ended was told of, once or more where a crash came between.</summary>
    private async Task AccpToldAtLast()
    {
        foreach (var trade in market.Trades.Values.Where(t => t.IsTold))
        {
            var told = await accp.Receiver.WaitFor(trade.No);
            Assert.Equal([StateOf(trade)], told.Select(n => n.Text("txn_status")).Distinct());
        }
        Assert.Empty(accp.Receiver.Received.Select(n => n.Subject).Except(market.Trades.Values.Where(t => t.IsTold).Select(t => t.No)));
    }
}
