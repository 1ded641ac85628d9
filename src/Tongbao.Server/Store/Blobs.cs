using System.Security.Cryptography;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>The result of storing content.</summary>
/// <param name="Key">The key of the blob; null if it was not stored.</param>
public sealed record BlobKept(BlobKey? Key, BlobRefusal? Refusal);

/// <summary>
/// 附件库: stores photos and files and reads them back, as streams. Only one chunk is in memory at a time, and each chunk is a transaction of
/// its own, so that no payment waits for a file. Uploads that a killed process left unfinished are deleted after a day.
/// </summary>
public sealed class Blobs(IStore store, Teller teller)
{
    /// <param name="life">How long it is kept unless a row refers to it.</param>
    public async Task<BlobKept> Keep(AppId app, string purpose, BizUserId owner, TimeSpan life, Stream content, BlobLimits? limits = null,
        CancellationToken gone = default)
    {
        limits ??= BlobLimits.Standard;
        var begun = (await teller.Run(app, new BeginBlob(purpose, owner, limits))).Result;
        if (begun.Reply is not BeginBlob.Begun { Key: var key }) return new BlobKept(null, Why(begun));
        BlobRefusal? refusal;
        try
        {
            refusal = await Take(app, key, life, content, limits, gone);
        }
        catch
        {
            await GiveUp(app, key);
            throw;
        }
        if (refusal is not null) await GiveUp(app, key);
        return new BlobKept(refusal is null ? key : null, refusal);
    }

    /// <summary>
    /// The content of a blob; null if there is no complete blob with this key. Throws at the end if the content does not match its digest.
    /// </summary>
    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> Open(AppId app, BlobKey key)
    {
        await using var reader = await store.BeginRead();
        return await reader.Load(app, Blob.Rows, key.Value) is { IsWhole: true } blob ? Chunks(app, blob) : null;
    }

    private async Task<BlobRefusal?> Take(AppId app, BlobKey key, TimeSpan life, Stream content, BlobLimits limits, CancellationToken gone)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[Blob.ChunkBytes];
        for (var no = 0; ; no++)
        {
            var read = await content.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, gone);
            if (read == 0) return Why((await teller.Run(app,
                new EndBlob(key, new Secret(Convert.ToHexStringLower(hash.GetHashAndReset())), life))).Result);
            hash.AppendData(chunk, 0, read);
            var result = (await teller.Run(app, new AddChunk(key, no, new SecretBytes(chunk.AsMemory(0, read)), limits))).Result;
            if (Why(result) is { } refusal) return refusal;
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Chunks(AppId app, Blob blob)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var no = 0; no < blob.Chunks; no++)
        {
            // No connection is held while a slow reader takes a chunk.
            var chunk = await Load(app, BlobChunk.KeyOf(blob.Key, no)) ?? throw new DamagedRow($"chunk {no} of blob {blob.Key} is missing");
            hash.AppendData(chunk.Content.Clear.Span);
            yield return chunk.Content.Clear;
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != blob.Digest!.Clear)
            throw new DamagedRow($"blob {blob.Key} has not the content that was kept");
    }

    private async Task<BlobChunk?> Load(AppId app, string key)
    {
        await using var reader = await store.BeginRead();
        return await reader.Load(app, BlobChunk.Rows, key);
    }

    private Task<Outcome> GiveUp(AppId app, BlobKey key) => teller.Run(app, new ForgetBlob(key, Unfinished: true));

    private static BlobRefusal? Why(Result result) =>
        result.Reply is BlobRefused { Why: var why } ? why : result.IsRefused ? BlobRefusal.Forgotten : null;
}
