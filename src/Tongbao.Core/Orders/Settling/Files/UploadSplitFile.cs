using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Settling.Files;

/// <summary>大文件分账: opens a file whose content comes in parts.</summary>
public sealed record OpenSplitFile(string No, string Wire, string? NoticeUrl) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.SplitFiles.Find(No) is not null) return Errors.SplitFileDiffers.On(nameof(No), No);
        var file = new SplitFile { No = No, TakenAt = book.Now, Wire = Wire, NoticeUrl = NoticeUrl, IsLarge = true };
        book.SplitFiles.Save(file);
        return new SplitFileStands(file);
    }
}

/// <summary>Where a file stands.</summary>
public sealed record SplitFileStands(SplitFile File) : Reply;

/// <summary>Adds the next part, or puts another in the place of one that is there.</summary>
/// <param name="Part">From 1.</param>
public sealed record AddSplitPart(string No, int Part, BlobKey Content) : Command
{
    private static readonly TimeSpan Replaced = TimeSpan.Zero;

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.SplitFiles.Find(No) is not { } file) return Errors.SplitFileNotFound;
        if (file.State != SplitFileState.Uploading) return Errors.SplitFileUnderWay;
        if (Part < 1 || Part > file.Contents.Count + 1)
            return Errors.BadParameter.On(nameof(Part), Part, Allowed.Between(1, file.Contents.Count + 1));
        if (!await book.Name(Content)) return Errors.StoreUnavailable;
        if (Part <= file.Contents.Count) await book.LetGo(file.Contents[Part - 1], Replaced);
        file = file with { Contents = [.. file.Contents.Take(Part - 1), Content, .. file.Contents.Skip(Part)] };
        book.SplitFiles.Save(file);
        return new SplitFileStands(file);
    }
}

/// <summary>Starts the work on a file whose parts were read and found fit.</summary>
/// <param name="Contents">The parts that were read: should one have been replaced meanwhile, nothing starts.</param>
public sealed record StartSplitFile(string No, IReadOnlyList<BlobKey> Contents, string Digest, int Count) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.SplitFiles.Find(No) is not { } file) return Errors.SplitFileNotFound;
        if (file.State != SplitFileState.Uploading) return file.Digest == Digest ? new SplitFileStands(file) : Errors.SplitFileUnderWay;
        if (!file.Contents.SequenceEqual(Contents)) return Errors.SplitFileDiffers;
        file = file with { State = SplitFileState.Working, TakenAt = book.Now, Digest = Digest, Count = Count };
        book.SplitFiles.Save(file);
        book.Work.Save(WorkSplitFile.Begin(book, file));
        return new SplitFileStands(file);
    }
}

/// <summary>Gives up a file that was not started; its number is free again.</summary>
public sealed record DropSplitFile(string No) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.SplitFiles.Find(No) is not { } file) return Errors.SplitFileNotFound;
        if (file.State != SplitFileState.Uploading) return Errors.SplitFileUnderWay;
        foreach (var part in file.Contents) await book.LetGo(part, TimeSpan.Zero);
        book.SplitFiles.Remove(file);
        return Done.It;
    }
}
