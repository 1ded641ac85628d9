using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>
/// 退款 on its way: what may go back, through which legs, and what happens when the channel has answered. Invariants 6 and 7.
/// </summary>
public static class RefundRules
{
    /// <summary>D1 refunds go to the channel on the next day at this time (4.2.16).</summary>
    public const string ToChannelAt = "14:30";

    /// <summary>退款方式 of what goes to the channel as soon as it is accepted.</summary>
    public const string AtOnce = "D0";

    /// <summary>Kinds that are refunded here, when a member made them; a deposit only where its channel can give money back.</summary>
    public static bool CanRefund(Order original) => original.Kind switch
    {
        OrderKind.Deposit => !original.Payer.IsPlatform && original.ChannelLeg?.Refund == RefundWay.Origin,
        OrderKind.Purchase or OrderKind.Collect => original.ChannelLeg?.Refund != RefundWay.Pos,
        OrderKind.PlatformTransfer => true,
        _ => false,
    };

    /// <summary>All refunds together, those under way counted: within the order, its fee, its coupon, and its net amount.</summary>
    public static bool Fits(Order original, Cents amount, Cents fee, Cents coupon)
    {
        if (fee > amount || coupon > amount) return false;
        var total = original.Refunds;
        return total.Amount + amount <= original.Amount
            && total.Fee + fee <= original.Fee
            && total.Coupon + coupon <= original.Legs.Where(l => l.IsCoupon).Sum(l => l.Amount)
            && total.Amount - total.Fee + (amount - fee) <= original.Amount - original.Fee;
    }

    /// <summary>Which of the three amounts does not fit, and how much would.</summary>
    public static Error WrongAmount(Order original, Cents amount, Cents fee, Cents coupon)
    {
        var (total, least) = (original.Refunds, Cents.Zero);
        var coupons = original.Legs.Where(l => l.IsCoupon).Sum(l => l.Amount);
        if (!amount.IsPositive || total.Amount + amount > original.Amount)
            return Errors.WrongAmount.On("Amount", amount, Allowed.Between(new Cents(1), original.Amount - total.Amount));
        if (fee.IsNegative || fee > amount || total.Fee + fee > original.Fee)
            return Errors.WrongAmount.On("FeeAmount", fee, Allowed.Between(least, Cents.Min(amount, original.Fee - total.Fee)));
        if (coupon.IsNegative || coupon > amount || total.Coupon + coupon > coupons)
            return Errors.WrongAmount.On("CouponAmount", coupon, Allowed.Between(least, Cents.Min(amount, coupons - total.Coupon)));
        var net = original.Amount - original.Fee - (total.Amount - total.Fee);
        return amount - fee > net ? Errors.WrongAmount.On("Amount", amount - fee, Allowed.AtMost(net))
            : Errors.WrongAmount.On("Amount", amount - coupon, Allowed.AtMost(
            original.Legs.Where(l => !l.IsCoupon).Sum(l => l.Refundable)));
    }

    /// <summary>
    /// The part that is no coupon fills the channel leg first, then the balance; null when the legs have less left than asked.
    /// What a channel that cannot refund was paid goes to the payer's balance (4.2.16 (6)).
    /// </summary>
    public static (Cents ToChannel, Cents ToBalance)? PlanLegs(Order original, Cents amount)
    {
        var channelLeft = original.ChannelLeg?.Refundable ?? Cents.Zero;
        var balanceLeft = original.Legs.Where(l => l is { IsInside: true, IsCoupon: false }).Sum(l => l.Refundable);
        var fromChannel = Cents.Min(amount, channelLeft);
        if (amount - fromChannel > balanceLeft) return null;
        return original.ChannelLeg is { Refund: RefundWay.Balance } ? (Cents.Zero, amount) : (fromChannel, amount - fromChannel);
    }

    /// <summary>
    /// Counts a refund into (+1) or out of (-1) its order and legs: out of those that it was counted into, whatever came between.
    /// </summary>
    public static Order Count(Book book, Order original, RefundPlan plan, Cents amount, int sign)
    {
        // A channel that cannot give back gave its part to the balance; it counts as given back by the channel's leg first all the same.
        var byBalance = original.ChannelLeg is { Refund: RefundWay.Balance };
        var (channelLeft, left) = byBalance ? (plan.ToBalance, plan.ToBalance) : (plan.ToChannel, plan.ToBalance);
        var couponLeft = plan.Coupon;
        // The channel's leg is counted first; the legs keep their order, by which the entries of the order are told again.
        var legs = original.Legs.Index().OrderBy(l => l.Item.IsInside).Select(l => (l.Index, Leg: Counted(l.Item)))
            .OrderBy(l => l.Index).Select(l => l.Leg).ToList();
        var total = original.Refunds;
        return original with
        {
            Legs = legs,
            Settlement = SettledRefund.Count(original.Settlement, plan, sign).Counting(book.Now, sign > 0 ? amount : -amount),
            Refunds = sign > 0
                ? new RefundTotals(total.Amount + amount, total.Fee + plan.Fee, total.Coupon + plan.Coupon)
                : new RefundTotals(total.Amount - amount, total.Fee - plan.Fee, total.Coupon - plan.Coupon),
        };

        Leg Counted(Leg leg)
        {
            var room = sign > 0 ? leg.Refundable : leg.Refunded;
            var part = Cents.Min(leg.IsCoupon ? couponLeft : leg.IsInside ? left : channelLeft, room);
            if (leg.IsCoupon) couponLeft -= part;
            else if (leg.IsInside || byBalance) left -= part;
            return leg with { Refunded = sign > 0 ? leg.Refunded + part : leg.Refunded - part };
        }
    }

    /// <summary>Sends the channel's part, now or tomorrow; where there is none, the refund is done at once.</summary>
    public static async ValueTask<Result> Start(Book book, Order refund)
    {
        if (!refund.Refund!.SendsToChannel) refund = OrderReply.Answered(await RefundReported.Finish(book, refund, null));
        else if (refund.Refund.RefundType == AtOnce) book.Outbox.AskNow(refund, ChannelOperation.Refund);
        else
        {
            book.Outbox.AskAt(refund, ChannelOperation.Refund, Days.At(Days.DateOf(book.Now).AddDays(1), ToChannelAt));
            refund = OrderReply.Answered(refund);
        }
        book.Orders.Save(refund);
        return OrderReply.ToRefund(refund);
    }
}
