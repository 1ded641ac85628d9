using Tongbao.Core.Ledger;

namespace Tongbao.Core.Members.Accp;

/// <summary>出入账.</summary>
public enum FlowDirection { Out, In }

/// <summary>流水: the lines of an account between two times, of one direction or of both, newest first.</summary>
internal sealed class FlowSelection(Book book, NamedAccount account, DateTimeOffset from, DateTimeOffset until, FlowDirection? direction)
{
    private const int AtATime = 500;

    /// <summary>The number of lines, and the sums of both directions. This reads every line, since no such sums are stored.</summary>
    public async ValueTask<(long Count, Cents In, Cents Out)> Sum()
    {
        var (count, into, outOf) = (0L, Cents.Zero, Cents.Zero);
        await foreach (var line in All())
        {
            count++;
            if (line.Change.IsPositive) into += line.Change;
            else outOf -= line.Change;
        }
        return (count, into, outOf);
    }

    /// <summary>Up to <paramref name="take"/> lines, after skipping the newest ones.</summary>
    public async ValueTask<IReadOnlyList<Line>> Page(long skip, int take)
    {
        if (direction is null && !account.ToSettle) return (await Read(skip, take)).Lines;
        var page = new List<Line>(take);
        await foreach (var line in All())
        {
            if (skip-- > 0) continue;
            page.Add(line);
            if (page.Count == take) break;
        }
        return page;
    }

    private async IAsyncEnumerable<Line> All()
    {
        for (var (at, total) = (0L, account.ToSettle ? 0L : long.MaxValue); at < total; at += AtATime)
        {
            (total, var lines) = await Read(at, AtATime);
            foreach (var line in lines.Where(l => direction is null || direction == Flow.DirectionOf(l))) yield return line;
        }
    }

    private ValueTask<(long Total, IReadOnlyList<Line> Lines)> Read(long skip, int take) =>
        book.Shelf.Statements.Between(book.App.Id, [account.Account], from, until, skip, take);
}
