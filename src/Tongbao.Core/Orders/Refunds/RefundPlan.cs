using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>How much of an order has been given back, refunds under way counted. Invariant 7.</summary>
public sealed record RefundTotals(Cents Amount, Cents Fee, Cents Coupon) : IPart<RefundTotals>
{
    public static RefundTotals None { get; } = new(Cents.Zero, Cents.Zero, Cents.Zero);
}

/// <summary>退款: of which order, by which parts, and through which legs it goes back.</summary>
/// <param name="Shares">Of a collect: what each receiver's share gives, out of escrow and out of its own balance.</param>
/// <param name="Sources">Out of which places it was taken, to be put back there should the channel refuse.</param>
public sealed record RefundPlan(OrderNo Original, BizOrderNo OriginalBizNo, Cents Fee, Cents Coupon, Cents ToChannel, Cents ToBalance,
    string RefundType, IReadOnlyList<Move> Sources, bool SendsToChannel)
{
    public IReadOnlyList<RefundShare> Shares { get; init; } = [];

    /// <summary>All that goes back to the payer.</summary>
    public Cents ToPayer => ToChannel + ToBalance + Coupon;

    /// <summary>
    /// What of it goes through our books, where that is not all: an order that is settled after its payment came less a fee, or has not
    /// come yet.
    /// </summary>
    public Cents? Net { get; init; }

    /// <summary>What of a split order is given back to its payee, beside what goes back to the payer.</summary>
    public ShareReturn Returned { get; init; } = ShareReturn.None;

    /// <summary>Out of the guarantee of its order, of which nobody has confirmed it.</summary>
    public Cents FromGuarantee { get; init; }

    /// <summary>
    /// While it is under way it is held where it comes from (<see cref="RefundHolds"/>), and stands in no account of its own.
    /// </summary>
    public bool IsHeld { get; init; }
}

/// <summary>A receiver's part in the refund of a collect.</summary>
public sealed record RefundShare(BizUserId Member, Cents FromEscrow, Cents FromMember);
