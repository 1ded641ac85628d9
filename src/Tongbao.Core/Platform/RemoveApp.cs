using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>An app goes only while nothing but its opening is in its books.</summary>
public sealed record RemoveApp : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (lines, _) = await book.Shelf.Lines(book.App.Id, [.. Chart.StandardSets.Select(s => Chart.Platform(s.No))], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 0, 1);
        if (lines > 0 || book.Counters.NextNumber > 0 || book.Counters.NextEntry > 2) return Errors.TradeRule;
        book.Shelf.Remove(book.App.Id, App.Rows, book.App);
        return Done.It;
    }
}
