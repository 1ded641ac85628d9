namespace Tongbao.Core.Platform;

/// <summary>
/// 批量: work that is too much for one transaction and must not delay payments, such as a file with many rows. It is done in slices. Each
/// slice is a transaction that also saves the progress, so a killed process continues where it stopped.
/// </summary>
public interface IBulkWork
{
    /// <summary>The most rows that one transaction may read and write. A payment waits for at most one slice, and its commit.</summary>
    const int Most = 100;

    WorkKind Kind { get; }

    /// <summary>How many slices may be one transaction while nobody waits for it, so that there are fewer commits.</summary>
    int SlicesAtOnce => 1;

    /// <summary>Does the next slice. The slices of one transaction have at most <see cref="Most"/> rows together.</summary>
    /// <param name="item">Its detail is the progress: as first planned, then as the last slice returned it.</param>
    /// <returns>The new progress; null after the last slice.</returns>
    ValueTask<string?> Slice(Book book, WorkItem item);
}

/// <summary>Runs the next slice of bulk work and saves its progress; more of them while nobody waits.</summary>
/// <param name="IsWaitedFor">Asked between slices: whether other commands wait for this one.</param>
public sealed record RunSlice(IBulkWork Work, string Id, Func<bool>? IsWaitedFor = null) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        for (var slices = 1; await book.Work.Find(Id) is { } item; slices++)
        {
            var next = await Work.Slice(book, item);
            if (next is null) book.Work.Remove(item);
            else book.Work.Save(item with { Detail = next, Attempt = 0 });
            if (next is not null && (slices == Work.SlicesAtOnce || IsWaitedFor?.Invoke() == true)) return new Sliced(false);
        }
        return new Sliced(true);
    }

    public sealed record Sliced(bool IsLast) : Reply;
}
