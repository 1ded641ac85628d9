using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Closing;

/// <summary>
/// 订单有效期 (6.9): when an order closes by itself, by the timetable of its wire, which is written on the order.
/// </summary>
public static class OrderLife
{
    /// <summary>
    /// When it closes as it stands now; null: nothing closes it. A refund and a payout on its way come to an end of their own.
    /// </summary>
    public static DateTimeOffset? ClosesAt(Timetable times, Order order)
    {
        if (order.Kind == OrderKind.Refund || order.Payout is { Sent: true }) return null;
        if (times.OnTime) return order.Status == OrderStatus.Unpaid || order.Payout is null
            or { Check: PayoutCheck.Awaited } ? order.ExpiresAt : null;
        return order switch
        {
            { Status: OrderStatus.Unpaid } => FirstAfter(order.CreatedAt + times.Unpaid, times.At),
            { Status: OrderStatus.InProgress, Payout: null } =>
                Days.At(Days.DateOf(order.CreatedAt).AddDays(times.DaysInProgress), times.At),
            _ => null,
        };
    }

    private static DateTimeOffset FirstAfter(DateTimeOffset at, string time) =>
        Days.At(Days.DateOf(at).AddDays(Days.TimeOf(at) < Days.ParseTime(time) ? 0 : 1), time);
}
