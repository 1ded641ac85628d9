using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Settling;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>退款信息: which parts a refund has.</summary>
/// <param name="ChannelAmount">渠道退款金额: to the payer.</param>
/// <param name="ConfirmedAmount">资金确认退款金额: out of the payee's available money into transit.</param>
public sealed record SplitRefund(BizUserId? Payee, Cents? ChannelAmount, Cents? ConfirmedAmount, Cents? Commission,
    IReadOnlyList<SplitPart>? Parts);

/// <summary>A row of refundDetail, the form of the sister product: it has no channel part.</summary>
public sealed record RefundDetail(BizUserId Payee, Cents ConfirmedAmount, Cents? Commission, IReadOnlyList<SplitPart>? Parts);

/// <summary>
/// 退款申请 (云商通 2294): gives back what was paid by the channel that brought it, and what was split to the payee, or both. The split part is
/// booked at once and stays whatever the channel then says (P9); the caller does not wait for the channel.
/// </summary>
public sealed record RefundPurchase(BizOrderNo BizOrderNo, Cents Amount, string? OriginalNo, BizOrderNo? OriginalBizNo,
    DateOnly? OriginalDay, Cents? PromotionAmount, SplitRefund? SplitRefund, IReadOnlyList<RefundDetail>? RefundDetails,
    JsonText? SvcRefundDetail, string? BackUrl, string? Summary, string? ExtendInfo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Repeated(BizOrderNo, OrderTaken.Of) is { } repeated) return repeated;
        if (SvcRefundDetail is { Value: not "[]" }) return Errors.NotPermitted.On(nameof(SvcRefundDetail));
        if (PromotionAmount is { IsPositive: true }) return Errors.PromotionNotSupported.On(nameof(PromotionAmount), PromotionAmount);
        var (wish, wrongForm) = Wish();
        if (wrongForm is not null) return wrongForm;
        var (original, notThere) = await FindOriginal(book);
        if (notThere is not null) return notThere;
        if (original!.Kind != OrderKind.AcquiredPurchase || !original.IsPaid) return Errors.NotRefundable;
        if (wish!.Payee is { } payee && payee != original.Payee)
            return Errors.DiffersFromOrder.On(nameof(wish.Payee), payee.Value, Allowed.Just(original.Payee.Value));
        if (RefundLimits.CheckAge(book, original) is { } tooLate) return tooLate;
        var (toChannel, returned) = (wish.ChannelAmount ?? Cents.Zero, ReturnOf(wish));
        if (await RefundLimits.Check(book, original, toChannel, returned) is { } above) return above;
        var plan = SettledRefund.Plan(original, toChannel, returned);
        if (await RefundLimits.CheckCovered(book, original, plan) is { } notCovered) return notCovered;
        return OrderTaken.Of(await Accept(book, original, plan));
    }

    /// <summary>One form out of three, whose parts come to the amount (2294.1, 2294.2).</summary>
    private (SplitRefund? Wish, Error? Wrong) Wish()
    {
        if (SplitRefund is not null && RefundDetails is { Count: > 0 }) return (null, Errors.BadParameter.In(nameof(RefundDetails)));
        if (RefundDetails is { Count: > 1 })
            return (null, Errors.DiffersFromOrder.On(nameof(RefundDetails), RefundDetails.Count, Allowed.Just(1)));
        var wish = SplitRefund ?? (RefundDetails is [{ } row]
            ? new SplitRefund(row.Payee, null, row.ConfirmedAmount, row.Commission, row.Parts)
            : new SplitRefund(null, Amount, null, null, null));
        var due = wish.ChannelAmount is { IsPositive: true } toChannel ? toChannel : wish.ConfirmedAmount ?? Cents.Zero;
        if (Amount != due) return (null, Errors.RefundPartsDoNotSum.On(nameof(Amount), Amount, Allowed.Just(due)));
        return (wish.ConfirmedAmount ?? Cents.Zero).LeftBy([.. (wish.Parts ?? []).Select(p => p.Amount), wish.Commission ?? Cents.Zero],
            part => part) is null
            ? (null, Errors.RefundPartsDoNotSum.On(nameof(wish.ConfirmedAmount), wish.ConfirmedAmount)) : (wish, null);
    }

    private static ShareReturn ReturnOf(SplitRefund wish) => ShareReturn.None.And(new(wish.ConfirmedAmount ?? Cents.Zero,
        wish.Commission ?? Cents.Zero, [.. (wish.Parts ?? []).Select(p => new ReturnedShare(p.Member, p.Amount))]));

    private async ValueTask<(Order? Order, Error? Wrong)> FindOriginal(Book book)
    {
        var found = OriginalNo is not null ? await book.FindByWireNo(OriginalNo) : await book.FindOrder(OriginalBizNo!.Value);
        if (found is null || (OriginalBizNo is { } no && found.BizNo != no)
            || (OriginalDay is { } day && Days.DateOf(found.CreatedAt) != day)) return (null, Errors.OriginalNotFound);
        return book.WireOf(found) == book.Wire ? (found, null) : (null, Errors.MadeOnOtherWire);
    }

    private async ValueTask<Order> Accept(Book book, Order original, RefundPlan plan)
    {
        var refund = new Order
        {
            No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = OrderKind.Refund, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
            Timetable = book.Timetable, Serial = book.Serial, Payer = original.Payer, Payee = original.Payee, Account = original.Account,
            Amount = Amount, Legs = plan.SendsToChannel ? [original.ChannelLeg! with { Refunded = Cents.Zero }] : [], Refund = plan,
            Settlement = Settlement.None with { Merchant = original.Settlement.Merchant },
            Said = new Said
            {
                BackUrl = BackUrl, Summary = Summary, ExtendInfo = ExtendInfo, Anonymous = original.Said.Anonymous,
            },
        };
        book.KeepRequest(refund, this);
        await SettledRefund.Accept(book, refund);
        book.Orders.Save(RefundRules.Count(book, original, plan, plan.ToPayer, +1));
        refund = refund.On(book, OrderEvent.Confirm);
        if (plan.SendsToChannel) book.Outbox.AskAt(refund, ChannelOperation.Refund, book.Now);
        else
        {
            // The payer gets nothing: the order stays as it was.
            refund = refund.Complete(book, null);
            book.Tell(refund);
        }
        book.Orders.Save(refund);
        return refund;
    }
}
