namespace Tongbao.Core.Platform;

/// <summary>
/// 批量: what does a kind of work that is too much for one transaction and must not delay payments: a file of many rows, say. It is done
/// slice by slice, each a transaction of its own that also writes down how far it came; a killed process goes on from there.
/// </summary>
public interface IBulkWork
{
    /// <summary>The most rows that one slice may read and write: a payment waits for one slice at the longest.</summary>
    const int Most = 100;

    WorkKind Kind { get; }

    /// <summary>Does the next slice, of <see cref="Most"/> rows at the most.</summary>
    /// <param name="item">Its detail says how far the work has come: as it was planned, then as the slice before left it.</param>
    /// <returns>How far it has come now; null where this was the last slice.</returns>
    ValueTask<string?> Slice(Book book, WorkItem item);
}

/// <summary>One slice of bulk work, with the mark of how far it came.</summary>
public sealed record RunSlice(IBulkWork Work, string Id) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(Id) is not { } item) return new Sliced(true);
        var next = await Work.Slice(book, item);
        if (next is null) book.Work.Remove(item);
        else book.Work.Save(item with { Detail = next, Attempt = 0 });
        return new Sliced(next is null);
    }

    public sealed record Sliced(bool IsLast) : Reply;
}
