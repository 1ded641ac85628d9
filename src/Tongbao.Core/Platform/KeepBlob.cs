namespace Tongbao.Core.Platform;

/// <summary>Why content is not kept: it is larger than its kind may be; its app has no room left; it was forgotten meanwhile.</summary>
public enum BlobRefusal { TooLarge, NoRoom, Forgotten }

/// <summary>The content is not kept.</summary>
public sealed record BlobRefused(BlobRefusal Why) : Reply;

/// <summary>Begins to keep a blob, chunk by chunk; until it has ended nobody can name it.</summary>
public sealed record BeginBlob(string Purpose, BizUserId Owner, BlobLimits Limits) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var sum = await book.BlobSums.Find(BlobSum.Key) ?? BlobSum.None;
        if (sum.Blobs >= Limits.OfApp) return new BlobRefused(BlobRefusal.NoRoom);
        var blob = new Blob(new BlobKey(book.NextNumber()), Purpose, Owner, book.Now, book.Now + Blob.Unfinished, 0, 0, null);
        book.Blobs.Save(blob);
        book.BlobSums.Save(sum with { Blobs = sum.Blobs + 1 });
        return new Begun(blob.Key);
    }

    public sealed record Begun(BlobKey Key) : Reply;
}

/// <summary>The next chunk.</summary>
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

/// <summary>All of it is there: from now on it can be read and named, and it has its time to live until something names it.</summary>
public sealed record EndBlob(BlobKey Key, Secret Digest, TimeSpan Life) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Blobs.Find(Key.Value) is not { IsWhole: false } blob) return new BlobRefused(BlobRefusal.Forgotten);
        book.Blobs.Save(blob with { Digest = Digest, ExpiresAt = book.Now + Life });
        return Done.It;
    }
}

/// <summary>Forgets a blob whose time is over, or one that was not ended; what a row has named meanwhile stays.</summary>
/// <param name="Unfinished">Whoever was writing it gives it up.</param>
public sealed record ForgetBlob(BlobKey Key, bool Unfinished = false) : Command
{
    /// <summary>到期附件: those whose time is over.</summary>
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
