using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Splitting;

namespace Tongbao.Core.Orders;

/// <summary>记账规则: an event turned into moves, one method an event. docs/ledger.md is the page these stand on.</summary>
public static class Postings
{
    private static readonly AccountId FeeIncome = Chart.Platform(Chart.Balance), Returning = Chart.Platform(Chart.EscrowReturn);

    /// <summary>
    /// A paid deposit or purchase: each leg to the receiver, the fee from it to the platform; of several payees each gets its part.
    /// </summary>
    public static IReadOnlyList<Move> Paid(Order order, Func<BizUserId, AccountId> account) => order switch
    {
        { Kind: OrderKind.SecuredPurchase } => [.. Legs(order).Select(leg => new Move(leg.From, order.Account.Held(), leg.Amount))],
        { Kind: OrderKind.Purchase, Receivers.Count: > 0 } => [.. Dealt(Legs(order), Receivers(order, account))],
        _ => ToOne(order),
    };

    /// <summary>担保确认: out of the guarantee to its payees.</summary>
    public static IReadOnlyList<Move> Confirmed(Order confirmation, Func<BizUserId, AccountId> account) =>
        [.. Receivers(confirmation, account).Select(to => new Move(confirmation.Account.Held(), to.To, to.Amount))];

    private static IEnumerable<(Place From, Cents Amount)> Legs(Order order) =>
        order.Legs.Select(leg => (leg.IsInside ? leg.Account.Held() : leg.Account.Available(), leg.Amount));

    private static IEnumerable<(Place To, Cents Amount)> Receivers(Order order, Func<BizUserId, AccountId> account) =>
        order.Receivers.Select(r => (account(r.Member).Available(), r.Amount));

    /// <summary>One after another the payees are given what is due to them, out of one leg after another.</summary>
    internal static IEnumerable<Move> Dealt(IEnumerable<(Place From, Cents Amount)> from, IEnumerable<(Place To, Cents Amount)> to)
    {
        using var payees = to.GetEnumerator();
        var due = Cents.Zero;
        foreach (var (place, amount) in from)
        {
            for (var left = amount; left.IsPositive;)
            {
                if (due.IsZero && payees.MoveNext()) due = payees.Current.Amount;
                if (due.IsZero) throw new InvalidOperationException("legs come to more than payees are due");
                var part = Cents.Min(left, due);
                yield return new Move(place, payees.Current.To, part);
                (left, due) = (left - part, due - part);
            }
        }
    }

    private static IReadOnlyList<Move> ToOne(Order order) =>
    [
        .. order.Legs.Select(leg => new Move(leg.IsInside ? leg.Account.Held()
            : leg.Account.Available(), order.Account.Available(), leg.Amount)),
        new Move(order.Account.Available(), FeeIncome.Available(), order.Fee),
    ];

    /// <summary>分账, depth first: what a child gets, its fee, then what its own children get.</summary>
    public static IEnumerable<Move> Split(Order order, Func<BizUserId, AccountId> account) =>
        Split(order.Account, order.Split, n => n.Member.IsPlatform ? Chart.Platform(n.AccountSetNo!) : account(n.Member));

    private static IEnumerable<Move> Split(AccountId parent, IEnumerable<SplitRule> children, Func<SplitRule, AccountId> account) =>
        children.SelectMany(child => new[]
        {
            new Move(parent.Available(), account(child).Available(), child.Amount),
            new Move(account(child).Available(), FeeIncome.Available(), child.Fee),
        }.Concat(Split(account(child), child.Children, account)));

    /// <summary>代付: out of escrow to the receiver, its fee to the platform.</summary>
    public static IReadOnlyList<Move> PaidOutOfEscrow(Order order) =>
    [
        new Move(Chart.Platform(Chart.EscrowForward).Available(), order.Account.Available(), order.Amount),
        new Move(order.Account.Available(), FeeIncome.Available(), order.Fee),
    ];

    /// <summary>代收退款受理: receiver by receiver, out of escrow where not paid out, out of its balance where it was.</summary>
    public static IReadOnlyList<Move> CollectRefundAccepted(IReadOnlyList<RefundShare> shares, Cents feePart,
        Func<BizUserId, AccountId> account) =>
    [
        new Move(Chart.Platform(Chart.EscrowForward).Available(), Returning.Available(), shares.Sum(s => s.FromEscrow)),
        .. shares.Select(s => new Move(account(s.Member).Available(), Returning.Available(), s.FromMember)),
        new Move(FeeIncome.Available(), Returning.Available(), feePart),
    ];

