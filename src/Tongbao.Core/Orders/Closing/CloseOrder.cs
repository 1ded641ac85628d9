using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Closing;

/// <summary>
/// 关闭订单 (6.9): an order whose time is over (<see cref="Orders.Order.ClosesAt"/>), unless the channel's last word on it is still unknown:
/// that stays, and is queried. A buyer may have paid and the report been lost: where a channel has the order, it is asked first.
/// </summary>
public sealed record CloseOrder(OrderNo Order) : Command
{
    /// <summary>What closes at the very instant of the job is among what it closes.</summary>
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    public static readonly DayJob Daily = new("close-orders", Timetable.Usual.At, run =>
        run.Each(Orders.Order.Rows, Orders.Order.ByClosesAt, run.At + Instant, o => new CloseOrder(o.No),
            result => result.Reply is not Closed { Done: false }));

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Orders.Find(Order.Value) is not { } order) return new Closed(false);
        await book.Outbox.StopClosing(order);
        if (!IsDue(order, book.Now)) return new Closed(false);
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

    /// <summary>A withdrawal that closes on time has failed, and is told.</summary>
    public static ValueTask<Order> Close(Book book, Order order) => order is { Payout: not null, Timetable.OnTime: true }
        ? PayoutSending.Fail(book, order, Reasons.OrderClosed)
        : PaymentGivenUp.GiveUp(book, order, OrderEvent.Close,
            order.Kind == OrderKind.AcquiredPurchase ? Reasons.OrderLapsed : Reasons.OrderClosed);

    /// <summary>The buyer has what to pay with, or may have it: no confirmation of ours stands before the payment.</summary>
    private static bool IsAtChannel(Order order) =>
        order is { Status: OrderStatus.Unpaid, Payment.ChannelCode: false, ChannelLeg: not null }
            && (order.Payment.PayInfo is not null || order.Outcome.Unknown);

    /// <summary>Is the time over of an order that closes at the very instant, whatever has yet to be done about it?</summary>
    public static bool IsOver(Order order, DateTimeOffset now) =>
        order is { IsOpen: true, Timetable.OnTime: true } && order.ClosesAt <= now;

    private static bool IsDue(Order order, DateTimeOffset now) => order.ClosesAt <= now && !Waits(order);

    /// <summary>Of one in progress nothing is known: it is not closed before its channel has spoken.</summary>
    public static bool Waits(Order order) => order is { Status: OrderStatus.InProgress, Outcome.Unknown: true };

    public sealed record Closed(bool Done) : Reply;
}
