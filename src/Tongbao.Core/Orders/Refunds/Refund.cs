using Tongbao.Core.Ledger;
using Tongbao.Core.Orders.Opening;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>A line of refundList (5.9): how much of a collect goes back, and from which receiver.</summary>
public sealed record RefundItem(string? AccountSetNo, BizUserId Member, Cents Amount);

/// <summary>退款申请 (通商云 4.2.16): the receiver gives back, never its split partners; the channel's part first, then balance.</summary>
public sealed record Refund(BizOrderNo BizOrderNo, BizOrderNo OriBizOrderNo, BizUserId Member, string? RefundType,
    IReadOnlyList<RefundItem>? RefundList, string? BackUrl, Cents Amount, Cents? CouponAmount, Cents? FeeAmount, string? ExtendInfo)
        : Command
{
    private Cents Coupon => CouponAmount ?? Cents.Zero;
    private Cents FeePart => FeeAmount ?? Cents.Zero;

    public override void Prefetch(IPrefetch rows)
    {
        foreach (var no in new[] { BizOrderNo, OriBizOrderNo }) rows.By(Order.Rows, Order.ByBizNo, no.Value);
        rows.Row(Members.Member.Rows, Member.Value);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Twin(BizOrderNo, OrderReply.ToRefund) is { } twin) return twin;
        var (own, wrong) = await book.OwnOrder(OriBizOrderNo);
        if (own is not { } original) return wrong!.About(OriBizOrderNo.Value).On(nameof(OriBizOrderNo), OriBizOrderNo.Value);
        if (original.Payer != Member) return Errors.OrderNotOfMember.On(nameof(Member), Member.Value);
        if ((await book.CheckNotLocked(original.Payer) ?? await book.CheckNotLocked(original.Payee)) is { } locked) return locked;
        if (!RefundRules.CanRefund(original)) return Errors.NotRefundable;
        if (!original.IsPaid) return Errors.OriginalNotPaid;
        if (!Amount.IsPositive || Coupon.IsNegative || FeePart.IsNegative || !RefundRules.Fits(original, Amount, FeePart, Coupon))
            return RefundRules.WrongAmount(original, Amount, FeePart, Coupon);
        if (RefundRules.PlanLegs(original, Amount - Coupon) is not { } parts)
            return RefundRules.WrongAmount(original, Amount, FeePart, Coupon);
        var (shares, wrongShares) = await RefundShares.Plan(book, original, RefundList ?? [], Amount - FeePart);
        if (wrongShares is not null) return wrongShares;
        foreach (var share in shares!.Where(s => s.FromMember.IsPositive))
        {
            if (await book.CheckNotLocked(share.Member) is { } giverLocked) return giverLocked;
        }
        // The refund's own number causes all its entries, so it is drawn before the first.
        var no = book.NextOrderNo();
        var sources = original.Kind == OrderKind.Collect ? Postings.CollectRefundAccepted(shares!, FeePart, book.AccountOf)
            : Postings.RefundAccepted(original, Amount, FeePart);
        if (!await book.Ledger.Post(Events.RefundAccepted, no.Value, sources)) return Errors.BalanceShort;
        await RefundShares.Count(book, original, shares!, +1);

        var refund = new Order
        {
            No = no, BizNo = BizOrderNo, Kind = OrderKind.Refund, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
                Timetable = book.Timetable, Serial = book.Serial,
            Payer = original.Payer, Payee = original.Payee, Account = original.Account, Amount = Amount,
            Said = new Said { BackUrl = BackUrl, ExtendInfo = ExtendInfo },
            Legs = original.ChannelLeg is { } leg ? [leg with { Refunded = Cents.Zero }] : [],
            Refund = new RefundPlan(original.No, original.BizNo, FeePart, Coupon, parts.ToChannel, parts.ToBalance, RefundType ?? "D1",
                [.. sources.Where(m => m.Amount.IsPositive)], parts.ToChannel.IsPositive) { Shares = shares! },
        };
        book.KeepRequest(refund, this);
        book.Orders.Save(RefundRules.Count(book, original, refund.Refund, Amount, +1));
        return await RefundRules.Start(book, refund.On(book, OrderEvent.Confirm));
    }
}
