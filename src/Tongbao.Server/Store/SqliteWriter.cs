using Microsoft.Data.Sqlite;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>
/// The only writing connection, so what its teller has cached stays valid. A group appends to the end of its tables; balances, whose rows
/// are spread over the table, are written later in key order.
/// </summary>
internal sealed class SqliteWriter(SqliteConnection connection, Dialect dialect, LateBalances late, Action released)
    : Connection(connection, dialect), IWriter
{
    /// <summary>Keyed by the kind of row or by the SQL text, so that no key has to be built.</summary>
    private readonly Dictionary<(object For, string Use), SqliteStatement> _statements = [];
    private readonly JsonBuffer _json = new();
    private readonly RowCounts _counts = new();
    private bool _open;

    public bool CacheIsCurrent => true;

    public bool IsFar => false;

    public ValueTask Fetch(IReadOnlyCollection<Wanted> wanted) => default;

    public ValueTask Begin()
    {
        Statement("BEGIN IMMEDIATE").Run();
        _open = true;
        return default;
    }

    public override ValueTask<T?> Load<T>(AppId app, RowKind<T> kind, string key) where T : class =>
        new(late.Find(app, kind, key) ?? First(Statement(kind, "load", k => $"SELECT body FROM {k.Table} WHERE app = @app AND key = @key"),
            app, key, Dialect.Row<T>));

    public override ValueTask<T?> LoadBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class =>
        new(First(Statement(kind, index.Name, k => $"SELECT body FROM {k.Table} WHERE app = @app AND {index.Name} = @value LIMIT 1"), app,
            value, Dialect.Row<T>));

    private static T? First<T>(SqliteStatement statement, AppId app, string key, Func<ReadOnlySpan<byte>, T> read) where T : class
    {
        statement.Bind(1, app.Value);
        statement.Bind(2, key);
        return statement.First(read);
    }

    public ValueTask Write(IReadOnlyList<Slot> rows, IReadOnlyList<(AppId App, Entry Entry, IReadOnlyList<Line> Lines)> entries)
    {
        foreach (var (app, entry, lines) in entries)
        {
            WriteEntry(app, entry, lines);
            late.Saw(app, entry.No);
        }
        foreach (var slot in rows)
        {
            if (!late.Take(slot)) WriteRow(slot);
        }
        foreach (var balance in late.Due()) WriteRow(balance);
        WriteCounts();
        return default;
    }

    /// <summary>Writes all unwritten balances in a transaction of its own.</summary>
    public async ValueTask WriteBalances()
    {
        if (late.IsEmpty) return;
        await Begin();
        try
        {
            foreach (var balance in late.All()) WriteRow(balance);
            WriteCounts();
            Finish();
        }
        finally
        {
            Undo();
        }
    }

    private void WriteRow(Slot slot)
    {
        var columns = RowColumns.Of(slot);
        if (slot.Row is null)
        {
            var delete = Statement(columns, "delete", c => c.Delete);
            delete.Bind(1, slot.App.Value);
            delete.Bind(2, slot.Key);
            if (delete.Run() > 0) _counts.Changed(slot, -1);
            return;
        }
        var body = columns.Utf8Body(Dialect, slot, _json);
        if (!slot.IsStored && RowCounts.Has(slot.Table))
        {
            // Most rows that are not known to be stored are new. Inserting them costs one statement, which also counts them.
            if (Write(Statement(columns, "insert", c => c.Insert), columns, slot, body) > 0)
            {
                _counts.Changed(slot, 1);
                return;
            }
        }
        Write(Statement(columns, "upsert", c => c.Upsert), columns, slot, body);
    }

    private static int Write(SqliteStatement statement, RowColumns columns, Slot slot, ReadOnlySpan<byte> body)
    {
        statement.Bind(1, slot.App.Value);
        statement.Bind(2, slot.Key);
        statement.Bind(3, body);
        statement.Bind(4, columns.Seal(slot, body));
        for (var i = 0; i < columns.Names.Count; i++) statement.Bind(5 + i, columns.Value(slot, i));
        return statement.Run();
    }

    private void WriteCounts()
    {
        foreach (var (app, table, by) in _counts.Take())
        {
            var add = Statement(RowCounts.Add);
            add.Bind(1, app);
            add.Bind(2, table);
            add.Bind(3, by);
            add.Run();
        }
    }

    private void WriteEntry(AppId app, Entry entry, IReadOnlyList<Line> lines)
    {
        var moves = EntryText.Write(entry.Moves);
        var insert = Statement("INSERT INTO entries (app, no, at, event, cause, moves, lines, seal) VALUES (@app, @no, @at, @event, @cause, @moves, @lines, @seal)");
        insert.Bind(1, app.Value);
        insert.Bind(2, entry.No);
        insert.Bind(3, entry.At.ToUnixTimeMilliseconds());
        insert.Bind(4, entry.Event);
        insert.Bind(5, entry.Cause);
        insert.Bind(6, moves);
        insert.Bind(7, EntryText.Write(lines));
        insert.Bind(8, EntryText.Seal(entry, moves));
        insert.Run();
    }

    public ValueTask Commit()
    {
        Finish();
        return default;
    }

    private void Finish()
    {
        Statement("COMMIT").Run();
        _open = false;
        late.Committed();
    }

    /// <summary>Ends a group. Without a commit it is rolled back.</summary>
    public override ValueTask DisposeAsync()
    {
        Undo();
        released();
        return default;
    }

    private void Undo()
    {
        if (!_open) return;
        _open = false;
        late.Undone();
        _counts.Forget();
        // SQLite rolls back by itself after some disk errors.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) Statement("ROLLBACK").Run();
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
