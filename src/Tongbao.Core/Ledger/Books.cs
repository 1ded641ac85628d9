namespace Tongbao.Core.Ledger;

/// <summary>总账: the ledger in one transaction, and the only place where a balance changes.</summary>
public sealed class Books(ILedgerRows rows)
{
    public async ValueTask<Account> Account(AccountId id) => await rows.Accounts.Find(id.Value) ?? Ledger.Account.Empty(id);

    /// <summary>Whether anything was ever booked on the account.</summary>
    public async ValueTask<bool> IsMade(AccountId id) => await rows.Accounts.Find(id.Value) is not null;

    public async ValueTask<Cents> Available(AccountId id) => (await Account(id)).Available;

    /// <summary>
    /// Books one entry. Moves are applied in order, so a debit may use credits of moves before it. Moves of zero, and from a bucket to
    /// itself, are left out. Returns false and changes nothing if a bucket would become negative.
    /// </summary>
    public async ValueTask<bool> Post(Event @event, string cause, params IReadOnlyList<Move> moves)
    {
        var real = Real(moves);
        if (real.Any(m => m.Amount.IsNegative)) throw new InvalidOperationException($"a move below zero in {@event} of {cause}");
        if (real.Count == 0) return true;
        if (real.Any(m => !@event.Allows(m)))
            throw new InvalidOperationException($"{@event} of {cause} may not move {real.First(m => !@event.Allows(m))}");

        var touched = new Dictionary<AccountId, Account>(real.Count * 2);
        var lines = new List<Line>(real.Count * 2);
        var no = rows.NextEntry;
        foreach (var move in real)
        {
            var from = await Touch(touched, move.From.Account);
            if (from.Of(move.From.Bucket) < move.Amount && !from.Id.MayGoNegative) return false;
            if (move.From.Account == move.To.Account)
            {
                lines.Add(Write(touched, from, from.Changed(move.From.Bucket, -move.Amount)
                    .Changed(move.To.Bucket, move.Amount), no, cause));
                continue;
            }
            lines.Add(Write(touched, from, from.Changed(move.From.Bucket, -move.Amount), no, cause));
            var to = await Touch(touched, move.To.Account);
            lines.Add(Write(touched, to, to.Changed(move.To.Bucket, move.Amount), no, cause));
        }

        foreach (var account in touched.Values) rows.Accounts.Save(account);
        rows.Append(new Entry(no, rows.Now, @event.Name, cause, real), lines);
        rows.NextEntry = no + 1;
        return true;
    }

    /// <summary>The moves that are booked: without zero amounts and without moves from a bucket to itself.</summary>
    public static IReadOnlyList<Move> Real(IReadOnlyList<Move> moves) => moves.Where(m => !m.Amount.IsZero && m.From != m.To).ToArray();

    /// <summary>Books an entry that an earlier check has made sure of. A shortage here is a bug and throws.</summary>
    public async ValueTask Must(Event @event, string cause, params IReadOnlyList<Move> moves)
    {
        if (!await Post(@event, cause, moves)) throw new InvalidOperationException($"short in {@event} of {cause}");
    }

    private async ValueTask<Account> Touch(Dictionary<AccountId, Account> touched, AccountId id) =>
        touched.TryGetValue(id, out var account) ? account : await Account(id);

    private Line Write(Dictionary<AccountId, Account> touched, Account before, Account changed, long entry, string cause)
    {
        (touched[before.Id], var line) = before.Written(changed, entry, rows.Now, cause);
        return line;
    }
}
