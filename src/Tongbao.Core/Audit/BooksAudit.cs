using Tongbao.Core.Ledger;
using Tongbao.Core.Members;

namespace Tongbao.Core.Audit;

/// <summary>
/// 总账核对 (invariants 1 to 3, 8 and 10): checks that entries have no gaps, and recomputes lines and balances from the moves. It keeps one
/// balance per account and one id per member in memory.
/// </summary>
internal sealed class BooksAudit(IAuditRows rows, EventTable events, Counters counters, Findings findings)
{
    private readonly Dictionary<AccountId, Account> _computed = [];
    private readonly HashSet<string> _members = [];

    public long EntryCount { get; private set; }
    public long LineCount { get; private set; }
    public long AccountCount { get; private set; }

    public async Task Run()
    {
        using var chain = new ChainAudit(rows);
        await chain.Begin();
        var lastAt = DateTimeOffset.MinValue;
        await foreach (var (entry, lines) in rows.EntriesInOrder())
        {
            if (Check(entry, lines) is { } wrong)
            {
                findings.Note(Rule.Entries, wrong);
                return;
            }
            lastAt = entry.At;
            await chain.Add(entry);
        }
        if (lastAt > counters.LastAt) findings.Note(Rule.LastEntry,
            $"entry {EntryCount} is of {lastAt:O}, and the last thing that happened of {counters.LastAt:O}");
        if (counters.NextEntry != EntryCount + 1)
            findings.Note(Rule.LastEntry, $"entries end at {EntryCount}, and the last one made is {counters.NextEntry - 1}");
        findings.Note(Rule.Chain, await chain.End());
        await foreach (var member in rows.All(Member.Rows)) _members.Add(member.Id.Value);
        await CheckAccounts();
    }

    /// <summary>
    /// Neither a known member nor the platform. The id may be empty, because a failed row of a batch may not have named anybody.
    /// </summary>
    public bool IsStranger(BizUserId id) => id.Value is { Length: > 0 } && !id.IsPlatform && !_members.Contains(id.Value);

    /// <summary>Checks that an entry follows the one before, and that every line is the line before plus the moves of this entry.</summary>
    private string? Check(Entry entry, IReadOnlyList<Line> lines)
    {
        if (entry.No != EntryCount + 1) return $"entry {EntryCount + 1} is missing";
        EntryCount = entry.No;
        var (expected, wrong) = Replay(entry);
        if ((wrong ?? events.Check(entry)) is { } notAllowed) return notAllowed;
        foreach (var (stands, line) in lines.Zip(expected))
        {
            LineCount++;
            if (stands != line) return $"line {line.No} of {line.Account} (entry {entry.No}) is not what its entry says";
        }
        return null;
    }

    private (IReadOnlyList<Line>, string?) Replay(Entry entry)
    {
        var lines = new List<Line>(entry.Moves.Count * 2);
        foreach (var move in entry.Moves)
        {
            if (!move.Amount.IsPositive || move.From == move.To) return ([], $"entry {entry.No} has a move of nothing");
            var before = Of(move.From.Account);
            var taken = before.Changed(move.From.Bucket, -move.Amount);
            if (move.From.Account == move.To.Account) lines.Add(Write(entry, before, taken.Changed(move.To.Bucket, move.Amount)));
            else
            {
                lines.Add(Write(entry, before, taken));
                var to = Of(move.To.Account);
                lines.Add(Write(entry, to, to.Changed(move.To.Bucket, move.Amount)));
            }
            var from = _computed[move.From.Account];
            if (from.Of(move.From.Bucket).IsNegative && !from.Id.MayGoNegative)
                return ([], $"entry {entry.No} takes {move.From} below zero");
        }
        return (lines, null);
    }

    private Account Of(AccountId id) => _computed.GetValueOrDefault(id) ?? Account.Empty(id);

    private Line Write(Entry entry, Account before, Account changed)
    {
        (_computed[before.Id], var line) = before.Written(changed, entry.No, entry.At, entry.Cause);
        return line;
    }

    /// <summary>
    /// Checks that each balance is the sum of its moves, that all balances sum to zero, that held amounts match the holds, and that every
    /// account owner is a member.
    /// </summary>
    private async Task CheckAccounts()
    {
        var held = await HoldAudit.ByAccount(rows);
        // Intermediate sums may be larger than any single balance.
        var sum = (Int128)0;
        await foreach (var account in rows.All(Account.Rows))
        {
            AccountCount++;
            sum += account.Total.Fen;
            if (!_computed.Remove(account.Id, out var computed)) computed = Account.Empty(account.Id);
            if (account != computed) findings.Note(Rule.Balances, $"the balance of {account.Id} is not the sum of its moves");
            held.Remove(account.Id, out var holds);
            if (account.Held != holds) findings.Note(Rule.Holds, $"{account.Id} holds {account.Held}, its holds say {holds}");
            if (account.Id.IsOfMember && IsStranger(new(account.Id.Owner)))
                findings.Note(Rule.Members, $"the member of {account.Id} is missing");
        }
        if (_computed.Count > 0) findings.Note(Rule.Balances, $"the account {_computed.Keys.First()} is missing");
        if (sum != 0) findings.Note(Rule.Balances, $"all balances sum to {sum} fen, not to zero");
        if (held.Any(h => !h.Value.IsZero)) findings.Note(Rule.HoldAccounts, $"holds on {held.First().Key}, which is no account");
        _computed.Clear();
        _computed.TrimExcess();
    }
}
