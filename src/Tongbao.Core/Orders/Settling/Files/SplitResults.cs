using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Settling.Files;

/// <summary>回盘文件行 in the words of a wire, a part of the environment.</summary>
public interface ISplitResultLines
{
    string Of(SplitRow row, SplitResult result);
}

/// <summary>
/// 回盘文件: the lines of one slice of a file, the columns of the request beside what came of each row. They are the same at any time.
/// </summary>
/// <param name="No">From 0 to <see cref="SplitFile.Slices"/>.</param>
public sealed record ReadSplitSlice(string File, int No) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.SplitFiles.Find(File) is not { } file || await book.SplitSlices.Find(SplitSlice.KeyOf(File, No)) is not { } slice)
            return Errors.SplitFileNotFound;
        return new Lines(await Of(book, file, slice));
    }

    public static async ValueTask<IReadOnlyList<string>> Of(Book book, SplitFile file, SplitSlice slice)
    {
        var form = book.Environment.Part<ISplitResultLines>(file.Wire);
        var text = new SplitText(file.Contents, new Chunks(book), SplitPlace.Read(slice.From));
        var lines = new List<string>();
        foreach (var result in slice.Results) lines.Add(form.Of(SplitRow.Of((await text.Row())!), result));
        return lines;
    }

    public sealed record Lines(IReadOnlyList<string> Texts) : Reply;

    private sealed class Chunks(Book book) : ISplitChunks
    {
        public async ValueTask<ReadOnlyMemory<byte>?> Find(BlobKey part, int chunk) =>
            (await book.Shelf.Find(book.App.Id, BlobChunk.Rows, BlobChunk.KeyOf(part, chunk)))?.Content.Clear;
    }
}
