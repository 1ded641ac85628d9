using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>头寸设置: a change of the reserve position is money that came to the reserve or left it.</summary>
public static class ReservePosition
{
    public static async ValueTask Change(Book book, Cents more)
    {
        var (from, to) = more.IsNegative ? (Chart.CustodyBank, Chart.Reserve) : (Chart.Reserve, Chart.CustodyBank);
        await book.Ledger.Must("reserve.position", "settings", new Move(from.Available(), to.Available(), more.IsNegative ? -more : more));
    }
}
