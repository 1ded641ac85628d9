namespace Tongbao.Core.Ledger;

/// <summary>总账 as one transaction sees it: the only place where a balance changes.</summary>
public sealed class Books(Book book)
{
    public async ValueTask<Account> Account(string id) => await book.Accounts.Find(id) ?? Ledger.Account.Empty(id);

    /// <summary>预付卡账户集 is made by its first use; all others are there from the start (6.17).</summary>
    public async ValueTask<bool> IsMade(string platformSet) => platformSet != Chart.PrepaidCard || await book.Accounts.Find(Chart.Platform(platformSet)) is not null;

    public async ValueTask<Cents> Available(string id) => (await Account(id)).Available;

    /// <summary>
    /// Books one entry. Moves are applied in order, so a debit may be covered by credits that stand before it; moves of zero
    /// or of a bucket to itself are left out. Answers false, and changes nothing, when a bucket would go below zero.
    /// </summary>
    public async ValueTask<bool> Post(string @event, string cause, params IReadOnlyList<Move> moves)
    {
        var real = Real(moves);
        if (real.Any(m => m.Amount.IsNegative)) throw new InvalidOperationException($"a move below zero in {@event} of {cause}");
        if (real.Count == 0) return true;

        var touched = new Dictionary<string, Account>(real.Count * 2);
        var lines = new List<Line>(real.Count * 2);
        var no = book.Counters.NextEntry;
        foreach (var move in real)
        {
            var from = await Touch(touched, move.From.Account);
            if (from.Of(move.From.Bucket) < move.Amount && !Chart.MayGoNegative(from.Id)) return false;
            if (move.From.Account == move.To.Account)
            {
                lines.Add(Write(touched, from, from.Changed(move.From.Bucket, -move.Amount).Changed(move.To.Bucket, move.Amount), no, cause));
                continue;
            }
            lines.Add(Write(touched, from, from.Changed(move.From.Bucket, -move.Amount), no, cause));
            var to = await Touch(touched, move.To.Account);
            lines.Add(Write(touched, to, to.Changed(move.To.Bucket, move.Amount), no, cause));
        }

        foreach (var account in touched.Values) book.Accounts.Save(account);
        book.Shelf.Append(book.App.Id, new Entry(no, book.Now, @event, cause, real), lines);
        book.Counters = book.Counters with { NextEntry = no + 1 };
        return true;
    }

    /// <summary>What is written of moves: none of zero, none of a bucket to itself.</summary>
    public static IReadOnlyList<Move> Real(IReadOnlyList<Move> moves) => moves.Where(m => !m.Amount.IsZero && m.From != m.To).ToArray();

    /// <summary>Books an entry that a check before it has made sure of; a shortage here is a bug.</summary>
    public async ValueTask Must(string @event, string cause, params IReadOnlyList<Move> moves)
    {
        if (!await Post(@event, cause, moves)) throw new InvalidOperationException($"short in {@event} of {cause}");
    }

    private async ValueTask<Account> Touch(Dictionary<string, Account> touched, string id) =>
        touched.TryGetValue(id, out var account) ? account : await Account(id);

    private Line Write(Dictionary<string, Account> touched, Account before, Account changed, long entry, string cause)
    {
        (touched[before.Id], var line) = before.Written(changed, entry, book.Now, cause);
        return line;
    }
}
