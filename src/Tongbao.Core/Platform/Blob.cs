namespace Tongbao.Core.Platform;

/// <summary>附件号: names a blob of an app.</summary>
public readonly record struct BlobKey(string Value) : IId<BlobKey>
{
    public static BlobKey Of(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>附件: a photo or a file that is kept beside the rows, sealed, in chunks of bounded size, counted, and for a time.</summary>
/// <param name="Purpose">What it is for, in the words of whoever keeps it.</param>
/// <param name="Owner">The member that it is about, or the platform.</param>
/// <param name="ExpiresAt">When it is forgotten; null while a row names it.</param>
/// <param name="Digest">SHA-256 of the content, sealed as it is: nobody shall try guesses at an ID photo. Null until all of it is
/// there.</param>
public sealed record Blob(BlobKey Key, string Purpose, BizUserId Owner, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, long Size,
    int Chunks, Secret? Digest)
{
    public const int ChunkBytes = 128 * 1024;

    /// <summary>What was begun and not ended by then is forgotten.</summary>
    public static readonly TimeSpan Unfinished = TimeSpan.FromDays(1);

    public static readonly RowKind<Blob> Rows =
        new("blobs", b => b.Key.Value, new RowIndex<Blob>(ByEnd, b => b.ExpiresAt?.ToUnixTimeMilliseconds()));
    public const string ByEnd = "expires_at";

    public bool IsWhole => Digest is not null;
}

/// <summary>One piece of a blob, numbered from 0.</summary>
public sealed record BlobChunk(BlobKey Blob, int No, SecretBytes Content)
{
    public static readonly RowKind<BlobChunk> Rows = new("blob_chunks", c => KeyOf(c.Blob, c.No)) { StaysInMemory = false };

    public static string KeyOf(BlobKey blob, int no) => $"{blob}:{no:000000}";
}

/// <summary>How many blobs an app has, and how large they are together.</summary>
public sealed record BlobSum(long Blobs, long Bytes)
{
    public const string Key = "all";
    public static readonly RowKind<BlobSum> Rows = new("blob_sums", _ => Key);
    public static readonly BlobSum None = new(0, 0);
}

/// <summary>附件上限: how large one blob may be, and how many an app may have of what size together.</summary>
public sealed record BlobLimits(long Bytes = BlobLimits.MostBytes, long OfApp = BlobLimits.MostOfApp,
    long BytesOfApp = BlobLimits.MostBytesOfApp)
{
    public const long MostBytes = 64L * 1024 * 1024, MostOfApp = 100_000, MostBytesOfApp = 8L * 1024 * 1024 * 1024;

    public static readonly BlobLimits Standard = new();
}

/// <summary>
/// Rows that name blobs: the room that keeps such a row declares it in a static field, and verify looks whether what is named is there.
/// </summary>
public abstract class BlobNames
{
    public abstract IAsyncEnumerable<(AppId App, string By, BlobKey Blob)> In(IRowStream rows);
}

/// <param name="blobs">The blobs that a row names.</param>
public sealed class BlobNames<T>(RowKind<T> kind, Func<T, IEnumerable<BlobKey>> blobs) : BlobNames where T : class
{
    public override async IAsyncEnumerable<(AppId App, string By, BlobKey Blob)> In(IRowStream rows)
    {
        await foreach (var (app, row) in rows.Stream(kind))
        {
            foreach (var blob in blobs(row)) yield return (app, $"{kind.Table} {kind.Key(row)}", blob);
        }
    }
}

/// <summary>Rows of a kind, of all apps, one after another in the order of their keys.</summary>
public interface IRowStream
{
    IAsyncEnumerable<(AppId App, T Row)> Stream<T>(RowKind<T> kind) where T : class;
}
