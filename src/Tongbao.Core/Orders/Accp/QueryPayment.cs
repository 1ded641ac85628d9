namespace Tongbao.Core.Orders.Accp;

/// <summary>支付结果查询 (连连): an order, a confirmation or a transfer by the merchant's number or by ours, and how it was paid.</summary>
public sealed record QueryPayment(BizOrderNo? BizOrderNo, OrderNo? OrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        var order = await Trades.Find(book, BizOrderNo, OrderNo);
        return order is not null && TradeResult.Shows(order) ? new TradeDetail(TradeResult.Of(book, order, book.Wire))
            : Errors.OrderNotFound;
    }
}

/// <summary>An order as its query shows it.</summary>
public sealed record TradeDetail(TradeResult Facts) : Reply;

/// <summary>Orders by either of their numbers.</summary>
internal static class Trades
{
    /// <summary>Where both numbers are sent, both are its.</summary>
    public static async ValueTask<Order?> Find(Book book, BizOrderNo? bizNo, OrderNo? no)
    {
        var order = bizNo is { } own ? await book.FindOrder(own) : no is { } ours ? await book.Orders.Find(ours.Value) : null;
        return order is null || (no is { } said && order.No != said) ? null : order;
    }
}
