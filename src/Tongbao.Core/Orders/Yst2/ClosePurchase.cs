using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>关闭结果.</summary>
public enum CloseResult { Closed = 1, NotClosed = 2 }

/// <summary>
/// 订单关闭 (云商通 2295): closes an order by WeChat or Alipay that is not paid. What is paid on it later goes back. One that this closed is
/// answered as before.
/// </summary>
public sealed record ClosePurchase(string OriginalNo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindByWireNo(OriginalNo) is not { } order) return Errors.OrderNotFound.On(nameof(OriginalNo), OriginalNo);
        if (order.Kind != OrderKind.AcquiredPurchase || PayModes.CertifierOf(order.Settlement.Product!) is null)
            return Errors.OnlyWalletOrdersClose.On(nameof(OriginalNo), OriginalNo);
        if (book.WireOf(order) != book.Wire) return Errors.MadeOnOtherWire;
        if (WasClosedHere(order)) return Closed.Of(order);
        if (order.IsPaid) return Errors.OrderNotUnpaid.On(nameof(OriginalNo), OriginalNo);
        if (!order.IsOpen || CloseOrder.IsOver(order, book.Now)) return Errors.OrderExpired.On(null, book.Now);
        await book.Outbox.StopAsking(order.No, ChannelOperation.Pay);
        book.KeepRequest(order, this);
        order = await PaymentGivenUp.GiveUp(book, order, OrderEvent.Close, Reasons.OrderClosed);
        book.Orders.Save(order);
        return Closed.Of(order);
    }

    /// <summary>Before its time was over, so nothing else closed it.</summary>
    private static bool WasClosedHere(Order order) =>
        order is { Status: OrderStatus.Closed, Steps: [.., { On: OrderEvent.Close, At: var at }] } && at < order.ExpiresAt;

    public sealed record Closed(BizOrderNo BizOrderNo, string WireNo, CloseResult CloseResult, DateTimeOffset ClosedAt, OrderStatus Result)
        : Reply
    {
        public static Closed Of(Order order) =>
            new(order.BizNo, WireNumbers.Of(order), CloseResult.Closed, order.Steps[^1].At, order.Status);
    }
}
