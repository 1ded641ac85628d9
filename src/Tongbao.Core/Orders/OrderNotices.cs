using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders;

/// <summary>What a wire tells of its orders, a part of the environment.</summary>
public interface IOrderNotices
{
    /// <summary>
    /// The notice of how an order ended, or ended otherwise than was told before; null where the wire tells nothing of that.
    /// </summary>
    (string Event, NoticeFacts Facts)? Of(Book book, Order order);
}

/// <summary>订单结果通知 as 通商云 has it, and every wire that says nothing else: one event for all orders, however they ended.</summary>
public sealed class OrderNotices : IOrderNotices
{
    public static readonly OrderNotices Usual = new();

    public (string Event, NoticeFacts Facts)? Of(Book book, Order order) => ("orderResult", OrderResult.Of(book, order));
}

/// <summary>Telling the merchant.</summary>
public static class OrderTelling
{
    /// <summary>
    /// Sends the notice of an order's result to its own address, in the form of the wire that made it, after the first gap.
    /// </summary>
    public static void Tell(this Book book, Order order)
    {
        var notices = book.Environment.Part<IOrderNotices>(book.WireOf(order));
        if (notices.Of(book, order) is var (@event, facts)) book.Outbox.Notify(order, order.Said.BackUrl, @event, facts);
    }
}
