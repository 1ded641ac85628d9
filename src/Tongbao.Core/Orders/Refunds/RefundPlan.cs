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
}

/// <summary>A receiver's part in the refund of a collect.</summary>
public sealed record RefundShare(BizUserId Member, Cents FromEscrow, Cents FromMember);
