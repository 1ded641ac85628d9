namespace Tongbao.Core.Orders.Shares;

/// <summary>收款权: what a collect order owes one of its receivers, doubles summed. Invariant 4 of the ledger hangs on it.</summary>
/// <param name="Refunded">Given back out of 100004; RefundedByMember: given back by the receiver itself, of what was paid out to it.</param>
public sealed record Entitlement(OrderNo Collect, BizOrderNo CollectBizNo, BizUserId Payer, BizUserId Member, DateTimeOffset CollectedAt,
    Cents Collected, Cents PaidOut, Cents Refunded, Cents RefundedByMember)
{
    public const string ByCollect = "collect", ByMember = "owner";

    public static readonly RowKind<Entitlement> Rows = new("entitlements", e => KeyOf(e.Collect, e.Member),
        new RowIndex<Entitlement>(ByCollect, e => e.Collect.Value),
        new RowIndex<Entitlement>(ByMember, e => e.Member.Value));

    public static string KeyOf(OrderNo collect, BizUserId member) => $"{collect}:{member}";

    /// <summary>Still in escrow for this receiver.</summary>
    public Cents Owed => Collected - PaidOut - Refunded;

    /// <summary>Paid out to this receiver, and not yet given back by it.</summary>
    public Cents Returnable => PaidOut - RefundedByMember;
}

/// <summary>代付明细: one payment out of a collect order to a receiver.</summary>
public sealed record EscrowPayment(OrderNo Collect, BizUserId Member, BizOrderNo PayBizNo, Cents Amount, DateTimeOffset At, string Id)
{
    public const string ByCollect = "collect";
    public static readonly RowKind<EscrowPayment> Rows = new("payments", p => p.Id, new RowIndex<EscrowPayment>(ByCollect, p => p.Collect.Value));
}

/// <summary>收款人 of a collect (5.8).</summary>
public sealed record Receiver(BizUserId Member, Cents Amount);

/// <summary>源代收 of an agent pay (5.10): which collect order, and how much of it.</summary>
public sealed record CollectSource(BizOrderNo BizOrderNo, Cents Amount);

public static class Entitlements
{
    /// <summary>The collect is paid: each receiver is owed its share.</summary>
    public static void Open(Book book, Order collect)
    {
        foreach (var share in collect.Receivers.GroupBy(r => r.Member))
        {
            book.Entitlements.Save(new Entitlement(collect.No, collect.BizNo, collect.Payer, share.Key, book.Now,
                share.Sum(r => r.Amount), Cents.Zero, Cents.Zero, Cents.Zero));
        }
    }

    public static ValueTask<Entitlement?> Find(Book book, OrderNo collect, BizUserId member) => book.Entitlements.Find(Entitlement.KeyOf(collect, member));

    public static async ValueTask<IReadOnlyList<Entitlement>> Of(Book book, OrderNo collect) => await book.Entitlements.List(Entitlement.ByCollect, collect.Value);
}
