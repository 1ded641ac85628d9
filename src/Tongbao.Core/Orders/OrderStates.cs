using Tongbao.Core.Orders.Closing;
using static Tongbao.Core.Orders.OrderEvent;
using static Tongbao.Core.Orders.OrderStatus;

namespace Tongbao.Core.Orders;

/// <summary>What can happen to an order. The numbers are those that stand in the store.</summary>
public enum OrderEvent { Confirm, CodeRefused, Complete, Fail, Close, Return, Reverse, RefundDone, AttemptFailed }

/// <summary>
/// 订单状态机: the whole life of an order, of whichever kind. A row that is not listed, or whose guard does not hold, cannot happen. When an
/// open order closes by itself is said by <see cref="OrderLife"/>; what each step books, by <see cref="OrderEntries"/>.
/// </summary>
public static class OrderStates
{
    /// <param name="Guard">Of which orders it is true.</param>
    private sealed record Row(OrderStatus From, OrderEvent On, OrderStatus To, Func<Order, bool> Guard);

    private static readonly IReadOnlyList<Row> Rows =
    [
        new(Unpaid, Confirm, InProgress, Any),             // the payer has proved himself, or the channel alone decides
        new(InProgress, CodeRefused, Unpaid, IsPaidIn),    // the channel did not take the buyer's code: it may be tried again
        new(InProgress, AttemptFailed, Unpaid, IsPaidByCalls), // its channel failed: it may be paid in another way
        new(Unpaid, Complete, Paid, IsPaidIn),             // paid at the channel, or moved at once
        new(InProgress, Complete, Paid, Any),
        new(Unpaid, Fail, Failed, ClosesByItself),
        new(InProgress, Fail, Failed, Any),
        new(Unpaid, Close, Closed, ClosesByItself),
        new(InProgress, Close, Closed, IsPaidIn),          // a payout, or a refund, on its way ends as its bank says
        new(Paid, Return, Failed, IsPaidOut),              // 退票: the bank sent a payout back after it had succeeded
        new(Paid, Reverse, Failed, CameByChannel),         // 冲正: the channel took back a payment
        new(Paid, RefundDone, Refunded, IsPaidIn),
        new(Refunded, RefundDone, Refunded, IsPaidIn),
    ];

    public static OrderStatus? Next(Order order, OrderEvent on)
    {
        foreach (var row in Rows)
        {
            if (row.From == order.Status && row.On == on && row.Guard(order)) return row.To;
        }
        return null;
    }

    private static bool Any(Order order) => true;

    private static bool IsPaidOut(Order order) => order.Payout is not null;

    private static bool ClosesByItself(Order order) => order.Kind != OrderKind.Refund;

    private static bool IsPaidIn(Order order) => !IsPaidOut(order) && ClosesByItself(order);

    private static bool IsPaidByCalls(Order order) => IsPaidIn(order) && order.Payment.Attempt > 0;

    private static bool CameByChannel(Order order) => IsPaidIn(order) && order.ChannelLeg is not null;
}
