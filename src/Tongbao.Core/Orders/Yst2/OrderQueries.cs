namespace Tongbao.Core.Orders.Yst2;

/// <summary>订单状态查询 (云商通 3001): an order of whichever kind and wire, by either of its numbers.</summary>
public sealed record QueryOrderState(string? WireNo, BizOrderNo? BizOrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book) =>
        await OrderFound.Find(book, WireNo, BizOrderNo) is { } order ? await OrderFound.Of(book, order) : Errors.OrderNotFound;
}

/// <summary>订单详情查询 (云商通 3002).</summary>
public sealed record QueryOrderDetail(string? WireNo, BizOrderNo? BizOrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book) =>
        await OrderFound.Find(book, WireNo, BizOrderNo) is { } order ? await OrderFound.Of(book, order) : Errors.OrderNotFound;
}

/// <summary>An order as its queries show it: what a notice tells, and how it is settled.</summary>
public sealed record OrderFound(OrderTold Facts, Reason? Description, Cents? SettledAmount, SettleState? SettleState, Cents? Refunded)
    : Reply
{
    /// <summary>Where both numbers are sent, both are its. On other wires refunds have numbers of their own.</summary>
    public static async ValueTask<Order?> Find(Book book, string? wireNo, BizOrderNo? bizNo)
    {
        var order = bizNo is { } own ? await book.FindOrderOrRefund(own) : wireNo is not null ? await book.FindByWireNo(wireNo) : null;
        return order is null || (wireNo is not null && WireNumbers.Of(order) != wireNo) ? null : order;
    }

    public static async ValueTask<OrderFound> Of(Book book, Order order)
    {
        var facts = await OrderTold.Of(book, order);
        return new OrderFound(facts, facts.Failure, order.Settlement.ToldAt(book.Now, order.Amount, order.Refunds.Amount),
            StateOf(order), order.Kind == OrderKind.AcquiredPurchase ? order.Refunds.Amount : null);
    }

    private static SettleState? StateOf(Order order) => order switch
    {
        { Kind: not OrderKind.AcquiredPurchase } or { IsPaid: false } => null,
        { Settlement.SplitBy: not null } => Yst2.SettleState.Split,
        { Settlement.Settled: not null } => Yst2.SettleState.InTransit,
        _ => Yst2.SettleState.Waiting,
    };
}
