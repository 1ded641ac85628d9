namespace Tongbao.Core.Orders.Yst2;

/// <summary>Orders by the number that this wire has for them.</summary>
public static class WireOrders
{
    /// <summary>An order of whichever wire; null where the number is none of an order, or of one of another kind.</summary>
    public static async ValueTask<Order?> FindByWireNo(this Book book, string wireNo) =>
        WireNumbers.NumberOf(wireNo) is { } no && await book.Orders.Find(no) is { } order && WireNumbers.Of(order) == wireNo ? order : null;
}
