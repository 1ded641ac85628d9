using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Settling;

namespace Tongbao.Core.Audit;

/// <summary>
/// 结算核对 (invariant 5): checks what of each purchase was settled and is in transit against its settlements, its split and its refunds, and
/// that all of it is what stands in transit on its payee's account. No split gave more than there was, or than was agreed.
/// </summary>
internal sealed class SettlementAudit(IAuditRows rows, Findings findings) : IDisposable
{
    /// <summary>Offsets of the figures: by the order's own row, then by what names it.</summary>
    private const int Settled = 0, InTransit = 1, Splits = 2, GivenBack = 3, Confirmed = 4, Returned = 5, Named = 6;

    private readonly ITally _orders = rows.Tally(2 * Named);

    /// <summary>Per account: what of its orders is in transit, then its bucket.</summary>
    private readonly ITally _accounts = rows.Tally(2);

    /// <summary>Per cause, for the page of orders under audit: what its entries moved into transit.</summary>
    private readonly Dictionary<string, Cents> _moved = [];

    /// <summary>Adds up the moves into and out of transit of an entry. Called for every entry before its order is checked.</summary>
    public void Moved(Entry entry)
    {
        foreach (var move in entry.Moves)
        {
            if (move.To.Bucket == Bucket.InTransit) Note(move.Amount);
            if (move.From.Bucket == Bucket.InTransit) Note(-move.Amount);
        }

        void Note(Cents change) => _moved[entry.Cause] = _moved.GetValueOrDefault(entry.Cause) + change;
    }

    public void Check(IReadOnlyList<Order> some)
    {
        foreach (var order in some) Check(order);
        foreach (var (cause, moved) in _moved.Where(m => !m.Value.IsZero))
            findings.Note(Rule.Transit, $"{moved} came into transit by {cause}, which is of no purchase");
        _moved.Clear();
    }

    private void Check(Order order)
    {
        if (order.Kind == OrderKind.AcquiredPurchase)
        {
            var row = order.Settlement;
            Add(order.No, 0, row.Settled ?? Cents.Zero, row.InTransit, row.SplitBy is null ? 0 : 1, row.GivenBack, row.Returned);
            if (!row.InTransit.IsZero) _accounts.Add(order.Account.Value, row.InTransit.Fen, 0);
            if (row.Settled > order.Amount || row.InTransit.IsNegative || row.Returned.Confirmed > (row.Settled ?? Cents.Zero)
                || row.Returned.Given > row.Returned.Confirmed)
                findings.Note(Rule.Transit, $"order {order.No} is of {order.Amount}, settled {row.Settled}, in transit {row.InTransit}");
        }
        if (order.Sharing is { } sharing && CheckSharing(order, sharing) is { } wrong) findings.Note(Rule.Splits, wrong);
        _moved.Remove(order.No.Value, out var moved);
        if (order.Settlement.Original is { } settled)
            Add(settled, Named, order.Kind == OrderKind.Settlement ? order.Amount : Cents.Zero, moved, order.Sharing is null ? 0 : 1,
                Cents.Zero, ShareReturn.None);
        // What was given back to the payee stays, even where the channel refused its part.
        else if (order.Refund is { } plan && (plan.Net is not null || !moved.IsZero))
            Add(plan.Original, Named, Cents.Zero, moved, 0, order.IsPaid || order.IsOpen ? plan.Net ?? Cents.Zero : Cents.Zero,
                plan.Returned);
    }

    /// <param name="at">Where the figures start: those of the order's own row, or those by what names it.</param>
    private void Add(OrderNo order, int at, Cents settled, Cents inTransit, int splits, Cents givenBack, ShareReturn returned)
    {
        Span<long> figures = stackalloc long[2 * Named];
        long[] own = [settled.Fen, inTransit.Fen, splits, givenBack.Fen, returned.Confirmed.Fen, returned.Given.Fen];
        own.CopyTo(figures[at..]);
        _orders.Add(order.Value, figures);
    }

    private static string? CheckSharing(Order split, Sharing sharing)
    {
        if (sharing.Given > split.Amount) return $"split {split.No} gave {sharing.Given} of {split.Amount}";
        if (sharing.MostCommission is { } most && sharing.Commission > Sharing.LimitOf(sharing.Base, most))
            return $"split {split.No} took {sharing.Commission}, more than was agreed";
        return sharing.Shares.FirstOrDefault(s => s.MostBasisPoints is { } ratio && s.Amount > Sharing.LimitOf(sharing.Base, ratio))
            is { } above ? $"split {split.No} gave {above.Member} {above.Amount}, more than was agreed" : null;
    }

    /// <summary>Called once after all orders.</summary>
    public async Task CheckSums()
    {
        foreach (var (order, sums) in _orders.Sums())
        {
            if (sums.AsSpan(0, Named).SequenceEqual(sums.AsSpan(Named))) continue;
            findings.Note(Rule.Transit, $"order {order} has {Show(sums, 0)}; what names it says {Show(sums, Named)}");
        }
        await foreach (var account in rows.All(Account.Rows))
        {
            if (!account.InTransit.IsZero) _accounts.Add(account.Id.Value, 0, account.InTransit.Fen);
        }
        foreach (var (account, sums) in _accounts.Sums())
        {
            if (sums[0] != sums[1])
                findings.Note(Rule.Transit, $"{account} has {new Cents(sums[1])} in transit, its orders {new Cents(sums[0])}");
        }
    }

    private static string Show(long[] sums, int of) =>
        $"settled {new Cents(sums[of + Settled])}, in transit {new Cents(sums[of + InTransit])}, splits {sums[of + Splits]}, "
        + $"gave back {new Cents(sums[of + GivenBack])} to the payer, {new Cents(sums[of + Returned])} to the payee, of whose "
        + $"{new Cents(sums[of + Confirmed])} stood in transit again";

    public void Dispose()
    {
        _orders.Dispose();
        _accounts.Dispose();
    }
}
