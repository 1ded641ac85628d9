using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>
/// 头寸设置: moves money into or out of the reserve until the position has the wanted amount. Money that is under way to banks is not touched.
/// </summary>
public static class ReservePosition
{
    /// <summary>头寸: the balance of the reserve less payouts that were sent and not yet answered.</summary>
    public static async ValueTask<Cents> Of(Book book) => -await book.Ledger.Available(Chart.Reserve) - book.Counters.InFlight;

    /// <summary>The balance at 华通 less payouts that were sent from there and not yet answered.</summary>
    public static async ValueTask<Cents> AtBank(Book book) => -await book.Ledger.Available(Chart.HuatongBank) - book.Counters.BankInFlight;

    public static async ValueTask SetTo(Book book, Cents wanted)
    {
        var more = wanted - await Of(book);
        var (from, to) = more.IsNegative ? (Chart.CustodyBank, Chart.Reserve) : (Chart.Reserve, Chart.CustodyBank);
        await book.Ledger.Must(Events.ReservePosition, "settings",
            new Move(from.Available(), to.Available(), more.IsNegative ? -more : more));
    }
}
