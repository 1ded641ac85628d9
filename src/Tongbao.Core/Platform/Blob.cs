namespace Tongbao.Core.Platform;

/// <summary>附件号: the key of a blob within an app.</summary>
public readonly record struct BlobKey(string Value) : IId<BlobKey>
{
    public static BlobKey Of(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>
/// 附件: a photo or a file. It is stored beside the rows in encrypted chunks of limited size, counts against the app's quota, and expires.
/// </summary>
/// <param name="Purpose">What it is for, named by the room that keeps it.</param>
/// <param name="Owner">The member that it is about, or the platform.</param>
/// <param name="ExpiresAt">When it is deleted; null while a row refers to it.</param>
/// <param name="Digest">SHA-256 of the content, encrypted like the content, so that nobody can test guesses at an ID photo. Null until the
/// upload is complete.</param>
public sealed record Blob(BlobKey Key, string Purpose, BizUserId Owner, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, long Size,
    int Chunks, Secret? Digest)
{
    public const int ChunkBytes = 128 * 1024;

    /// <summary>An upload that is not complete after this time is deleted.</summary>
    public static readonly TimeSpan Unfinished = TimeSpan.FromDays(1);

    /// <summary>How many rows refer to it, where several may: it stays until the last of them lets go.</summary>
    public int Names { get; init; }

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

/// <summary>How many blobs an app has, and their total size.</summary>
public sealed record BlobSum(long Blobs, long Bytes)
{
    public const string Key = "all";
    public static readonly RowKind<BlobSum> Rows = new("blob_sums", _ => Key);
    public static readonly BlobSum None = new(0, 0);
}

/// <summary>附件上限: the largest blob, and how many blobs of which total size an app may have.</summary>
public sealed record BlobLimits(long Bytes = BlobLimits.MostBytes, long OfApp = BlobLimits.MostOfApp,
    long BytesOfApp = BlobLimits.MostBytesOfApp)
{
    public const long MostBytes = 64L * 1024 * 1024, MostOfApp = 100_000, MostBytesOfApp = 8L * 1024 * 1024 * 1024;

    public static readonly BlobLimits Standard = new();
}

/// <summary>
/// Declares which blobs a kind of row refers to, in a static field of the room that keeps such rows. `verify` checks that these blobs
/// exist.
/// </summary>
public abstract class BlobNames
{
    public abstract IAsyncEnumerable<(AppId App, string By, BlobKey Blob)> In(IRowStream rows);
}

/// <param name="blobs">The blobs that a row refers to.</param>
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

/// <summary>The rows of one kind of all apps, in key order.</summary>
public interface IRowStream
{
    IAsyncEnumerable<(AppId App, T Row)> Stream<T>(RowKind<T> kind) where T : class;
}
