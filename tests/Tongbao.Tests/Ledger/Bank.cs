using Microsoft.Extensions.Logging.Abstractions;
using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Files;
using Tongbao.Server.Security;
using Tongbao.Server.Store;

namespace Tongbao.Tests.Ledger;

/// <summary>A store with its teller and nothing around it: the use cases as they are, without HTTP.</summary>
public sealed class Bank : IAsyncDisposable
{
    private static readonly string PublicKey = AppKeys.Generate(1024).PublicKey;

    private readonly TempFolder folder;
    private readonly AppDesk desk;
    private int apps;

    private Bank(IStore store, TempFolder folder, Vault vault)
    {
        (Rows, this.folder) = (store, folder);
        World = new World(vault, Tables.Loaded, new FileLinks(vault, new PublicUrl(new ServerOptions())), new TestCodes(new Dictionary<string, string>()));
        Teller = new Teller(store, Clock, World, new Bell(), NullLogger<Teller>.Instance);
        desk = new AppDesk(Teller, new AppRegistry(store, Teller, TimeProvider.System), new Library(store, Clock, World), World, Clock);
        Teller.Start();
    }

    public IStore Rows { get; }
    public Teller Teller { get; }
    public World World { get; }
    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(8)));

    public static async Task<Bank> Open(Store kind)
    {
        var folder = new TempFolder();
        var vault = new Vault(new byte[32]);
        var dialect = new Dialect(RowJson.Sealed(vault));
        // What fsync protects is not wanted of a folder that is thrown away.
        IStore store = kind == Store.Sqlite
            ? await SqliteStore.Open(folder.Path, dialect, synchronous: "OFF")
            : await PostgresStore.Open((await Servers.NewPlace(kind)).Postgres!, dialect);
        return new Bank(store, folder, vault);
    }

    /// <summary>An app of its own, by the code that the sandbox makes them with.</summary>
    public async Task<AppId> NewApp(object settings)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToElement(Client.Json.Merge(new { platformKeyBits = 1024, dailyOrderLimit = 0 }, settings));
        var (app, _, problem) = await desk.Create(new NewApp("tsy2", $"app{Interlocked.Increment(ref apps):D6}", PublicKey, "性质测试", json));
        return app?.Id ?? throw new InvalidOperationException(problem);
    }

    /// <summary>What `verify` says of one app; null: all is right.</summary>
    public async Task<string?> Check(AppId app)
    {
        await using var own = await Rows.BeginSnapshot();
        return await new AppCheck(app, await own.Load(app, Counters.Rows, "all") ?? Counters.Start, own).Run();
    }

    public async ValueTask DisposeAsync()
    {
        await Teller.DisposeAsync();
        await Rows.DisposeAsync();
        folder.Dispose();
    }
}
