using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Closing;

namespace Tongbao.Core.Orders.Payments;

/// <summary>支付失败: an order, or one try to pay it, that came to nothing.</summary>
public static class PaymentGivenUp
{
    /// <summary>One try to pay came to nothing: what was held for it goes back, and the order may be paid in another way.</summary>
    public static async ValueTask<Order> GiveUpAttempt(Book book, Order order, Reason why)
    {
        await ReleaseInside(book, order);
        order = (await book.Uncount(order)).On(book, OrderEvent.AttemptFailed);
        return order with
        {
            Legs = [], Outcome = order.Outcome with { FailMessage = why, Unknown = false },
            Payment = order.Payment with
            {
                PayInfo = null, GivenUp = [.. order.Payment.GivenUp ?? [], .. order.Legs],
            },
        };
    }

    /// <summary>An order that will not be paid: what was held for it goes back, and it no longer counts on its day.</summary>
    public static async ValueTask<Order> GiveUp(Book book, Order order, OrderEvent how, Reason why)
    {
        await ReleaseInside(book, order);
        await book.Outbox.StopClosing(order);
        await book.Holds.Release(Chart.Platform(Chart.ReserveQuota), $"service:{order.No}", Events.ServiceFeeReleased, order.No.Value);
        if (order.Status == OrderStatus.InProgress) order = await book.Uncount(order);
        order = order.Fail(book, how, why);
        if (order.Kind == OrderKind.AcquiredPurchase) book.Tell(order);
        return order;
    }

    /// <summary>What the payer's balances held for it is theirs again.</summary>
    public static async ValueTask ReleaseInside(Book book, Order order)
    {
        foreach (var leg in order.Legs.Where(l => l.IsInside))
            await book.Holds.Release(leg.Account, order.No.Value, Events.OrderReleased, order.No.Value);
    }
}
