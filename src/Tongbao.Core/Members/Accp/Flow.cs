using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Accp;

/// <summary>产品编码: the kind of product that a flow belongs to.</summary>
public enum ProductCode { Consumption, TopUp, Transfer, OwnTransfer, Withdrawal }

/// <summary>资金流水: one line of an account and the order behind it. A refund has the types of the order that it refunds, in the other
/// direction.</summary>
/// <param name="EntryNo">资金流水号.</param>
public sealed record Flow(DateOnly Day, string AccountNo, string EntryNo, TradeType TxnType, ProductCode ProductCode,
    DateTimeOffset OrderedAt, FlowDirection Direction, Cents Amount, Cents BalanceAfter)
{
    private const int EntryDigits = 11, LineDigits = 9;

    public OrderNo? OrderNo { get; init; }
    public BizOrderNo? BizOrderNo { get; init; }
    public string? Memo { get; init; }

    public static async ValueTask<Flow> Of(Book book, NamedAccount account, Line line)
    {
        var (order, move) = await About(book, line);
        var of = await Returned(book, order) ?? order;
        return new Flow(Days.DateOf(line.At), account.No, NoOf(line), IsFee(order, move) ? TradeType.Fee
            : of is null ? TradeType.PlatformTopUp : TradeResult.TypeOf(of), ProductOf(of), order?.Said.OrderedAt ?? order?.CreatedAt
            ?? line.At, DirectionOf(line), line.Change.IsNegative ? -line.Change : line.Change, line.After)
        {
            OrderNo = order?.No, BizOrderNo = order?.BizNo, Memo = order?.Said.ExtendInfo,
        };
    }

    /// <summary>The order that caused a line (null if the money came from outside), and the move that the line is one side of.</summary>
    public static async ValueTask<(Order? Order, Move Move)> About(Book book, Line line)
    {
        var (entry, lines) = await book.Shelf.Statements.Entry(book.App.Id, line.Entry)
            ?? throw new InvalidOperationException($"entry {line.Entry} is missing");
        var place = lines.Where(l => l.Account == line.Account).Index().First(l => l.Item.No == line.No).Index;
        var move = entry.Moves.Where(m => m.From.Account == line.Account || m.To.Account == line.Account).ElementAt(place);
        return (await book.Orders.Find(entry.Cause), move);
    }

    public static FlowDirection DirectionOf(Line line) => line.Change.IsPositive ? FlowDirection.In : FlowDirection.Out;

    public static string NoOf(Line line) => line.Entry.ToString($"D{EntryDigits}", System.Globalization.CultureInfo.InvariantCulture)
        + line.No.ToString($"D{LineDigits}", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The entry, and the number of the line within its account; null if it is no number of ours.</summary>
    public static (long Entry, long Line)? ReadNo(string no) => no.Length == EntryDigits + LineDigits && no.All(char.IsAsciiDigit)
        ? (long.Parse(no.AsSpan(0, EntryDigits), System.Globalization.CultureInfo.InvariantCulture),
            long.Parse(no.AsSpan(EntryDigits), System.Globalization.CultureInfo.InvariantCulture)) : null;

    private static async ValueTask<Order?> Returned(Book book, Order? refund) =>
        refund?.Refund is { } plan ? await book.Orders.Find(plan.Original.Value) : null;

    /// <summary>手续费 moves between the order's account and the merchant's balance.</summary>
    private static bool IsFee(Order? order, Move move)
    {
        var merchant = Chart.Platform(Chart.Balance);
        return order is { Fee.IsPositive: true } && move.Amount == order.Fee && order.Account != merchant
            && new[] { move.From.Account, move.To.Account } is var ends && ends.Contains(order.Account) && ends.Contains(merchant);
    }

    private static ProductCode ProductOf(Order? of) => of switch
    {
        null or { Kind: OrderKind.Deposit } => ProductCode.TopUp,
        { Payout: not null } => ProductCode.Withdrawal,
        _ when TradeResult.TypeOf(of) != TradeType.Transfer => ProductCode.Consumption,
        { Payer.IsPlatform: true, Payee.IsPlatform: true } => ProductCode.OwnTransfer,
        _ => ProductCode.Transfer,
    };
}
