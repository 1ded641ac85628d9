using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>
/// The embedded store: one file, one process (a lock file holds it), one writing connection, which also makes every checkpoint;
/// readers have connections that cannot write. WAL, synchronous=FULL: a commit is on the disk.
/// </summary>
public sealed class SqliteStore : IStore
{
    private readonly string _file;
    private readonly Dialect _dialect;
    private readonly FileStream _lock;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentBag<PooledReader> _readers = [];

    private SqliteStore(string file, Dialect dialect, FileStream @lock, SqliteWriter writer) => (_file, _dialect, _lock, _writer) = (file, dialect, @lock, writer);

    public string Name => "sqlite";

    /// <summary>Alone on its file: it finds its own leases again after a crash, and any other's holder has ended.</summary>
    public string Holder => "the only one";

    public ValueTask BePresent() => default;

    public ValueTask<bool> IsAlive(string holder) => new(false);

    public static string FileIn(string folder) => Path.Combine(folder, "tongbao.db");

    public static async Task<SqliteStore> Open(string folder, Dialect dialect, string synchronous = "FULL")
    {
        SQLitePCL.Batteries_V2.Init();
        Directory.CreateDirectory(folder);
        var @lock = Lock(Path.Combine(folder, "lock"));
        var file = FileIn(folder);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await connection.OpenAsync();
        foreach (var pragma in new[] { "journal_mode=WAL", $"synchronous={synchronous}", "wal_autocheckpoint=10000", "cache_size=-65536", "mmap_size=0", "foreign_keys=ON", "busy_timeout=10000" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            await command.ExecuteScalarAsync();
        }
        await Migrations.Run(connection, Migrations.ForSqlite);
        return new SqliteStore(file, dialect, @lock, new SqliteWriter(connection, dialect));
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException disk) when (disk.Message.Contains("Read-only", StringComparison.Ordinal) || disk.Message.Contains("No space", StringComparison.Ordinal))
        {
            throw new UserMistake($"无法写入数据目录: {disk.Message}\nThe data folder cannot be written: {disk.Message}");
        }
        catch (IOException)
        {
            throw new UserMistake($"数据目录正被另一个进程使用: {path}\nThe data folder is in use by another process: {path}");
        }
    }

    public async ValueTask<IWriter> BeginWrite(IReadOnlyCollection<AppId> apps)
    {
        await _writer.Begin();
        return _writer;
    }

    public async ValueTask<IReader> BeginRead() => await TakeReader();

    public async ValueTask<IReader> BeginSnapshot()
    {
        var reader = await TakeReader();
        await reader.HoldStill();
        return reader;
    }

    private async ValueTask<PooledReader> TakeReader()
    {
        if (_readers.TryTake(out var reader)) return reader;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA query_only=ON; PRAGMA busy_timeout=10000;";
        await command.ExecuteNonQueryAsync();
        return new PooledReader(connection, _dialect, _readers.Add);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in _readers) await reader.Close();
        await _writer.Close();
        await _lock.DisposeAsync();
    }

    private sealed class PooledReader(SqliteConnection connection, Dialect dialect, Action<PooledReader> giveBack) : Connection(connection, dialect)
    {
        private bool _still;

        /// <summary>A transaction of SQLite sees what was committed when it first read.</summary>
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
