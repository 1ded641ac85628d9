using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>
/// 会员账户明细查询 (云商通 3004): what moved an account's available money and its money in transit, newest first. Both ends of the period belong
/// to it, and are given to the second.
/// </summary>
public sealed record QueryAccountLines(BizUserId Member, string AcctType, string? OrderType, string? WireNo, DateTimeOffset? From,
    DateTimeOffset? To, long? StartPosition, long? QueryNum) : Query
{
    private const int MostRows = 100, AtATime = 500;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public override async ValueTask<Result> Run(Book book)
    {
        var (start, rows) = (StartPosition ?? 1, QueryNum ?? MostRows);
        if (start < 1) return Errors.StartBeforeFirst.In(nameof(StartPosition)).On(nameof(StartPosition), start, Allowed.AtLeast(1));
        if (rows is < 1 or > MostRows)
            return Errors.TooManyRowsAsked.With(MostRows).In(nameof(QueryNum)).On(nameof(QueryNum), rows, Allowed.Between(1, MostRows));
        if (To < From) return Errors.BadParameter.In(nameof(To)).On(nameof(To), To, Allowed.AtLeast(From!));
        if ((await SettlementAccounts.FindOwner(book, Member)).Wrong is { } notAble) return notAble;
        if (!SettlementAccounts.IsMeantBy(AcctType)) return new Found(Member, 0, []);
        var (count, page) = (0L, new List<Line>());
        await foreach (var line in Lines(book))
        {
            if (++count >= start && page.Count < rows) page.Add(line);
        }
        var told = new List<StatementLine>(page.Count);
        foreach (var line in page) told.Add(await StatementLine.Of(book, line));
        return new Found(Member, count, told);
    }

    /// <summary>This reads every line of the period, since no count of such lines is stored.</summary>
    private async IAsyncEnumerable<Line> Lines(Book book)
    {
        for (var (at, total) = (0L, long.MaxValue); at < total; at += AtATime)
        {
            (total, var lines) = await book.Shelf.Statements.Between(book.App.Id, [book.AccountOf(Member)],
                From ?? DateTimeOffset.UnixEpoch, (To ?? book.Now) + Second, at, AtATime, all: true);
            foreach (var line in lines.Where(StatementLine.Shows))
            {
                if (await IsAskedFor(book, line)) yield return line;
            }
        }
    }

    private async ValueTask<bool> IsAskedFor(Book book, Line line)
    {
        if (OrderType is null && WireNo is null) return true;
        var (wireNo, orderType) = StatementLine.NumberOf(line, await book.Orders.Find(line.Cause));
        return (OrderType is null || OrderType == orderType) && (WireNo is null || WireNo == wireNo);
    }

    public sealed record Found(BizUserId Member, long Count, IReadOnlyList<StatementLine> Lines) : Reply;
}
