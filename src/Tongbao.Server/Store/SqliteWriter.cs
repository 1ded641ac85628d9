using Microsoft.Data.Sqlite;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>The one writing connection. It is the only writer there is, so what its teller remembers stays true.</summary>
internal sealed class SqliteWriter(SqliteConnection connection, Dialect dialect) : Connection(connection, dialect), IWriter
{
    /// <summary>By the kind of row or by the text itself, whichever is known without being put together first.</summary>
    private readonly Dictionary<(object For, string Use), SqliteStatement> _statements = [];
    private readonly JsonBuffer _json = new();
    private bool _open;

    public bool CacheIsCurrent => true;

    public ValueTask Begin()
    {
        Statement("BEGIN IMMEDIATE").Run();
        _open = true;
        return default;
    }

    public override ValueTask<T?> Load<T>(AppId app, RowKind<T> kind, string key) where T : class =>
        new(First(Statement(kind, "load", k => $"SELECT body FROM {k.Table} WHERE app = @app AND key = @key"), app, key, Dialect.Row<T>));

    public override ValueTask<T?> LoadBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class =>
        new(First(Statement(kind, index.Name, k => $"SELECT body FROM {k.Table} WHERE app = @app AND {index.Name} = @value LIMIT 1"), app, value, Dialect.Row<T>));

    private static T? First<T>(SqliteStatement statement, AppId app, string key, Func<ReadOnlySpan<byte>, T> read) where T : class
    {
        statement.Bind(1, app.Value);
        statement.Bind(2, key);
        return statement.First(read);
    }

    public ValueTask Write(IReadOnlyList<Slot> rows, IReadOnlyList<(AppId App, Entry Entry, IReadOnlyList<Line> Lines)> entries)
    {
        foreach (var slot in rows) WriteRow(slot);
        foreach (var (app, entry, lines) in entries) WriteEntry(app, entry, lines);
        return default;
    }

    private void WriteRow(Slot slot)
    {
        var columns = RowColumns.Of(slot);
        var statement = slot.Row is null ? Statement(columns, "delete", c => c.Delete) : Statement(columns, "upsert", c => c.Upsert);
        statement.Bind(1, slot.App.Value);
        statement.Bind(2, slot.Key);
        if (slot.Row is not null)
        {
            statement.Bind(3, columns.Utf8Body(Dialect, slot, _json));
            for (var i = 0; i < columns.Names.Count; i++) statement.Bind(4 + i, columns.Value(slot, i));
        }
        statement.Run();
    }

    private void WriteEntry(AppId app, Entry entry, IReadOnlyList<Line> lines)
    {
        var at = entry.At.ToUnixTimeMilliseconds();
        var insert = Statement("INSERT INTO entries (app, no, at, event, cause, moves) VALUES (@app, @no, @at, @event, @cause, @moves)");
        insert.Bind(1, app.Value);
        insert.Bind(2, entry.No);
        insert.Bind(3, at);
        insert.Bind(4, entry.Event);
        insert.Bind(5, entry.Cause);
        insert.Bind(6, EntryText.Write(entry.Moves));
        insert.Run();
        foreach (var line in lines) WriteLine(app, line, at);
    }

    private void WriteLine(AppId app, Line line, long at)
    {
        var insert = Statement($"INSERT INTO lines (app, {Dialect.LineColumns}) VALUES (@app, @account, @no, @entry, @at, @cause, @da, @dh, @dt, @a, @h, @t)");
        insert.Bind(1, app.Value);
        insert.Bind(2, line.Account);
        insert.Bind(3, line.No);
        insert.Bind(4, line.Entry);
        insert.Bind(5, at);
        insert.Bind(6, line.Cause);
        insert.Bind(7, line.AvailableChange.Fen);
        insert.Bind(8, line.HeldChange.Fen);
        insert.Bind(9, line.InTransitChange.Fen);
        insert.Bind(10, line.Available.Fen);
        insert.Bind(11, line.Held.Fen);
        insert.Bind(12, line.InTransit.Fen);
        insert.Run();
    }

    public ValueTask Commit()
    {
        Statement("COMMIT").Run();
        _open = false;
        return default;
    }

    /// <summary>Ends a group: what was not committed never was.</summary>
    public override ValueTask DisposeAsync()
    {
        if (!_open) return default;
        _open = false;
        // After some errors of the disk SQLite has rolled back by itself.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) Statement("ROLLBACK").Run();
        return default;
    }

    public ValueTask Close()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        return base.DisposeAsync();
    }

    private SqliteStatement Statement(string sql) => Statement(sql, "", s => s);

    private SqliteStatement Statement<T>(T key, string use, Func<T, string> sql) where T : class
    {
        if (_statements.TryGetValue((key, use), out var known)) return known;
        return _statements[(key, use)] = new SqliteStatement(connection.Handle!, sql(key));
    }
}
