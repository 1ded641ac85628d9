using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Settling;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Orders.Splitting;
using Tongbao.Core.Orders.Closing;

namespace Tongbao.Core.Orders.Payments;

/// <summary>支付入账: an order that is paid in becomes money in the ledger.</summary>
public static class PaymentBooked
{
    /// <summary>All legs are paid: the money moves, the split follows as an entry of its own, the notice goes out.</summary>
    public static async ValueTask<Order> Book(Book book, Order order, ChannelFacts? facts)
    {
        foreach (var leg in order.Legs.Where(l => l.IsInside)) await book.Holds.Take(leg.Account, order.No.Value, leg.Amount);
        // 消费时不记账: what comes by a merchant number is booked when it is settled.
        if (order.Kind != OrderKind.AcquiredPurchase)
            await book.Ledger.Must(EventOf(order.Kind), order.No.Value, Postings.Paid(order, book.AccountOf));
        if (order.Kind == OrderKind.SecuredPurchase) await book.Holds.Add(order.Account, order.No.Value, order.Amount);
        OrderShares.Open(book, order);
        await book.Outbox.StopClosing(order);
        if (order.Status == OrderStatus.Unpaid) order = await book.Count(order);
        order = order.Complete(book, facts);
        order = await Splits.Book(book, order);
        await book.TakeServiceFee(order);
        if (order.Kind == OrderKind.AcquiredPurchase)
        {
            order = await Settlements.Plan(book, order);
            book.Tell(order);
            return order;
        }
        book.Outbox.Notify(order, order.Said.BackUrl, "orderResult",
            order.Payment.Attempt > 0 ? TradeResult.Of(book, order, book.WireOf(order)) : OrderResult.Of(book, order));
        return order;
    }

    private static Event EventOf(OrderKind kind) => kind switch
    {
        OrderKind.Deposit => Events.DepositPaid,
        OrderKind.Collect => Events.CollectPaid,
        OrderKind.SecuredPurchase => Events.SecuredPaid,
        _ => Events.PurchasePaid,
    };
}
