namespace Tongbao.Core.Orders.Accp;

/// <summary>首次应答: what the application that made an order was answered, made again. A repeat of it would be refused here (D22).</summary>
public static class FirstReply
{
    /// <summary>Null of an order that no application of this wire makes.</summary>
    public static async ValueTask<Reply?> Of(Book book, OrderNo no) => await book.Orders.Find(no.Value) switch
    {
        { Kind: OrderKind.Deposit or OrderKind.Purchase or OrderKind.SecuredPurchase } trade => Tradecreate.Opened(book, trade),
        { Kind: OrderKind.Withdrawal or OrderKind.Transfer } moved => TradeReply.First(book, moved),
        { Kind: OrderKind.SecuredConfirmation, Sources: [{ } source] } slip => await book.FindOrder(source.BizOrderNo) is { } order
            ? SecuredConfirm.Confirmed.Of(order, slip) : null,
        { Refund: { } plan } refund => new TradeRefund.Accepted(refund.Payer, plan.OriginalBizNo, refund.Amount, refund.No),
        _ => null,
    };
}
