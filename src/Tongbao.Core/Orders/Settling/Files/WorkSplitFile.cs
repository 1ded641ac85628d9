using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Settling.Files;

/// <summary>
/// 分账文件处理: works the rows of a file in their order, some in each slice. The results of a slice and the place of the next row stand in its
/// transaction, so a killed server goes on with the first row that has no result.
/// </summary>
public sealed class WorkSplitFile : IBulkWork
{
    public static readonly WorkKind File = new("split-file", Lane.Bulk);

    private readonly LastChunk _last = new();

    /// <summary>A payment waits for so few rows; where none does, there are fewer commits.</summary>
    private const int AtATime = 25;

    public WorkKind Kind => File;

    public int SlicesAtOnce => IBulkWork.Most / AtATime;

    /// <summary>A file that has just been taken.</summary>
    public static WorkItem Begin(Book book, SplitFile file) =>
        File.Item($"split-file:{file.No}", file.No, book.Now, new SplitPlace(0, 0, 0).ToString());

    public async ValueTask<string?> Slice(Book book, WorkItem item)
    {
        if (await book.SplitFiles.Find(item.Subject) is not { State: SplitFileState.Working } file) return null;
        var text = new SplitText(file.Contents, new ChunksOf(book, _last), SplitPlace.Read(item.Detail));
        var (results, from, row) = (new List<SplitResult>(), item.Detail, await text.Row());
        for (; row is not null; row = await text.Row())
        {
            if (results.Count == 0) from = text.RowAt.ToString();
            results.Add(await Work(book, file, row));
            if (results.Count == AtATime) break;
        }
        if (results.Count > 0) book.SplitSlices.Save(new SplitSlice(file.No, file.Slices, from, results));
        file = file with
        {
            Done = file.Done + results.Count, Failed = file.Failed + results.Count(r => r.Why is not null),
            Slices = file.Slices + (results.Count > 0 ? 1 : 0),
        };
        if (row is null) file = file with { State = SplitFileState.Finished, FinishedAt = book.Now };
        book.SplitFiles.Save(file);
        if (row is null) SplitFileTold.Tell(book, file);
        return row is null ? null : text.Next.ToString();
    }

    private static async ValueTask<SplitResult> Work(Book book, SplitFile file, string line)
    {
        if (SplitRow.Of(line).Wish(file.No, file.Wire) is not { } wish) return Failed(book, Errors.SplitRowUnfit);
        var (split, wrong) = await OrderSplitting.Split(book, wish);
        return split is null ? Failed(book, wrong!) : new SplitResult(split.No.Value, book.Now, split.Amount, null);
    }

    private static SplitResult Failed(Book book, Error why) => new(book.NextNumber(), book.Now, null, why);

    /// <summary>The chunk that was read last, decrypted: many slices lie in one.</summary>
    private sealed class LastChunk
    {
        private readonly Lock _gate = new();
        private (string Key, ReadOnlyMemory<byte> Content)? _chunk;

        public ReadOnlyMemory<byte>? Find(string key)
        {
            // Without the type, null would become an empty chunk.
            lock (_gate) return _chunk is var (known, content) && known == key ? content : (ReadOnlyMemory<byte>?)null;
        }

        public void Keep(string key, ReadOnlyMemory<byte> content)
        {
            lock (_gate) _chunk = (key, content);
        }
    }

    private sealed class ChunksOf(Book book, LastChunk last) : ISplitChunks
    {
        public async ValueTask<ReadOnlyMemory<byte>?> Find(BlobKey part, int chunk)
        {
            var (row, key) = (BlobChunk.KeyOf(part, chunk), $"{book.App.Id}/{BlobChunk.KeyOf(part, chunk)}");
            if (last.Find(key) is { } known) return known;
            if (await book.Shelf.Find(book.App.Id, BlobChunk.Rows, row) is not { } found) return null;
            last.Keep(key, found.Content.Clear);
            return found.Content.Clear;
        }
    }
}
