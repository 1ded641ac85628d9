using System.Text;
using Tongbao.Core.Orders.Settling.Files;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Files;

/// <summary>Where a split file stands, or why it is refused.</summary>
public sealed record SplitUpload(SplitFile? File, Error? Wrong)
{
    public static SplitUpload Of(Result result) => new((result.Reply as SplitFileStands)?.File, result.Error);
}

/// <summary>
/// 大文件分账: files of up to a million splits that come in parts. A part is stored as it comes; before the work starts the whole file is
/// read once, so a file that is not fit is refused whole.
/// </summary>
public sealed class SplitUploads(Teller teller, Blobs blobs, QueryRunner queries)
{
    public const int MostRows = 1_000_000, MostPartBytes = 8 * 1024 * 1024;

    /// <summary>How long a part is kept that no file has got hold of.</summary>
    private static readonly TimeSpan Unnamed = TimeSpan.FromDays(1);

    /// <param name="wire">The wire that its splits are made on.</param>
    public async Task<SplitUpload> Open(AppId app, string no, string wire, string? noticeUrl) =>
        SplitUpload.Of((await teller.Run(app, new OpenSplitFile(no, wire, noticeUrl))).Result);

    /// <param name="part">From 1; a part that is there already is replaced.</param>
    public async Task<SplitUpload> Put(AppId app, string no, int part, Stream content, CancellationToken gone)
    {
        var kept = await blobs.Keep(app, SplitFile.Purpose, BizUserId.Platform, Unnamed, content, new BlobLimits(MostPartBytes), gone);
        if (kept.Key is not { } key)
            return new(null, kept.Refusal == BlobRefusal.TooLarge ? Errors.ParameterTooLong : Errors.StoreUnavailable);
        return SplitUpload.Of((await teller.Run(app, new AddSplitPart(no, part, key))).Result);
    }

    public async Task<SplitUpload> Start(AppId app, string no)
    {
        if (await Find(app, no) is not { } file) return new(null, Errors.SplitFileNotFound);
        using var content = new SplitContent();
        foreach (var part in file.Contents)
        {
            if (await blobs.Open(app, part) is not { } chunks) return new(null, Errors.SplitFileNotFound);
            await foreach (var chunk in chunks)
            {
                if (!content.Add(chunk.Span)) return new(null, Errors.SplitFileUnreadable);
            }
        }
        if (content.End() is not { } digest) return new(null, Errors.SplitFileUnreadable);
        if (content.Rows == 0) return new(null, Errors.SplitFileEmpty);
        if (content.Rows > MostRows) return new(null, Errors.SplitFileTooLong.On(null, content.Rows, Allowed.AtMost(MostRows)));
        return SplitUpload.Of((await teller.Run(app, new StartSplitFile(no, file.Contents, digest, (int)content.Rows))).Result);
    }

    public async Task<SplitUpload> Drop(AppId app, string no) => SplitUpload.Of((await teller.Run(app, new DropSplitFile(no))).Result);

    public Task<SplitFile?> Find(AppId app, string no) => queries.Read(app, book => book.SplitFiles.Find(no));

    /// <summary>The result, slice by slice: only one is in memory.</summary>
    public async Task Write(AppId app, SplitFile file, Stream to, CancellationToken gone)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        for (var no = 0; no < file.Slices; no++)
        {
            gone.ThrowIfCancellationRequested();
            var slice = await queries.Run(app, new ReadSplitSlice(file.No, no), file.Wire);
            foreach (var line in ((ReadSplitSlice.Lines)slice.Reply!).Texts) await writer.WriteLineAsync(line);
        }
    }
}
