using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Settling;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>退款结果: what the channel says of a refund.</summary>
public static class RefundReported
{
    public static async ValueTask<Result> Run(Book book, Order refund, ChannelAnswer answer)
    {
        var silences = await book.Outbox.StopAsking(refund.No, ChannelOperation.Refund);
        if (refund.Status == OrderStatus.InProgress)
        {
            refund = answer.Result switch
            {
                ChannelResult.Success => await Finish(book, refund, answer.Facts),
                ChannelResult.Failed => await Undo(book, refund, Reason.Of(answer.Message, Reasons.RefundFailed)),
                _ => Waiting(book, refund, answer, silences),
            };
        }
        refund = OrderReply.Answered(refund);
        book.Orders.Save(refund);
        return OrderReply.ToRefund(refund);
    }

    /// <summary>The channel's leg is done, or there is none: only now the inside legs are paid back.</summary>
    public static async ValueTask<Order> Finish(Book book, Order refund, ChannelFacts? facts)
    {
        var plan = refund.Refund!;
        var original = (await book.Orders.Find(plan.Original.Value))!;
        if (plan.IsHeld) await RefundHolds.Return(book, refund, original);
        else await book.Ledger.Must(Events.RefundDone, refund.No.Value, Postings.RefundDone(refund, original, book.AccountOf));
        book.Orders.Save(original.On(book, OrderEvent.RefundDone));
        refund = refund.Complete(book, facts);
        book.Tell(refund);
        return refund;
    }

    /// <summary>The channel refused: every source gets back what it gave, and the order may be refunded again.</summary>
    private static async ValueTask<Order> Undo(Book book, Order refund, Reason why)
    {
        var plan = refund.Refund!;
        var original = (await book.Orders.Find(plan.Original.Value))!;
        if (plan.IsHeld) original = await RefundHolds.Release(book, refund, original);
        else await book.Ledger.Must(Events.RefundRefused, refund.No.Value, Postings.RefundUndone(plan));
        await RefundShares.Count(book, original, plan.Shares, -1);
        original = RefundRules.Count(book, original, plan, plan.ToPayer, -1);
        // It was accepted before the order was settled, which left its amount out.
        if (plan.Net is { IsZero: true }) original = await Settlements.SettleRest(book, original);
        book.Orders.Save(original);
        refund = refund.Fail(book, OrderEvent.Fail, why);
        book.Tell(refund);
        return refund;
    }

    private static Order Waiting(Book book, Order refund, ChannelAnswer answer, int silences)
    {
        var unknown = answer.Result == ChannelResult.Unknown;
        if (unknown) book.Outbox.AskAfterSilence(refund, ChannelOperation.Refund, silences);
        else book.Outbox.AskAt(refund, ChannelOperation.Refund, book.Now + PaymentReported.QueryGaps[2]);
        return refund.Unknown(unknown);
    }
}
