using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>
/// The embedded store: one file, one process (held by a lock file), and one writing connection, which also makes all checkpoints. Readers
/// have read-only connections. WAL with synchronous=FULL: a commit is on disk.
/// </summary>
public sealed class SqliteStore : IStore
{
    private const int Busy = 5, Corrupt = 11, NotADatabase = 26;

    private readonly string _file;
    private readonly Dialect _dialect;
    private readonly FileStream _lock;
    private readonly SqliteWriter _writer;
    private readonly LateBalances _late;

    /// <summary>Held by the group that writes, and by a reader while it begins its snapshot.</summary>
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConcurrentBag<PooledReader> _readers = [];

    private SqliteStore(string file, Dialect dialect, FileStream @lock, SqliteConnection connection)
    {
        (_file, _dialect, _lock, _late) = (file, dialect, @lock, new LateBalances());
        _writer = new SqliteWriter(connection, dialect, _late, () => _gate.Release());
    }

    public string Name => "sqlite";

    /// <summary>The file has only one process. After a crash it finds its own leases again; there can be no other living holder.</summary>
    public string Holder => "the only one";

    public ValueTask BePresent() => default;

    public ValueTask<bool> IsAlive(string holder) => new(false);

    public static string FileIn(string folder) => Path.Combine(folder, "tongbao.db");

    /// <param name="check">Checks that the store belongs to whoever opens it, before anything else is read.</param>
    public static async Task<SqliteStore> Open(string folder, Dialect dialect, string synchronous = "FULL",
        Func<SqliteStore, Task>? check = null)
    {
        SQLitePCL.Batteries_V2.Init();
        PrivateFile.MakeFolder(folder);
        PrivateFile.Tighten(folder);
        var @lock = Lock(folder);
        var file = FileIn(folder);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        var store = new SqliteStore(file, dialect, @lock, connection);
        try
        {
            await MustBeAlone(file);
            MakePrivate(file);
            await connection.OpenAsync();
            foreach (var pragma in new[] { "journal_mode=WAL", $"synchronous={synchronous}", "wal_autocheckpoint=10000",
                "cache_size=-65536", "mmap_size=0", "foreign_keys=ON", "busy_timeout=10000" })
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"PRAGMA {pragma}";
                await command.ExecuteScalarAsync();
            }
            await Migrations.Run(connection, Migrations.ForSqlite);
            if (check is not null) await check(store);
            await store.CatchUp();
            return store;
        }
        catch (Exception damage) when (damage is DamagedRow or SqliteException { SqliteErrorCode: NotADatabase or Corrupt })
        {
            await store.DisposeAsync();
            throw new UserMistake($"账已损坏: {damage.Message}\nThe books are damaged: {damage.Message}");
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps all other processes out of the folder.</summary>
    public static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException disk) when (disk.Message.Contains("Read-only", StringComparison.Ordinal)
            || disk.Message.Contains("No space", StringComparison.Ordinal))
        {
            throw new UserMistake($"无法写入数据目录: {disk.Message}\nThe data folder cannot be written: {disk.Message}");
        }
        catch (IOException)
        {
            throw InUse(path);
        }
    }

    private static UserMistake InUse(string path) => new($"数据目录正被另一个进程使用: {path}\nThe data folder is in use by another process: {path}");

    /// <summary>
    /// The lock file may have been deleted while it was held. An exclusive lock on the database still fails if another process has it open.
    /// </summary>
    private static async Task MustBeAlone(string file)
    {
        if (!File.Exists(file)) return;
        await using var look = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false,
            DefaultTimeout = 1 }.ToString());
        await look.OpenAsync();
        try
        {
            foreach (var step in new[] { "PRAGMA locking_mode=EXCLUSIVE", "SELECT count(*) FROM sqlite_master" })
            {
                await using var command = look.CreateCommand();
                command.CommandText = step;
                await command.ExecuteScalarAsync();
            }
        }
        catch (SqliteException other) when (other.SqliteErrorCode == Busy)
        {
            throw InUse(file);
        }
    }

    /// <summary>The files that SQLite makes beside the database get the same permissions.</summary>
    private static void MakePrivate(string file)
    {
        if (!File.Exists(file)) PrivateFile.Create(file).Dispose();
        foreach (var one in new[] { file, file + "-wal", file + "-shm" }) PrivateFile.Tighten(one);
    }

    public async ValueTask<IWriter> BeginWrite(IReadOnlyCollection<AppId> apps)
    {
        await _gate.WaitAsync();
        try
        {
            await _writer.Begin();
            return _writer;
        }
        catch
        {
            _gate.Release();
            throw;
        }
    }

    public async ValueTask<IReader> BeginRead() => await TakeReader();

    /// <summary>Unwritten balances are written first, and no group may come in between.</summary>
    public async ValueTask<IReader> BeginSnapshot()
    {
        var reader = await TakeReader();
        await _gate.WaitAsync();
        try
        {
            await _writer.WriteBalances();
            await reader.HoldStill();
            return reader;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Rebuilds the balances that an earlier process booked and did not write to the table.</summary>
    private async Task CatchUp()
    {
        await using var reader = await BeginRead();
        foreach (var app in await Kept(reader)) await _late.CatchUp(reader, app);
        await _writer.WriteBalances();
    }

    /// <summary>All apps that have books, including removed apps, whose books continue if the number is used again.</summary>
    private static async Task<IReadOnlyList<AppId>> Kept(IReader reader)
    {
        var apps = new List<AppId>();
        await using var rows = await reader.Scan(Counters.Rows.Table, "app");
        while (await rows.ReadAsync()) apps.Add(new AppId(rows.GetString(rows.GetOrdinal("app"))));
        return apps;
    }

    private async ValueTask<PooledReader> TakeReader()
    {
        if (_readers.TryTake(out var reader)) return reader;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Mode = SqliteOpenMode.ReadOnly,
            Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA query_only=ON; PRAGMA busy_timeout=10000;";
        await command.ExecuteNonQueryAsync();
        return new PooledReader(connection, _dialect, _late, _readers.Add);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in _readers) await reader.Close();
        await _gate.WaitAsync();
        try
        {
            await _writer.WriteBalances();
        }
        catch (SqliteException)
        {
            // The disk is full. The balances will be rebuilt from the entries.
        }
        await _writer.Close();
        _gate.Dispose();
        await _lock.DisposeAsync();
    }

    private sealed class PooledReader(SqliteConnection connection, Dialect dialect, LateBalances late, Action<PooledReader> giveBack)
        : Connection(connection, dialect)
    {
        private bool _still;

        public override ValueTask<T?> Load<T>(AppId app, RowKind<T> kind, string key) where T : class =>
            !_still && late.Find(app, kind, key) is { } newest ? new(newest) : base.Load(app, kind, key);

        public override async ValueTask<IReadOnlyList<T>> All<T>(AppId? app, RowKind<T> kind) where T : class =>
            _still ? await base.All(app, kind) : late.Over(app, kind, await base.All(app, kind));

        /// <summary>An SQLite snapshot begins with the first read, so read something now.</summary>
        public async ValueTask HoldStill()
        {
            await Prepared("BEGIN").ExecuteNonQueryAsync();
            _still = true;
            await Prepared("SELECT count(*) FROM migrations").ExecuteScalarAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            if (_still) await Prepared("ROLLBACK").ExecuteNonQueryAsync();
            _still = false;
            giveBack(this);
        }

        public ValueTask Close() => base.DisposeAsync();
    }
}