    /// <summary>平台转账, 代发: out of the account that gives, to each its part.</summary>
    public static IReadOnlyList<Move> Transferred(Order order) => [.. order.Legs.SelectMany(from => order.Receivers.Count == 0
        ? [new Move(from.Account.Available(), order.Account.Available(), order.Amount)]
        : order.Receivers.Select(to => new Move(from.Account.Available(), (to.Account ?? order.Account).Available(), to.Amount)))];

    /// <summary>提现成功: what was held goes out by the channel, the fee to the platform.</summary>
    public static IReadOnlyList<Move> PaidOut(Order order, AccountId channel) =>
        order.Kind == OrderKind.PositionTransfer ? [PositionMoved(order, channel)] :
    [
        new Move(order.Account.Held(), channel.Available(), order.Amount - order.Fee),
        new Move(order.Account.Held(), FeeIncome.Available(), order.Fee),
    ];

    /// <summary>平台头寸调拨: out of 华通 into the reserve; both are mirrors, so no account set changes.</summary>
    private static Move PositionMoved(Order order, AccountId channel) => new(order.Account.Available(), channel.Available(), order.Amount);

    /// <summary>退票: the bank gave a payout back.</summary>
    public static IReadOnlyList<Move> PayoutReturned(Order order, AccountId channel) =>
        [new Move(channel.Available(), order.Account.Available(), order.Amount - order.Fee)];

    public static IReadOnlyList<Move> WithdrawalFeeReturned(Order order) =>
        [new Move(FeeIncome.Available(), order.Account.Available(), order.Fee)];

    /// <summary>退款受理: the receiver gives back all but the fee part, the platform the fee part.</summary>
    public static IReadOnlyList<Move> RefundAccepted(Order original, Cents amount, Cents feePart) =>
    [
        new Move(original.Account.Available(), Returning.Available(), amount - feePart),
        new Move(FeeIncome.Available(), Returning.Available(), feePart),
    ];

    /// <summary>
    /// 退款完成: the channel's part, then to the set that paid, or, of a channel that cannot refund, to the payer's balance; coupons to theirs.
    /// </summary>
    public static IReadOnlyList<Move> RefundDone(Order refund, Order original, Func<BizUserId, AccountId> account)
    {
        var plan = refund.Refund!;
        var coupons = original.Legs.FirstOrDefault(l => l.IsCoupon)?.Account ?? Chart.Platform(Chart.Marketing);
        var balance = original.Legs.FirstOrDefault(l => l is { IsInside: true, IsCoupon: false })?.Account ?? account(original.Payer);
        Move inside = new(Returning.Available(), balance.Available(), plan.ToBalance),
            coupon = new(Returning.Available(), coupons.Available(), plan.Coupon);
        return original.ChannelLeg is { } leg
            ? [new Move(Returning.Available(), leg.Account.Available(), plan.Net ?? plan.ToChannel), inside, coupon] : [inside, coupon];
    }

    public static IReadOnlyList<Move> RefundUndone(RefundPlan plan) => [.. plan.Sources.Select(m => new Move(m.To, m.From, m.Amount))];

    /// <summary>Money that came and belongs to no order.</summary>
    public static IReadOnlyList<Move> Stray(AccountId channel, Cents amount) =>
        [new Move(channel.Available(), Returning.Available(), amount)];

    public static IReadOnlyList<Move> SentBack(AccountId channel, Cents amount) =>
        [new Move(Returning.Available(), channel.Available(), amount)];

    /// <summary>冲正: the channel took a payment back.</summary>
    public static IReadOnlyList<Move> Reversed(Order order, Leg leg, Func<BizUserId, AccountId> account) => order switch
    {
        { Kind: OrderKind.SecuredPurchase } => [new Move(order.Account.Held(), leg.Account.Available(), leg.Amount)],
        { Kind: OrderKind.Purchase, Receivers.Count: > 0 } =>
            [.. Receivers(order, account).Select(of => new Move(of.To, leg.Account.Available(), of.Amount))],
        _ => FromOne(order, leg),
    };

    private static IReadOnlyList<Move> FromOne(Order order, Leg leg) =>
    [
        new Move(FeeIncome.Available(), order.Account.Available(), order.Fee),
        new Move(order.Account.Available(), leg.Account.Available(), leg.Amount),
    ];
}
