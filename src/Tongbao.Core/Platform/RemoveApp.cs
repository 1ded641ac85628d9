using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>
/// Removes an app. Allowed only if its books contain nothing but the reserve position. Any other business would have taken a running
/// number.
/// </summary>
public sealed record RemoveApp : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (lines, _) = await book.Shelf.Statements.Between(book.App.Id, [.. Chart.Standard.Select(Chart.Platform)],
            DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 0, 1);
        if (lines > 0 || book.Counters.NextNumber > 0) return Errors.TradeRule;
        book.Shelf.Remove(book.App.Id, App.Rows, book.App);
        return new Remains(book.Counters.NextEntry - 1);
    }

    /// <param name="Entries">How many entries stay in the ledger. The ledger is never deleted.</param>
    public sealed record Remains(long Entries) : Reply;
}
