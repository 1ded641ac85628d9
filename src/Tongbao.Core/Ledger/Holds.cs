namespace Tongbao.Core.Ledger;

/// <summary>冻结单: why something stands in `.h`, against a freeze number or an order. The holds of an account sum to its `.h`.</summary>
public sealed record Hold(AccountId Account, string Reason, Cents Amount)
{
    public static readonly RowKind<Hold> Rows = new("holds", h => KeyOf(h.Account, h.Reason));

    public static string KeyOf(AccountId account, string reason) => $"{reason}@{account}";
}

/// <summary>Money put aside and taken back or used: the hold and the move are one.</summary>
public sealed class Holds(Books books, ILedgerRows rows)
{
    public ValueTask<Hold?> Find(AccountId account, string reason) => rows.Holds.Find(Hold.KeyOf(account, reason));

    /// <summary>.a -> .h; false when there is not enough.</summary>
    public async ValueTask<bool> Place(AccountId account, string reason, Cents amount, Event @event, string cause)
    {
        if (amount.IsZero) return true;
        if (!await books.Post(@event, cause, new Move(account.Available(), account.Held(), amount))) return false;
        await Add(account, reason, amount);
        return true;
    }

    /// <summary>The hold's account takes part in an entry made elsewhere that credits its `.h`.</summary>
    public async ValueTask Add(AccountId account, string reason, Cents amount)
    {
        if (amount.IsZero) return;
        var hold = await Find(account, reason) ?? new Hold(account, reason, Cents.Zero);
        rows.Holds.Save(hold with { Amount = hold.Amount + amount });
    }

    /// <summary>The hold shrinks because an entry made elsewhere debits its `.h`.</summary>
    public async ValueTask Take(AccountId account, string reason, Cents amount)
    {
        if (amount.IsZero) return;
        var hold = await Find(account, reason);
        if (hold is null || hold.Amount < amount) throw new InvalidOperationException($"hold {reason} on {account} is short");
        if (hold.Amount == amount) rows.Holds.Remove(hold);
        else rows.Holds.Save(hold with { Amount = hold.Amount - amount });
    }

    /// <summary>.h -> .a of all that a reason still holds.</summary>
    public async ValueTask Release(AccountId account, string reason, Event @event, string cause)
    {
        if (await Find(account, reason) is not { } hold || hold.Amount.IsZero) return;
        await Take(account, reason, hold.Amount);
        await books.Must(@event, cause, new Move(account.Held(), account.Available(), hold.Amount));
    }
}
