using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Accp;
using Tongbao.Core.Platform;
using Tongbao.Server;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Files;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;
using Tongbao.Server.Wire.Accp;
using Tongbao.Server.Wire.Tsy2;
using Tongbao.Simulators;

namespace Tongbao.Tests.Ledger;

/// <summary>A store with its teller and nothing around it: the use cases as they are, without HTTP.</summary>
public sealed class Bank : IAsyncDisposable
{
    private static readonly string PublicKey = RsaKeys.Generate(1024).PublicKey;

    /// <summary>The kinds of keys that apps may have.</summary>
    public static readonly KeyKinds Keys = new([new RsaKeyKind()]);

    private static readonly byte[] MasterKey = new byte[32];

    private readonly TempFolder folder;
    private readonly string? postgres;
    private readonly AppAdmin admin;
    private int apps;
    private bool isClosed;

    private Bank(IStore store, TempFolder folder, string? postgres, Vault vault)
    {
        (Rows, this.folder, this.postgres) = (store, folder, postgres);
        Environment = new CoreEnvironment(vault, new Catalogue([new WireTables(Tables.Tsy2), new WireTables(Tables.Of(AccpWire.Wire))]),
            new FileLinks(vault, new PublicUrl(new ServerOptions())),
            new TestCodes(FixedCodes.None, FixedCodes.None), [Tsy2Wire.Terms, AccpWire.Terms], new KeptContents([], Keys),
            [new WirePart(AccpWire.Wire, new TradeNotices())]);
        Teller = new Teller(store, Clock, Environment, new WorkSignal(), NullLogger<Teller>.Instance);
        var apps = new AppRegistry(store, Teller, TimeProvider.System, Keys);
        var wires = new SpokenWires([Tsy2Wire.Terms], Keys);
        admin = new AppAdmin(Teller, apps, new IdentityAdmin(Teller, apps, wires, Environment), wires,
            new QueryRunner(store, Clock, Environment), Environment, Clock);
        Teller.Start();
    }

    public IStore Rows { get; }
    public Teller Teller { get; }
    public CoreEnvironment Environment { get; }

    /// <summary>What `verify` lets stand in the books.</summary>
    public EventTable Events { get; init; } = Tongbao.Core.Ledger.Events.Table;
    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(8)));

    public static async Task<Bank> Open(Store kind, EventTable? events = null)
    {
        var folder = new TempFolder();
        var vault = new Vault(MasterKey);
        var dialect = new Dialect(RowJson.Sealed(vault));
        var postgres = kind == Store.Postgres ? (await Servers.NewPlace(kind)).Postgres : null;
        // What fsync protects is not wanted of a folder that is thrown away.
        return new Bank(postgres is null ? await SqliteStore.Open(folder.Path, dialect, synchronous: "OFF")
            : await PostgresStore.Open(postgres, dialect), folder, postgres, vault)
        {
            Events = events ?? Tongbao.Core.Ledger.Events.Table,
        };
    }

    /// <summary>An app of its own, by the code that the sandbox makes them with.</summary>
    public async Task<AppId> NewApp(object settings)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToElement(Client.Json.Merge(new { platformKeyBits = 1024, dailyOrderLimit = 0 },
            settings));
        var (app, _, problem) = await admin.Create(new NewApp("tsy2", $"app{Interlocked.Increment(ref apps):D6}", PublicKey, "性质测试", json));
        return app?.Id ?? throw new InvalidOperationException(problem);
    }

    /// <summary>What `verify` says of one app; null: all is right.</summary>
    public async Task<string?> Check(AppId app)
    {
        await using var own = await Rows.BeginSnapshot();
        return (await Verifier.Check(app, await own.Load(app, App.Rows, app.Value), own, Events)).Wrong;
    }

    /// <summary>Stops; what is there is left for another process, with its key.</summary>
    public async Task<ServerPlace> Close()
    {
        await Stop();
        await File.WriteAllTextAsync(folder.Path + ".key", Convert.ToBase64String(MasterKey));
        return new ServerPlace(postgres is null ? Store.Sqlite : Store.Postgres, folder, postgres);
    }

    private async Task Stop()
    {
        if (isClosed) return;
        isClosed = true;
        await Teller.DisposeAsync();
        await Rows.DisposeAsync();
    }

    /// <summary>Past the program, as somebody does who lays hands on the store.</summary>
    public async Task<IReadOnlyList<string>> Sql(string sql, params IReadOnlyList<(string Name, object Value)> values)
    {
        await using var connection = await Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) Dialect.Set(command, name, value);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0));
        return texts;
    }

    /// <summary>What opening a store of an earlier version does to it.</summary>
    public async Task BringUpToDate()
    {
        await using var connection = await Connect();
        await Migrations.Run(connection, postgres is null ? Migrations.ForSqlite : Migrations.ForPostgres);
    }

    private async Task<DbConnection> Connect()
    {
        DbConnection connection = postgres is null ? new SqliteConnection($"Data Source={folder.File("tongbao.db")};Pooling=False")
            : new NpgsqlConnection(postgres);
        await connection.OpenAsync();
        return connection;
    }

    public async Task<Order> Order(AppId app, string bizNo)
    {
        await using var reader = await Rows.BeginRead();
        return (await reader.LoadBy(app, Core.Orders.Order.Rows, Core.Orders.Order.Rows.Index(Core.Orders.Order.ByBizNo), bizNo))!;
    }

    /// <summary>Changes a row behind the teller's back, hears what verify says, and puts it back.</summary>
    public async Task MustNotice<T>(AppId app, RowKind<T> kind, string key, Func<T, T?> damage, string says) where T : class
    {
        T row;
        await using (var reader = await Rows.BeginRead()) row = (await reader.Load(app, kind, key))!;
        await Put(app, kind, damage(row), row);
        Assert.Contains(says, await Check(app));
        await Put(app, kind, row, row);
        Assert.Null(await Check(app));
    }

    /// <param name="before">The row that goes, where none comes.</param>
    public async Task Put<T>(AppId app, RowKind<T> kind, T? row, T? before) where T : class
    {
        await using var writer = await Rows.BeginWrite([app]);
        var shelf = new Shelf(writer);
        if (row is not null) shelf.Put(app, kind, row);
        else shelf.Remove(app, kind, before!);
        await writer.Write(shelf.Dirty, shelf.Entries);
        await writer.Commit();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        folder.Dispose();
    }
}
