using System.Reflection;
using System.Security.Cryptography;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>
/// 附件核对: checks that every blob has its chunks with the original content, that the counts are right, and that blobs named by rows exist and
/// do not expire.
/// </summary>
internal sealed class BlobCheck(IReader reader, IReadOnlyList<BlobNames> names)
{
    /// <summary>All kinds of rows that refer to blobs, as the rooms declare them.</summary>
    public static readonly IReadOnlyList<BlobNames> Declared = [.. new[] { typeof(Book).Assembly, typeof(BlobCheck).Assembly }
        .SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters)
        .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(f => typeof(BlobNames).IsAssignableFrom(f.FieldType)).Select(f => (BlobNames)f.GetValue(null)!)];

    private sealed record Content(int Chunks, long Size, string Digest);

    private readonly Dictionary<(AppId App, string Key), Blob> _blobs = [];

    /// <returns>The first violation found; null if there is none.</returns>
    public async Task<string?> Run()
    {
        await foreach (var (app, blob) in reader.Stream(Blob.Rows)) _blobs[(app, blob.Key.Value)] = blob;
        return await CheckContents() ?? await CheckSums() ?? await CheckNames();
    }

    private async Task<string?> CheckContents()
    {
        var missing = _blobs.Where(b => b.Value.Chunks > 0).Select(b => b.Key).ToHashSet();
        await foreach (var (app, key, content) in Contents())
        {
            if (!_blobs.TryGetValue((app, key), out var blob)) return $"{app}: blob_chunks has content of {key}, which is no blob";
            missing.Remove((app, key));
            if (content.Chunks != blob.Chunks || content.Size != blob.Size)
                return $"{app}: blob {key} is of {blob.Size} bytes in {blob.Chunks} chunks, and has {content.Size} in {content.Chunks}";
            if (blob.IsWhole && blob.Digest!.Clear != content.Digest) return $"{app}: blob {key} has not the content that was kept";
        }
        return missing.Count == 0 ? null : $"{missing.First().App}: the content of blob {missing.First().Key} is missing";
    }

    /// <summary>The content of each blob. The chunks of a blob are adjacent, so only one chunk is in memory at a time.</summary>
    private async IAsyncEnumerable<(AppId App, string Key, Content Content)> Contents()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (whose, chunks, size) = ((App: SystemApp.Id, Key: ""), 0, 0L);
        await foreach (var (app, chunk) in reader.Stream(BlobChunk.Rows))
        {
            if (chunks > 0 && whose != (app, chunk.Blob.Value))
            {
                yield return (whose.App, whose.Key, new Content(chunks, size, Convert.ToHexStringLower(hash.GetHashAndReset())));
                (chunks, size) = (0, 0);
            }
            (whose, chunks, size) = ((app, chunk.Blob.Value), chunks + 1, size + chunk.Content.Clear.Length);
            hash.AppendData(chunk.Content.Clear.Span);
        }
        if (chunks > 0) yield return (whose.App, whose.Key, new Content(chunks, size, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    private async Task<string?> CheckSums()
    {
        var sums = _blobs.GroupBy(b => b.Key.App).ToDictionary(g => g.Key, g => new BlobSum(g.Count(), g.Sum(b => b.Value.Size)));
        await foreach (var (app, sum) in reader.Stream(BlobSum.Rows))
        {
            sums.Remove(app, out var there);
            if (sum != (there ?? BlobSum.None))
                return $"{app}: {sum.Blobs} blobs of {sum.Bytes} bytes are counted, and there are {there?.Blobs ?? 0} of {there?.Bytes ?? 0}";
        }
        return sums.Count == 0 ? null : $"{sums.First().Key}: its blobs are not counted";
    }

    private async Task<string?> CheckNames()
    {
        foreach (var kind in names)
        {
            await foreach (var (app, by, key) in kind.In(reader))
            {
                if (!_blobs.TryGetValue((app, key.Value), out var blob) || !blob.IsWhole)
                    return $"{app}: blob {key}, which {by} names, is missing";
                if (blob.ExpiresAt is { } end) return $"{app}: blob {key}, which {by} names, is to be forgotten at {end:O}";
            }
        }
        return null;
    }
}
