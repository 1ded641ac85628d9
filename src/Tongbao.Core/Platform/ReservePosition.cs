using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Platform;

/// <summary>头寸设置: money comes to the reserve, or leaves it, until what payouts can be made of is what was asked for. What is under way to banks stays.</summary>
public static class ReservePosition
{
    public static async ValueTask SetTo(Book book, Cents wanted)
    {
        var more = wanted - await Payouts.Position(book);
        var (from, to) = more.IsNegative ? (Chart.CustodyBank, Chart.Reserve) : (Chart.Reserve, Chart.CustodyBank);
        await book.Ledger.Must(Events.ReservePosition, "settings", new Move(from.Available(), to.Available(), more.IsNegative ? -more : more));
    }
}
