using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Shares;

/// <summary>
/// 份额: what an order has for one of its payees, doubles summed, and what has become of it. A collect and a guarantee payment keep it in
/// escrow until it is paid out; a settled order has it in transit until it is split. Invariant 5 of the ledger hangs on it.
/// </summary>
/// <param name="Since">When the order was paid.</param>
/// <param name="Due">What the order brought for the payee.</param>
/// <param name="PaidOut">What has come to the payee's own account, to do with as it likes.</param>
/// <param name="GivenBack">Back to the payer out of escrow.</param>
/// <param name="GivenBackByPayee">Back to the payer by the payee itself, of what was paid out to it.</param>
public sealed record Share([property: Formerly("collect")] OrderNo Order, [property: Formerly("collectBizNo")] BizOrderNo BizNo,
    BizUserId Payer,
    [property: Formerly("member")] BizUserId Payee, [property: Formerly("collectedAt")] DateTimeOffset Since,
        [property: Formerly("collected")] Cents Due,
    Cents PaidOut, [property: Formerly("refunded")] Cents GivenBack, [property: Formerly("refundedByMember")] Cents GivenBackByPayee)
{
    /// <summary>Shares are indexed by payee only while the payee is owed something.</summary>
    public const string ByOrder = "collect", ByPayee = "owner";

    /// <summary>The table and its columns have the names that the first version gave them.</summary>
    public static readonly RowKind<Share> Rows = new("entitlements", s => KeyOf(s.Order, s.Payee),
        new RowIndex<Share>(ByOrder, s => s.Order.Value),
        new RowIndex<Share>(ByPayee, s => s.Owed.IsPositive ? s.Payee.Value : null));

    public static string KeyOf(OrderNo order, BizUserId payee) => $"{order}:{payee}";

    /// <summary>在途: it stands with the payee in .t, and waits for the order to be split.</summary>
    public Cents InTransit { get; init; }

    /// <summary>Still in escrow for the payee.</summary>
    public Cents Owed => Due - InTransit - PaidOut - GivenBack;

    /// <summary>Paid out to the payee, and not yet given back by it.</summary>
    public Cents Returnable => PaidOut - GivenBackByPayee;
}

/// <summary>收款人 (5.8): who is to have how much of an order.</summary>
public sealed record Receiver(BizUserId Member, Cents Amount)
{
    /// <summary>Null: its balance.</summary>
    public AccountId? Account { get; init; }
}

/// <summary>The shares of an order.</summary>
public static class OrderShares
{
    /// <summary>The order is paid: each of its receivers is owed a share; of a purchase it has it at once.</summary>
    public static void Open(Book book, Order order)
    {
        foreach (var share in order.Receivers.GroupBy(r => r.Member))
        {
            var due = share.Sum(r => r.Amount);
            book.Shares.Save(new Share(order.No, order.BizNo, order.Payer, share.Key, book.Now,
                due, order.Kind == OrderKind.Purchase ? due : Cents.Zero, Cents.Zero, Cents.Zero));
        }
    }

    public static ValueTask<Share?> Find(Book book, OrderNo order, BizUserId payee) => book.Shares.Find(Share.KeyOf(order, payee));

    public static async ValueTask<IReadOnlyList<Share>> Of(Book book, OrderNo order) => await book.Shares.List(Share.ByOrder, order.Value);
}
