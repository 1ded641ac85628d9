using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Orders.Strays;

namespace Tongbao.Core.Orders.Payments;

/// <summary>支付冲正: the channel took back what it had paid.</summary>
public static class PaymentReversed
{
    /// <summary>冲正: a trade number says which payment it was, lest another be taken back for it.</summary>
    public static async ValueTask<Order> Run(Book book, Order order, ChannelAnswer answer)
    {
        var tradeNo = answer.Facts?.TradeNo;
        if (tradeNo is not null && order.Strays.Trades.Contains(tradeNo)) return await StrayMoney.TakenBack(book, order, tradeNo);
        // The channel paid and took it back before we heard of either; of the payment we may hear yet.
        if (order.IsOpen) return StrayMoney.Known(await PaymentGivenUp.GiveUp(book, order, OrderEvent.Fail,
            Reason.Of(answer.Message, Reasons.PaymentReversed)), tradeNo);
        var isItsOwn = tradeNo is null || order.Outcome.Facts?.TradeNo is null || tradeNo == order.Outcome.Facts.TradeNo;
        if (!isItsOwn || !order.IsPaid) return StrayMoney.Known(order, tradeNo);
        if (order.ChannelLeg is not { } leg) return order;
        var shares = order.Receivers.Count > 0 ? await OrderShares.Of(book, order.No) : [];
        IReadOnlyList<Move> moves = order.Kind == OrderKind.AcquiredPurchase ? [] : Postings.Reversed(order, leg, book.AccountOf);
        if (!CanReverse(order, shares) || !await book.Ledger.Post(Events.PaymentReversed, order.No.Value, moves))
        {
            book.List("reversal-not-covered", order.BizNo, leg.Amount, answer.Message ?? "");
            return order;
        }
        // Only what was booked changes what is owed.
        foreach (var share in shares) book.Shares.Save(share with { GivenBack = share.Owed, GivenBackByPayee = share.PaidOut });
        if (order.Kind == OrderKind.SecuredPurchase) await book.Holds.Take(order.Account, order.No.Value, order.Amount);
        order = await book.Uncount(order.Fail(book, OrderEvent.Reverse, Reason.Of(answer.Message, Reasons.PaymentReversed)));
        // The merchant was told that it was paid.
        if (order.Kind != OrderKind.AcquiredPurchase)
        {
            book.Outbox.Notify(order, order.Said.BackUrl, "orderResult", OrderResult.Of(book, order));
            return order;
        }
        book.Tell(order);
        return order with { Settlement = order.Settlement with { DueAt = null } };
    }

    /// <summary>
    /// An order is taken back whole or not at all: the channel alone paid it, nothing was given back yet, and of a collect all is still in
    /// escrow; of a guarantee order nothing is confirmed.
    /// </summary>
    private static bool CanReverse(Order order, IReadOnlyList<Share> shares) =>
        order.Legs.Count == 1 && order.Settlement.Settled is null && order.Refunds == RefundTotals.None && order.Guarantee == Guarantee.None
            && (order.Kind == OrderKind.Purchase || shares.All(s => s.Owed == s.Due));
}
