using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>
/// 头寸设置: money comes to the reserve, or leaves it, until what payouts can be made of is what was asked for. What is under way to banks
/// stays.
/// </summary>
public static class ReservePosition
{
    /// <summary>头寸: what stands at the reserve less what was sent and not answered.</summary>
    public static async ValueTask<Cents> Of(Book book) => -await book.Ledger.Available(Chart.Reserve) - book.Counters.InFlight;

    /// <summary>What stands at 华通 less what was sent from there and not answered.</summary>
    public static async ValueTask<Cents> AtBank(Book book) => -await book.Ledger.Available(Chart.HuatongBank) - book.Counters.BankInFlight;

    public static async ValueTask SetTo(Book book, Cents wanted)
    {
        var more = wanted - await Of(book);
        var (from, to) = more.IsNegative ? (Chart.CustodyBank, Chart.Reserve) : (Chart.Reserve, Chart.CustodyBank);
        await book.Ledger.Must(Events.ReservePosition, "settings",
            new Move(from.Available(), to.Available(), more.IsNegative ? -more : more));
    }
}
