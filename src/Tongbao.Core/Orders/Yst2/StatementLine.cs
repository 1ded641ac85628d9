using System.Globalization;
using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>
/// 明细: a line of an account as this wire shows it, by what is available and in transit. Amounts are text in fen, unlike everywhere else on
/// this wire (3004.2).
/// </summary>
public sealed record StatementLine(string WireNo, DateTimeOffset FinishedAt, string OrderType, StatementEntry EntryType,
    string AvailableChange, string TransitChange, string AvailableBefore, string TransitBefore, string AvailableAfter, string TransitAfter)
{
    private const int NumberDigits = 10_000_000;

    /// <summary>What is held is in neither dimension: what a bank did with held money changes nothing here.</summary>
    public static bool Shows(Line line) => !line.AvailableChange.IsZero || !line.InTransitChange.IsZero;

    public static async ValueTask<StatementLine> Of(Book book, Line line)
    {
        var (entry, lines) = await book.Shelf.Statements.Entry(book.App.Id, line.Entry)
            ?? throw new InvalidOperationException($"entry {line.Entry} is missing");
        var at = lines.Where(l => l.Account == line.Account).Index().First(l => l.Item.No == line.No).Index;
        var (place, move) = entry.Moves.Index().Where(m => m.Item.From.Account == line.Account || m.Item.To.Account == line.Account)
            .ElementAt(at);
        var (wireNo, orderType) = NumberOf(line, await book.Orders.Find(line.Cause));
        return new StatementLine(wireNo, line.At, orderType, StatementEntries.Of(entry.Event, move, place),
            Text(line.AvailableChange), Text(line.InTransitChange), Text(line.Available - line.AvailableChange),
            Text(line.InTransit - line.InTransitChange), Text(line.Available), Text(line.InTransit));
    }

    /// <summary>What no order caused, a remittance or a freeze of another wire, is numbered by its entry and told as a transfer.</summary>
    public static (string WireNo, string OrderType) NumberOf(Line line, Order? order)
    {
        if (order is not null) return (WireNumbers.Of(order), WireNumbers.CodeOf(order.Kind));
        var number = string.Create(CultureInfo.InvariantCulture, $"{Days.ToChina(line.At):yyMMddHHmmss}{line.Entry % NumberDigits:D7}");
        return (WireNumbers.Of(number, WireNumbers.Transfer), WireNumbers.Transfer);
    }

    private static string Text(Cents amount) => amount.Fen.ToString(CultureInfo.InvariantCulture);
}
