using Tongbao.Core.Ledger;
using Tongbao.Core.Orders.Freezing;

namespace Tongbao.Core.Audit;

/// <summary>
/// 冻结核对 (invariant 4): checks that the rest of a freeze is what its entries left in `.h`, and that its hold has the same amount.
/// </summary>
internal sealed class HoldAudit(IAuditRows rows, EventTable events, Findings findings)
{
    /// <summary>The sum of the holds of each account.</summary>
    public static async Task<Dictionary<AccountId, Cents>> ByAccount(IAuditRows rows)
    {
        var held = new Dictionary<AccountId, Cents>();
        await foreach (var hold in rows.All(Hold.Rows)) held[hold.Account] = held.GetValueOrDefault(hold.Account) + hold.Amount;
        return held;
    }

    public async Task Run()
    {
        await foreach (var freeze in rows.All(Freeze.Rows)) findings.Note(Rule.Freezes, await Check(freeze));
    }

    /// <summary>Checks that the freeze named by an entry exists.</summary>
    public async ValueTask CheckCause(Entry entry)
    {
        if (await rows.Find(Freeze.Rows, entry.Cause) is null)
            findings.Note(Rule.FreezesMissing, $"freeze {entry.Cause}, which entry {entry.No} names, is missing", entry.No);
    }

    private async ValueTask<string?> Check(Freeze freeze)
    {
        var (account, placed, left) = ((AccountId?)null, (Cents?)null, (Cents?)null);
        foreach (var entry in (await rows.EntriesOf(freeze.No)).Where(e => events.Find(e.Event)?.Cause == CauseKind.Freeze))
        {
            var (from, to, amount) = entry.Moves[0];
            var isPlaced = to.Bucket == Bucket.Held;
            account ??= from.Account;
            placed = (placed ?? Cents.Zero) + (isPlaced ? amount : Cents.Zero);
            left = (left ?? Cents.Zero) + (isPlaced ? amount : -amount);
        }
        if ((account, placed, left) != (freeze.Account, freeze.Amount, freeze.Left) || freeze.Account.Owner != freeze.Member.Value)
            return $"freeze {freeze.No} says that {freeze.Left} of {freeze.Amount} is left on {freeze.Account} of {freeze.Member}; its entries say {left} of {placed} on {account}";
        var hold = await rows.Find(Hold.Rows, Hold.KeyOf(freeze.Account, freeze.Reason));
        return (hold?.Amount ?? Cents.Zero) == freeze.Left ? null
            : $"freeze {freeze.No} has {freeze.Left} left, its hold {hold?.Amount ?? Cents.Zero}";
    }
}
