namespace Tongbao.Simulators;

/// <summary>One thing that happens to a trade: a step of its script, or what a buyer or bank decided.</summary>
internal sealed record Happening(DateTimeOffset At, string Result)
{
    public long? Amount { get; init; }
    public string? Message { get; init; }

    /// <summary>The payer as a decision names it.</summary>
    public string? Acct { get; init; }
    public string? AcctType { get; init; }

    /// <summary>The ordinal of this success. A second success is another payment with a number of its own.</summary>
    public int Nth { get; init; } = 1;

    public bool IsLost { get; init; }

    /// <summary>A channel reports how something ended, never that it has not.</summary>
    public bool IsReported => !IsLost && Result is not (TradeResults.Pending or TradeResults.Unknown);
}

/// <summary>What is remembered of a trade, in the order of time.</summary>
/// <param name="AskedAt">When it was first asked; null while a decision has come before the question.</param>
internal sealed record TradeHistory(DateTimeOffset? AskedAt, IReadOnlyList<Happening> Happenings)
{
    /// <summary>How the trade stands then. A query tells of the payment itself; a doubled one is only ever reported.</summary>
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
