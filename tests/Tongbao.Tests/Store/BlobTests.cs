using System.Text;
using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Store.Backups;
using Tongbao.Server.Work;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Stores;

/// <summary>
/// 附件: photos and files are kept sealed, as streams, counted, and for a time; what a row names stays, and verify misses it.
/// </summary>
public abstract class BlobTests(Store store) : IAsyncLifetime
{
    private const string Clear = "the same words again and again, as nobody may read them in the store. ";
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly BizUserId Owner = new("seller");
    private static readonly BlobNames Named = new BlobNames<Finding>(Finding.Rows, f => f.Kind == "photo" ? [new BlobKey(f.Detail)] : []);

    private Bank bank = null!;
    private AppId app;
    private Blobs blobs = null!;

    public async ValueTask InitializeAsync()
    {
        bank = await Bank.Open(store);
        app = await bank.NewApp(new { });
        blobs = new Blobs(bank.Rows, bank.Teller);
    }

    [Fact]
    public async Task What_is_kept_is_given_back_and_stands_sealed_in_the_store()
    {
        foreach (var size in new[] { 0, 1, Blob.ChunkBytes, Blob.ChunkBytes + 1, (5 * Blob.ChunkBytes) - 7 })
        {
            var key = await Kept(size);
            Assert.Equal(Content(size), await Read(key));
        }
        Assert.DoesNotContain(await bank.Sql("SELECT body FROM blob_chunks UNION ALL SELECT body FROM blobs"),
            body => body.Contains(Convert.ToBase64String(Encoding.ASCII.GetBytes(Clear[..30])))
            || body.Contains("again and again")
                || body.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content(1)))));
        Assert.Null(await Verdict());
        Assert.Null(await blobs.Open(app, new BlobKey("20261123000000000")));
    }

    [Fact]
    public async Task A_chunk_is_committed_before_the_next_one_is_read()
    {
        var content = new Watched(Content(4 * Blob.ChunkBytes),
            async read => Assert.Equal(read / Blob.ChunkBytes,
            int.Parse((await bank.Sql("SELECT CAST(count(*) AS TEXT) FROM blob_chunks"))[0])));
        Assert.NotNull((await blobs.Keep(app, "photo", Owner, Week, content, gone: TestContext.Current.CancellationToken)).Key);
        Assert.Equal(4, content.Looked);
    }

    [Fact]
    public async Task What_is_too_large_or_one_too_many_is_not_kept_and_leaves_nothing()
    {
        var limits = new BlobLimits(Bytes: 3 * Blob.ChunkBytes, OfApp: 2, BytesOfApp: 4 * Blob.ChunkBytes);
        Assert.Equal(BlobRefusal.TooLarge, (await Keep(3 * Blob.ChunkBytes + 1, limits)).Refusal);
        Assert.NotNull((await Keep(3 * Blob.ChunkBytes, limits)).Key);
        Assert.Equal(BlobRefusal.NoRoom, (await Keep(2 * Blob.ChunkBytes, limits)).Refusal);
        Assert.NotNull((await Keep(1, limits)).Key);
        Assert.Equal(BlobRefusal.NoRoom, (await Keep(1, limits)).Refusal);
        Assert.Equal(["2", "4"], [.. await bank.Sql("SELECT CAST(count(*) AS TEXT) FROM blobs"),
            .. await bank.Sql("SELECT CAST(count(*) AS TEXT) FROM blob_chunks")]);
        var broken = new Watched(Content(3 * Blob.ChunkBytes), read => read > 0 ? throw new IOException("gone") : Task.CompletedTask);
        await Assert.ThrowsAsync<IOException>(() =>
            blobs.Keep(app, "photo", Owner, Week, broken, gone: TestContext.Current.CancellationToken));
        Assert.Equal("2", (await bank.Sql("SELECT CAST(count(*) AS TEXT) FROM blobs"))[0]);
        Assert.Null(await Verdict());
    }

    [Fact]
    public async Task A_blob_is_forgotten_in_the_night_after_its_time_and_one_that_a_row_names_is_not()
    {
        var jobs = new DayJobs(bank.Rows, bank.Teller, [ForgetBlob.Daily], new Leases(bank.Rows, bank.Teller), bank.Clock);
        await jobs.NextDue();
        var (idle, named) = (await Kept(200_000), await Kept(200_000));
        await Name(named);
        // A process that ended in the middle: nobody can read or name it, and it goes after a day.
        var begun = Assert.IsType<BeginBlob.Begun>((await bank.Teller.Run(app, new BeginBlob("photo", Owner, BlobLimits.Standard)))
            .Result.Reply).Key;
        await bank.Teller.Run(app, new AddChunk(begun, 0, new SecretBytes(Content(10)), BlobLimits.Standard));
        Assert.Null(await blobs.Open(app, begun));
        Assert.Null(await Verdict());
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 1], await Nights(8));
        Assert.Null(await blobs.Open(app, idle));
        Assert.Equal(Content(200_000), await Read(named));
        await LetGo(named);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], await Nights(8));
        Assert.Equal("0", (await bank.Sql("SELECT CAST(count(*) AS TEXT) FROM blob_chunks"))[0]);
        Assert.Null(await Verdict());

        async Task<IReadOnlyList<int>> Nights(int nights)
        {
            var forgotten = new List<int>();
            for (var night = 0; night < nights; night++)
            {
                var at = (await jobs.NextDue())!.Value;
                bank.Clock.Advance(at - bank.Clock.GetUtcNow());
                forgotten.Add(Assert.Single(await jobs.RunNext(at)).Count);
            }
            return forgotten;
        }
    }

    [Fact]
    public async Task Verify_names_a_blob_that_is_not_as_it_was_kept()
    {
        var key = await Kept((2 * Blob.ChunkBytes) + 5);
        await Name(key);
        Assert.Null(await Verdict());
        await MustNotice(BlobChunk.Rows, BlobChunk.KeyOf(key, 1), c => c with { Content = new SecretBytes(Content(Blob.ChunkBytes - 1)) },
            $"blob {key} is of");
        await MustNotice(BlobChunk.Rows, BlobChunk.KeyOf(key, 1), c => c with { Content = new SecretBytes(new byte[Blob.ChunkBytes]) },
            $"blob {key} has not the content that was kept");
        await MustNotice(BlobChunk.Rows, BlobChunk.KeyOf(key, 2), _ => null, $"blob {key} is of");
        await MustNotice(Blob.Rows, key.Value, _ => null, "which is no blob");
        await MustNotice(Blob.Rows, key.Value, b => b with { ExpiresAt = bank.Clock.GetUtcNow() },
            $"blob {key}, which findings photo names, is to be forgotten");
        await MustNotice(BlobSum.Rows, BlobSum.Key, s => s with { Bytes = s.Bytes + 1 }, "are counted");
        await MustNotice(Finding.Rows, "photo", f => f with { Detail = "20261123000000000" },
            "blob 20261123000000000, which findings photo names, is missing");
    }

    [Fact]
    public async Task A_backup_carries_them_to_a_store_of_either_kind()
    {
        var key = await Kept((3 * Blob.ChunkBytes) + 11);
        await Name(key);
        using var folder = new TempFolder();
        var file = folder.File("day.backup");
        await using (var to = File.Create(file)) await BackupWriter.Write(bank.Rows, DateTimeOffset.UnixEpoch, to);
        foreach (var kind in Enum.GetValues<Store>())
        {
            var place = await Servers.NewPlace(kind);
            await Restorer.Run(file, new ServerOptions { Data = place.Folder.Path, Store = kind == Store.Postgres ? "postgres"
                : "sqlite", Postgres = place.Postgres });
            var dialect = new Dialect(RowJson.Sealed(new Vault(new byte[32])));
            await using IStore restored = place.Postgres is null ? await SqliteStore.Open(place.Folder.Path, dialect)
                : await PostgresStore.Open(place.Postgres, dialect);
            Assert.Equal(Content((3 * Blob.ChunkBytes) + 11), await Read(key, new Blobs(restored, bank.Teller)));
            Assert.Null((await new Verifier(restored, blobNames: [Named]).Run()).FirstWrong);
            place.Folder.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await bank.DisposeAsync();
    }

    private static byte[] Content(int size)
    {
        var words = Encoding.ASCII.GetBytes(Clear);
        return [.. Enumerable.Range(0, size).Select(n => words[n % words.Length])];
    }

    private Task<BlobKept> Keep(int size, BlobLimits? limits = null) =>
        blobs.Keep(app, "photo", Owner, Week, new MemoryStream(Content(size)), limits);

    private async Task<BlobKey> Kept(int size) => (await Keep(size)).Key!.Value;

    private async Task<byte[]> Read(BlobKey key, Blobs? from = null)
    {
        using var all = new MemoryStream();
        await foreach (var chunk in (await (from ?? blobs).Open(app, key))!) await all.WriteAsync(chunk);
        return all.ToArray();
    }

    private async Task<string?> Verdict() => (await new Verifier(bank.Rows, blobNames: [Named]).Run()).FirstWrong;

    private async Task Name(BlobKey key) => Assert.IsType<Done>((await bank.Teller.Run(app, new NameIt(key))).Result.Reply);

    private async Task LetGo(BlobKey key) => Assert.IsType<Done>((await bank.Teller.Run(app, new LetItGo(key))).Result.Reply);

    private async Task MustNotice<T>(RowKind<T> kind, string key, Func<T, T?> damage, string says) where T : class
    {
        T row;
        await using (var reader = await bank.Rows.BeginRead()) row = (await reader.Load(app, kind, key))!;
        await bank.Put(app, kind, damage(row), row);
        Assert.Contains(says, await Verdict());
        await bank.Put(app, kind, row, row);
        Assert.Null(await Verdict());
    }

    private sealed record NameIt(BlobKey Key) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            book.Findings.Save(new Finding("photo", book.Now, "photo", "", Cents.Zero, Key.Value));
            return await book.Name(Key) ? Done.It : new BlobRefused(BlobRefusal.Forgotten);
        }
    }

    private sealed record LetItGo(BlobKey Key) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            book.Findings.Remove((await book.Findings.Find("photo"))!);
            await book.LetGo(Key, Week);
            return Done.It;
        }
    }

    /// <summary>A stream that somebody watches being read.</summary>
    private sealed class Watched(byte[] content, Func<int, Task> looks) : MemoryStream(content)
    {
        public int Looked { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < Length)
            {
                await looks((int)Position);
                Looked++;
            }
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}

public sealed class BlobsOnSqlite() : BlobTests(Store.Sqlite);

public sealed class BlobsOnPostgres() : BlobTests(Store.Postgres);
