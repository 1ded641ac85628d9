namespace Tongbao.Simulators;

/// <summary>One thing that happens to a trade: a step of its script, or a decision of the buyer or bank.</summary>
internal sealed record Happening(DateTimeOffset At, string Result)
{
    public long? Amount { get; init; }
    public string? Message { get; init; }

    /// <summary>The payer that a decision names.</summary>
    public string? Acct { get; init; }
    public string? AcctType { get; init; }

    /// <summary>The ordinal of this success. A second success is another payment with a number of its own.</summary>
    public int Nth { get; init; } = 1;

    public bool IsLost { get; init; }

    /// <summary>A channel reports only final results, never that a trade is still open.</summary>
    public bool IsReported => !IsLost && Result is not (TradeResults.Pending or TradeResults.Unknown);
}

/// <summary>What is stored about a trade, in time order.</summary>
/// <param name="AskedAt">The time of the first request; null if a decision came before it.</param>
internal sealed record TradeHistory(DateTimeOffset? AskedAt, IReadOnlyList<Happening> Happenings)
{
    /// <summary>
    /// The state of the trade at a time. A query returns the state of the first payment; a second payment is only ever reported.
    /// </summary>
    public Happening StandingAt(DateTimeOffset at)
    {
        var standing = Happenings[0];
        foreach (var next in Happenings.Skip(1).TakeWhile(h => h.At <= at))
        {
            if (Replaces(standing, next)) standing = next;
        }
        return standing;
    }

    public TradeHistory With(Happening decided) => this with { Happenings = [.. Happenings.Append(decided).OrderBy(h => h.At)] };

    public Answer Tell(Trade trade) => new(Describe.Outcome(trade, StandingAt(trade.At)), [.. Happenings
        .Where(h => h.At > trade.At && h.IsReported)
        .Select(h => new Later(h.At, trade.App, trade.OrderNo, trade.Kind, Describe.Outcome(trade, h)) { Part = trade.Part })]);

    private static bool Replaces(Happening standing, Happening next) => standing.Result switch
    {
        TradeResults.Success => next.Result is TradeResults.Reversed or TradeResults.Returned,
        TradeResults.Reversed or TradeResults.Returned => false,
        TradeResults.Fail => next.Result == TradeResults.Success,   // a late callback
        _ => next.Result is not (TradeResults.Reversed or TradeResults.Returned),
    };
}
