using Tongbao.Core.Members;
using Tongbao.Core.Orders.Settling.Files;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>
/// 批量分账 (云商通 2092): takes a file of splits whole, or refuses it whole; its rows are worked afterwards. The same file under its number
/// again is answered by the state of now.
/// </summary>
public sealed record SplitByFile(string BatchNo, long? Count, string? BackUrl, SecretBytes File) : Command, IKeepingCommand
{
    public const int MostRows = 5_000;

    /// <summary>How long the content is kept should the second half of the request never come.</summary>
    private static readonly TimeSpan Unnamed = TimeSpan.FromDays(1);

    public IReadOnlyList<BlobKey>? Kept { get; init; }
    public bool NotKept { get; init; }

    public Command With(IReadOnlyList<BlobKey>? kept) => this with { Kept = kept, NotKept = kept is null };

    public override async ValueTask<Result> Run(Book book)
    {
        if (NotKept) return Errors.StoreUnavailable;
        using var content = new SplitContent();
        if (!content.Add(File.Clear.Span) || content.End() is not { } digest) return Errors.SplitFileUnreadable;
        if (await book.SplitFiles.Find(BatchNo) is { } twin)
            return twin.Digest == digest ? Taken.Of(twin) : Errors.SplitFileDiffers.On(nameof(BatchNo), BatchNo);
        if (content.Rows == 0) return Errors.SplitFileEmpty;
        if (content.Rows > MostRows) return Errors.SplitFileTooLong.On(null, content.Rows, Allowed.AtMost(MostRows));
        if (Count is { } said && said != content.Rows) return Errors.SplitCountDiffers.On(nameof(Count), said, Allowed.Just(content.Rows));
        if (Kept is not [var key])
        {
            book.Ask = new KeepAsk(this, BizUserId.Platform, SplitFile.Purpose, Unnamed, [File]);
            return Done.It;
        }
        if (!await book.Name(key)) return Errors.StoreUnavailable;
        var file = new SplitFile
        {
            No = BatchNo, TakenAt = book.Now, Wire = book.Wire, NoticeUrl = BackUrl, State = SplitFileState.Working, Digest = digest,
            Contents = [key], Count = (int)content.Rows,
        };
        book.SplitFiles.Save(file);
        book.Work.Save(WorkSplitFile.Begin(book, file));
        return Taken.Of(file);
    }

    public sealed record Taken(string BatchNo, ReplyStage Stage) : Reply, IStagedReply
    {
        public static Taken Of(SplitFile file) =>
            new(file.No, file.State == SplitFileState.Finished ? ReplyStage.Done : ReplyStage.Accepted);
    }
}

/// <summary>批量分账文件查询 (云商通 3003).</summary>
public sealed record QuerySplitFile(string BatchNo) : Query
{
    public override async ValueTask<Result> Run(Book book) =>
        await book.SplitFiles.Find(BatchNo) is not { State: not SplitFileState.Uploading } file
            ? Errors.SplitFileNotFound.On(nameof(BatchNo), BatchNo)
            : new Found(file.No, file.TakenAt, file.State, file.Count, file.Done - file.Failed, file.Failed);

    public sealed record Found(string BatchNo, DateTimeOffset SubmittedAt, SplitFileState FileState, long Count, long Succeeded,
        long Failed) : Reply;
}

/// <summary>
/// 批量分账回盘文件下载 (云商通 4005): how each row ended, once all are worked. The result of a file that came in parts is too large for an
/// answer, and is fetched where the file was handed in.
/// </summary>
public sealed record GetSplitResult(string BatchNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.SplitFiles.Find(BatchNo) is not { State: not SplitFileState.Uploading } file)
            return Errors.SplitFileNotFound.On(nameof(BatchNo), BatchNo);
        if (file.State != SplitFileState.Finished) return Errors.SplitFileUnderWay.On(nameof(BatchNo), BatchNo);
        if (file.IsLarge) return Errors.SplitResultMissing.On(nameof(BatchNo), BatchNo);
        var text = new System.Text.StringBuilder();
        for (var no = 0; no < file.Slices; no++)
        {
            foreach (var line in await ReadSplitSlice.Of(book, file, (await book.SplitSlices.Find(SplitSlice.KeyOf(file.No, no)))!))
                text.Append(line).Append('\n');
        }
        return new Found(file.No, Days.DateOf(file.TakenAt), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text.ToString())));
    }

    public sealed record Found(string BatchNo, DateOnly Day, string File) : Reply;
}
