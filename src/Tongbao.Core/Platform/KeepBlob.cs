namespace Tongbao.Core.Platform;

/// <summary>Why a blob is not stored: it is larger than allowed, the app's quota is used up, or it was deleted meanwhile.</summary>
public enum BlobRefusal { TooLarge, NoRoom, Forgotten }

/// <summary>The blob is not stored.</summary>
public sealed record BlobRefused(BlobRefusal Why) : Reply;

/// <summary>Begins the upload of a blob. No row can refer to it before the upload is complete.</summary>
public sealed record BeginBlob(string Purpose, BizUserId Owner, BlobLimits Limits) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var sum = await book.BlobSums.Find(BlobSum.Key) ?? BlobSum.None;
        if (sum.Blobs >= Limits.OfApp) return new BlobRefused(BlobRefusal.NoRoom);
        var key = Purpose == UploadedFiles.Purpose ? UploadedFiles.NewId(book) : book.NextNumber();
        var blob = new Blob(new BlobKey(key), Purpose, Owner, book.Now, book.Now + Blob.Unfinished, 0, 0, null);
        book.Blobs.Save(blob);
        book.BlobSums.Save(sum with { Blobs = sum.Blobs + 1 });
        return new Begun(blob.Key);
    }

    public sealed record Begun(BlobKey Key) : Reply;
}

/// <summary>Adds the next chunk of an upload.</summary>
public sealed record AddChunk(BlobKey Key, int No, SecretBytes Content, BlobLimits Limits) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Blobs.Find(Key.Value) is not { IsWhole: false } blob || blob.Chunks != No)
            return new BlobRefused(BlobRefusal.Forgotten);
        var sum = await book.BlobSums.Find(BlobSum.Key) ?? BlobSum.None;
        var bytes = Content.Clear.Length;
        if (blob.Size + bytes > Limits.Bytes) return new BlobRefused(BlobRefusal.TooLarge);
        if (sum.Bytes + bytes > Limits.BytesOfApp) return new BlobRefused(BlobRefusal.NoRoom);
        book.Shelf.Put(book.App.Id, BlobChunk.Rows, new BlobChunk(Key, No, Content));
        book.Blobs.Save(blob with { Size = blob.Size + bytes, Chunks = No + 1 });
        book.BlobSums.Save(sum with { Bytes = sum.Bytes + bytes });
        return Done.It;
    }
}

/// <summary>
/// Completes an upload. From now on the blob can be read and referred to. It expires after its life unless a row refers to it.
/// </summary>
public sealed record EndBlob(BlobKey Key, Secret Digest, TimeSpan Life) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Blobs.Find(Key.Value) is not { IsWhole: false } blob) return new BlobRefused(BlobRefusal.Forgotten);
        book.Blobs.Save(blob with { Digest = Digest, ExpiresAt = book.Now + Life });
        return Done.It;
    }
}

/// <summary>Deletes a blob that has expired or whose upload was not completed. A blob that a row refers to by now stays.</summary>
/// <param name="Unfinished">The writer gives the upload up.</param>
public sealed record ForgetBlob(BlobKey Key, bool Unfinished = false) : Command
{
    /// <summary>到期附件: deletes expired blobs.</summary>
    public static readonly DayJob Daily = new("expire-blobs", "03:50", run =>
        run.Each(Blob.Rows, Blob.ByEnd, run.At, blob => new ForgetBlob(blob.Key), result => result.Reply is Forgotten));

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Blobs.Find(Key.Value) is not { } blob || !(Unfinished ? !blob.IsWhole : blob.ExpiresAt <= book.Now)) return Done.It;
        for (var no = 0; no < blob.Chunks; no++) book.Shelf.Remove(book.App.Id, BlobChunk.Rows, new BlobChunk(Key, no, SecretBytes.None));
        book.Blobs.Remove(blob);
        var sum = await book.BlobSums.Find(BlobSum.Key) ?? BlobSum.None;
        book.BlobSums.Save(new BlobSum(sum.Blobs - 1, sum.Bytes - blob.Size));
        return new Forgotten();
    }

    public sealed record Forgotten : Reply;
}
