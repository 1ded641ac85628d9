using static Tongbao.Core.Orders.OrderEvent;
using static Tongbao.Core.Orders.OrderStatus;

namespace Tongbao.Core.Orders;

/// <summary>What can happen to an order.</summary>
public enum OrderEvent { Confirm, CodeRefused, Complete, Fail, Close, Return, Reverse, RefundDone, RefundUndone }

/// <summary>订单状态机: a pair that is not listed cannot happen.</summary>
public static class OrderStates
{
    private static readonly (OrderStatus From, OrderEvent On, OrderStatus To)[] Rows =
    [
        (Unpaid, Confirm, InProgress),
        (InProgress, CodeRefused, Unpaid),      // the channel did not take the buyer's code: it may be tried again
        (Unpaid, Complete, Paid),
        (InProgress, Complete, Paid),
        (Unpaid, Fail, Failed),
        (InProgress, Fail, Failed),
        (Unpaid, Close, Closed),
        (InProgress, Close, Closed),
        (Paid, Return, Failed),                 // 退票: the bank sent a payout back after it had succeeded
        (Paid, Reverse, Failed),                // 冲正: the channel took back a payment
        (Paid, RefundDone, Refunded),
        (Refunded, RefundDone, Refunded),
        (Refunded, RefundUndone, Paid),
    ];

    public static OrderStatus? Next(OrderStatus from, OrderEvent on)
    {
        foreach (var row in Rows)
        {
            if (row.From == from && row.On == on) return row.To;
        }
        return null;
    }
}
