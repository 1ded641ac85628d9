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

    /// <summary>The one writing connection. It is the only writer there is, so what its teller remembers stays true.</summary>
    private sealed class SqliteWriter(SqliteConnection connection, Dialect dialect) : Connection(connection, dialect), IWriter
    {
        private bool _open;

        public bool CacheIsCurrent => true;

        public async ValueTask Begin()
        {
            await Prepared("BEGIN IMMEDIATE").ExecuteNonQueryAsync();
            _open = true;
        }

        public async ValueTask Write(IReadOnlyList<Slot> rows, IReadOnlyList<(AppId App, Entry Entry, IReadOnlyList<Line> Lines)> entries)
        {
            foreach (var slot in rows) await WriteRow(slot);
            foreach (var (app, entry, lines) in entries) await WriteEntry(app, entry, lines);
        }

        private async ValueTask WriteRow(Slot slot)
        {
            var columns = RowColumns.Of(slot);
            var command = slot.Row is null
                ? Prepared($"DELETE FROM {slot.Table} WHERE app = @app AND key = @key")
                : Prepared(columns.Upsert);
            Dialect.Set(command, "app", slot.App.Value);
            Dialect.Set(command, "key", slot.Key);
            if (slot.Row is not null)
            {
                Dialect.Set(command, "body", columns.Body(Dialect, slot));
                for (var i = 0; i < columns.Names.Count; i++) Dialect.Set(command, columns.Names[i], columns.Value(slot, i));
            }
            await command.ExecuteNonQueryAsync();
        }

        private async ValueTask WriteEntry(AppId app, Entry entry, IReadOnlyList<Line> lines)
        {
            var command = Prepared("INSERT INTO entries (app, no, at, event, cause, moves) VALUES (@app, @no, @at, @event, @cause, @moves)");
            var at = entry.At.ToUnixTimeMilliseconds();
            Dialect.Set(command, "app", app.Value);
            Dialect.Set(command, "no", entry.No);
            Dialect.Set(command, "at", at);
            Dialect.Set(command, "event", entry.Event);
            Dialect.Set(command, "cause", entry.Cause);
            Dialect.Set(command, "moves", EntryText.Write(entry.Moves));
            await command.ExecuteNonQueryAsync();
            var insert = Prepared($"INSERT INTO lines (app, {Dialect.LineColumns}) VALUES (@app, @account, @no, @entry, @at, @cause, @da, @dh, @dt, @a, @h, @t)");
            foreach (var line in lines)
            {
                Dialect.Set(insert, "app", app.Value);
                Dialect.Set(insert, "account", line.Account);
                Dialect.Set(insert, "no", line.No);
                Dialect.Set(insert, "entry", line.Entry);
                Dialect.Set(insert, "at", at);
                Dialect.Set(insert, "cause", line.Cause);
                Dialect.Set(insert, "da", line.AvailableChange.Fen);
                Dialect.Set(insert, "dh", line.HeldChange.Fen);
                Dialect.Set(insert, "dt", line.InTransitChange.Fen);
                Dialect.Set(insert, "a", line.Available.Fen);
                Dialect.Set(insert, "h", line.Held.Fen);
                Dialect.Set(insert, "t", line.InTransit.Fen);
                await insert.ExecuteNonQueryAsync();
            }
        }

        public async ValueTask Commit()
        {
            await Prepared("COMMIT").ExecuteNonQueryAsync();
            _open = false;
        }

        /// <summary>Ends a group: what was not committed never was.</summary>
        public override async ValueTask DisposeAsync()
        {
            if (!_open) return;
            _open = false;
            await Prepared("ROLLBACK").ExecuteNonQueryAsync();
        }

        public ValueTask Close() => base.DisposeAsync();
    }
}
