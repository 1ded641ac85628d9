namespace Tongbao.Core.Platform;

/// <summary>
/// 批量: work that is too much for one transaction and must not delay payments, such as a file with many rows. It is done in slices. Each
/// slice is a transaction that also saves the progress, so a killed process continues where it stopped.
/// </summary>
public interface IBulkWork
{
    /// <summary>The most rows that one slice may read and write. A payment waits for at most one slice.</summary>
    const int Most = 100;

    WorkKind Kind { get; }

    /// <summary>Does the next slice, of at most <see cref="Most"/> rows.</summary>
    /// <param name="item">Its detail is the progress: as first planned, then as the last slice returned it.</param>
    /// <returns>The new progress; null after the last slice.</returns>
    ValueTask<string?> Slice(Book book, WorkItem item);
}

/// <summary>Runs one slice of bulk work and saves its progress.</summary>
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
