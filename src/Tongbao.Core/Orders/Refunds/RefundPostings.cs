using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>记账规则 of refunds that are held while they are under way (<see cref="RefundHolds"/>).</summary>
public static class RefundPostings
{
    /// <summary>退款受理 with a hold: what payees give back stays with them, held. Guarantee money is held already.</summary>
    public static IReadOnlyList<Move> Held(RefundPlan plan, Func<BizUserId, AccountId> account) =>
        [.. plan.Shares.Select(s => new Move(account(s.Member).Available(), account(s.Member).Held(), s.FromMember))];

    /// <summary>退款完成 out of holds: from one giver after another to the channel, the payer's balance and the coupons.</summary>
    public static IReadOnlyList<Move> Returned(Order refund, Order original, Func<BizUserId, AccountId> account)
    {
        var plan = refund.Refund!;
        IEnumerable<(Place, Cents)> givers = [(original.Account.Held(), plan.FromGuarantee),
            .. plan.Shares.Select(s => (account(s.Member).Held(), s.FromMember))];
        return [.. Postings.Dealt(givers, original.Legs.Select(leg => (leg.Account.Available(),
            leg.IsCoupon ? plan.Coupon : leg.IsInside ? plan.ToBalance : plan.ToChannel)).Where(to => to.Item2.IsPositive))];
    }

    public static IReadOnlyList<Move> Released(RefundPlan plan, Func<BizUserId, AccountId> account) =>
        [.. plan.Shares.Select(s => new Move(account(s.Member).Held(), account(s.Member).Available(), s.FromMember))];
}
