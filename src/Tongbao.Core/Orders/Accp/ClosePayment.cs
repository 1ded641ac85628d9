using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>支付单关单 (连连): closes an order that is not paid, also one that its channel has in hand; what is held goes back.</summary>
public sealed record ClosePayment(BizOrderNo? BizOrderNo, OrderNo? OrderNo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await Trades.Find(book, BizOrderNo, OrderNo) is not { } found) return Errors.OrderNotFound;
        var (order, wrong) = await book.OwnOrder(found.BizNo);
        if (wrong is not null) return wrong;
        if (!PayCalls.IsPaidByCalls(order!)) return Errors.WrongOrderType;
        if (order!.IsPaid) return Errors.OrderNotUnpaid.On(nameof(BizOrderNo), order.BizNo.Value);
        if (!order.IsOpen || CloseOrder.IsOver(order, book.Now)) return Errors.OrderExpired.On(null, book.Now);
        await book.Outbox.StopAsking(order.No, ChannelOperation.Pay);
        await book.Outbox.StopAsking(order.No, ChannelOperation.ConfirmPay);
        book.KeepRequest(order, this);
        order = await CloseOrder.Close(book, order);
        book.Orders.Save(order);
        return OrderReply.ToAttempt(order) with { Member = PayCalls.NameOf(book, order.Payer) };
    }
}
