namespace Tongbao.Core.Audit;

/// <summary>What is checked, in the order in which a store that is wrong in several ways is said to be so.</summary>
public enum Rule
{
    Entries, Causes, LastEntry, Chain, Balances, Holds, HoldAccounts, Freezes, FreezesMissing, Orders, RefundTotals, Returning, InFlight,
    EscrowMoves, EscrowStrangers, Shares, SharesMissing, Payments, PaymentsMissing, Escrow, Members, Notices, LostNotices, Questions, Days,
}

/// <summary>
/// 核对结果: rows are read once, and each is held against many rules; what is told is the first finding of the first rule that is broken.
/// </summary>
public sealed class Findings
{
    private readonly SortedDictionary<Rule, (string What, long At)> _first = [];

    public string? First => _first.Count == 0 ? null : _first.First().Value.What;

    public bool Has(Rule rule) => _first.ContainsKey(rule);

    /// <param name="what">Null where nothing is wrong.</param>
    /// <param name="at">Of two findings of one rule the one with the lower number counts; of equal ones the earlier.</param>
    public void Note(Rule rule, string? what, long at = 0)
    {
        if (what is not null && (!_first.TryGetValue(rule, out var first) || at < first.At)) _first[rule] = (what, at);
    }
}
