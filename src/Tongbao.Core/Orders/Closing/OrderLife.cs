namespace Tongbao.Core.Orders.Closing;

/// <summary>
/// 订单有效期 (6.9): when an order closes by itself. What it says is written on the order, so that orders of other times stand beside it.
/// </summary>
/// <param name="Unpaid">So long an order waits for its payment.</param>
/// <param name="DaysInProgress">At the end of so many days, that of its application counted, one in progress is given up.</param>
/// <param name="At">The time of day at which orders close.</param>
public sealed record OrderLife(TimeSpan Unpaid, int DaysInProgress, string At)
{
    public static readonly OrderLife Usual = new(TimeSpan.FromHours(24), 8, "00:30");

    /// <summary>
    /// When it closes as it stands now; null: nothing closes it. A refund and a payout on its way come to an end of their own.
    /// </summary>
    public DateTimeOffset? ClosesAt(Order order)
    {
        if (order.Kind == OrderKind.Refund || order.Payout is { Sent: true }) return null;
        return order switch
        {
            { Status: OrderStatus.Unpaid } => FirstAfter(order.CreatedAt + Unpaid),
            { Status: OrderStatus.InProgress, Payout: null } => Days.At(Days.DateOf(order.CreatedAt).AddDays(DaysInProgress), At),
            _ => null,
        };
    }

    private DateTimeOffset FirstAfter(DateTimeOffset at) =>
        Days.At(Days.DateOf(at).AddDays(Days.TimeOf(at) < Days.ParseTime(At) ? 0 : 1), At);
}
