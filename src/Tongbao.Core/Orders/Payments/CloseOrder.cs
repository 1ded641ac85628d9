using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Payments;

/// <summary>
/// 关闭订单 (6.9): every day at 00:30, unpaid orders older than a day, and orders in progress at the end of their 8th day,
/// unless the channel's last word on them is still unknown: those stay, and are queried. A buyer may have paid and the report been lost:
/// where a channel has the order, it is asked first.
/// </summary>
public sealed record CloseOrder(OrderNo Order) : Command
{
    public const string At = "00:30";
    public static readonly TimeSpan UnpaidAge = TimeSpan.FromHours(24);
    public const int InProgressDays = 8;

    public static readonly DayJob Daily = new("close-orders", At, run =>
        run.Each(Orders.Order.Rows, Orders.Order.ByOpenSince, run.At - UnpaidAge, o => new CloseOrder(o.No), result => result.Reply is not Closed { Done: false }));

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Orders.Find(Order.Value) is not { } order || !IsDue(order, book.Now)) return new Closed(false);
        if (order.Kind == OrderKind.Refund) return new Closed(false);
        if (order.Payout is { Sent: true }) return new Closed(false);
        if (order is { Payout: not null, Status: OrderStatus.InProgress }) return new Closed(false);
        if (IsAtChannel(order))
        {
            book.Outbox.AskAt(order, ChannelOperation.Pay, book.Now);
            book.Orders.Save(order with { Closing = true });
            return new Closed(true);
        }
        await book.Outbox.StopAsking(order.No, ChannelOperation.Pay);
        book.Orders.Save(await Close(book, order));
        return new Closed(true);
    }

    public static ValueTask<Order> Close(Book book, Order order) => PaymentReported.GiveUp(book, order, OrderEvent.Close, Reasons.OrderClosed);

    /// <summary>The buyer has what to pay with, or may have it: no confirmation of ours stands before the payment.</summary>
    private static bool IsAtChannel(Order order) =>
        order is { Status: OrderStatus.Unpaid, ChannelCode: false, ChannelLeg: not null } && (order.PayInfo is not null || order.ChannelUnknown);

    public static bool IsDue(Order order, DateTimeOffset now) => order.Status switch
    {
        OrderStatus.Unpaid => now - order.CreatedAt > UnpaidAge,
        OrderStatus.InProgress => !order.ChannelUnknown && Days.DateOf(now) > Days.DateOf(order.CreatedAt).AddDays(InProgressDays - 1),
        _ => false,
    };

    /// <summary>The instant at which it will close by itself, as it stands now; null where nothing closes it.</summary>
    public static DateTimeOffset? ClosesAt(Order order)
    {
        if (order.Kind == OrderKind.Refund || order.Closing || order.Payout is { Sent: true } || order is { Payout: not null, Status: OrderStatus.InProgress }) return null;
        var day = Days.DateOf(order.CreatedAt);
        return order switch
        {
            { Status: OrderStatus.Unpaid } => Days.At(day.AddDays(Days.TimeOf(order.CreatedAt) < Days.ParseTime(At) ? 1 : 2), At),
            { Status: OrderStatus.InProgress, ChannelUnknown: false } => Days.At(day.AddDays(InProgressDays), At),
            _ => null,
        };
    }

    public sealed record Closed(bool Done) : Reply;
}
