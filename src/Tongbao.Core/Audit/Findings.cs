namespace Tongbao.Core.Audit;

/// <summary>The rules that the audit checks, most important first. If several are broken, the first in this list is reported.</summary>
public enum Rule
{
    Entries, Causes, LastEntry, Chain, Balances, Holds, HoldAccounts, Freezes, FreezesMissing, Orders, RefundTotals, Returning, InFlight,
    EscrowMoves, EscrowStrangers, Shares, SharesMissing, Payments, PaymentsMissing, Escrow, Transit, Splits,
    Members, Notices, LostNotices, Questions, Days,
    Agreements,
}

/// <summary>
/// 核对结果: collects the findings of an audit. Rows are read once and checked against many rules; what is reported is the first finding of the
/// first broken rule.
/// </summary>
public sealed class Findings
{
    private readonly SortedDictionary<Rule, (string What, long At)> _first = [];

    public string? First => _first.Count == 0 ? null : _first.First().Value.What;

    public bool Has(Rule rule) => _first.ContainsKey(rule);

    /// <param name="what">The finding; null if nothing is wrong.</param>
    /// <param name="at">Orders the findings of one rule: the lowest number is kept, and of equal numbers the earlier finding.</param>
    public void Note(Rule rule, string? what, long at = 0)
    {
        if (what is not null && (!_first.TryGetValue(rule, out var first) || at < first.At)) _first[rule] = (what, at);
    }
}
