namespace Tongbao.Core.Ledger;

/// <summary>冻结单: says why money is held in `.h`: a freeze number or an order number. The holds of an account add up to its `.h`.</summary>
public sealed record Hold(AccountId Account, string Reason, Cents Amount)
{
    public static readonly RowKind<Hold> Rows = new("holds", h => KeyOf(h.Account, h.Reason));

    public static string KeyOf(AccountId account, string reason) => $"{reason}@{account}";
}

/// <summary>Creates, uses and releases holds. A hold changes only together with the move that it explains.</summary>
public sealed class Holds(Books books, ILedgerRows rows)
{
    public ValueTask<Hold?> Find(AccountId account, string reason) => rows.Holds.Find(Hold.KeyOf(account, reason));

    /// <summary>Moves .a to .h under a hold; false if there is not enough.</summary>
    public async ValueTask<bool> Place(AccountId account, string reason, Cents amount, Event @event, string cause)
    {
        if (amount.IsZero) return true;
        if (!await books.Post(@event, cause, new Move(account.Available(), account.Held(), amount))) return false;
        await Add(account, reason, amount);
        return true;
    }

    /// <summary>Increases a hold. The caller books the entry that credits `.h`.</summary>
    public async ValueTask Add(AccountId account, string reason, Cents amount)
    {
        if (amount.IsZero) return;
        var hold = await Find(account, reason) ?? new Hold(account, reason, Cents.Zero);
        rows.Holds.Save(hold with { Amount = hold.Amount + amount });
    }

    /// <summary>Reduces a hold. The caller books the entry that debits `.h`.</summary>
    public async ValueTask Take(AccountId account, string reason, Cents amount)
    {
        if (amount.IsZero) return;
        var hold = await Find(account, reason);
        if (hold is null || hold.Amount < amount) throw new InvalidOperationException($"hold {reason} on {account} is short");
        if (hold.Amount == amount) rows.Holds.Remove(hold);
        else rows.Holds.Save(hold with { Amount = hold.Amount - amount });
    }

    /// <summary>Moves all that a hold still has from .h back to .a.</summary>
    public async ValueTask Release(AccountId account, string reason, Event @event, string cause)
    {
        if (await Find(account, reason) is not { } hold || hold.Amount.IsZero) return;
        await Take(account, reason, hold.Amount);
        await books.Must(@event, cause, new Move(account.Held(), account.Available(), hold.Amount));
    }
}
