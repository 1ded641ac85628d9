using System.Data.Common;
using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>Reading over one connection, alike on both stores; statements are prepared once a connection.</summary>
public class Connection(DbConnection connection, Dialect dialect) : IReader
{
    private readonly Dictionary<string, DbCommand> _prepared = [];

    protected DbConnection Db => connection;
    protected Dialect Dialect => dialect;
    protected DbTransaction? Transaction { get; set; }

    public virtual ValueTask<T?> Load<T>(AppId app, RowKind<T> kind, string key) where T : class =>
        dialect.Load<T>(Prepared($"SELECT body FROM {kind.Table} WHERE app = @app AND key = @key"), app, key);

    public virtual async ValueTask<T?> LoadBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class
    {
        var command = Prepared($"SELECT body FROM {kind.Table} WHERE app = @app AND {index.Name} = @value LIMIT 1");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "value", value);
        return await command.ExecuteScalarAsync() is string body ? dialect.Row<T>(body) : null;
    }

    public async ValueTask<IReadOnlyList<T>> LoadList<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class
    {
        var command = Prepared($"SELECT body FROM {kind.Table} WHERE app = @app AND {index.Name} = @value ORDER BY key");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "value", value);
        return await dialect.Rows<T>(command);
    }

    public ValueTask<(long Total, IReadOnlyList<Line> Lines)> LoadLines(AppId app, IReadOnlyCollection<string> accounts,
        DateTimeOffset from, DateTimeOffset until, long skip, int take) => Dialect.Lines(connection, app, accounts, from, until, skip, take);

    public async ValueTask<IReadOnlyList<T>> All<T>(AppId? app, RowKind<T> kind) where T : class
    {
        var command = Prepared($"SELECT body, key FROM {kind.Table}{(app is null ? "" : " WHERE app = @app")} ORDER BY app, key");
        if (app is { } only) Dialect.Set(command, "app", only.Value);
        return await dialect.Rows(command, kind);
    }

    /// <summary>Keys of notices begin with "notice:".</summary>
    private static readonly string[] LaneFilter = ["", " AND (key < 'notice:' OR key >= 'notice;')", " AND key >= 'notice:' AND key < 'notice;'"];

    public async ValueTask<IReadOnlyList<(AppId App, WorkItem Item)>> DueWork(DateTimeOffset until, int take, Lane lane)
    {
        var command = Prepared($"SELECT body, app FROM work WHERE due_at <= @until{LaneFilter[(int)lane]} ORDER BY due_at, app, key LIMIT @take");
        Dialect.Set(command, "until", until.ToUnixTimeMilliseconds());
        Dialect.Set(command, "take", (long)take);
        return await dialect.Work(command);
    }

    public async ValueTask<IReadOnlyList<T>> Below<T>(AppId app, RowKind<T> kind, RowIndex<T> index, long value, int take) where T : class
    {
        var command = Prepared($"SELECT body FROM {kind.Table} WHERE app = @app AND {index.Name} < @value ORDER BY {index.Name} LIMIT @take");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "value", value);
        Dialect.Set(command, "take", (long)take);
        return await dialect.Rows<T>(command);
    }

    public async ValueTask<IReadOnlyList<T>> Beginning<T>(AppId app, RowKind<T> kind, string prefix) where T : class
    {
        var command = Prepared($"SELECT body FROM {kind.Table} WHERE app = @app AND key >= @prefix AND key < @end ORDER BY key");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "prefix", prefix);
        Dialect.Set(command, "end", prefix + '\uFFFF');
        return await dialect.Rows<T>(command);
    }

    public async ValueTask<IReadOnlyList<Entry>> EntriesOf(AppId app, string cause)
    {
        var command = Prepared("SELECT no, at, event, cause, moves FROM entries WHERE app = @app AND cause = @cause ORDER BY no");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "cause", cause);
        var entries = new List<Entry>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) entries.Add(Dialect.ReadEntry(reader));
        return entries;
    }

    public async IAsyncEnumerable<Core.Orders.Order> PaidBetween(AppId app, DateTimeOffset from, DateTimeOffset until)
    {
        var command = Prepared("SELECT body FROM orders WHERE app = @app AND paid_at >= @from AND paid_at < @until ORDER BY paid_at, key");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "from", from.ToUnixTimeMilliseconds());
        Dialect.Set(command, "until", until.ToUnixTimeMilliseconds());
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return dialect.Row<Core.Orders.Order>(reader.GetString(0));
    }

    public async ValueTask<IReadOnlyList<Line>> LastLines(AppId app, DateTimeOffset at)
    {
        var command = Prepared($"SELECT {Columns("l")} FROM lines l JOIN (SELECT account, max(no) AS last FROM lines WHERE app = @app AND at <= @at GROUP BY account) m "
            + "ON l.account = m.account AND l.no = m.last WHERE l.app = @app ORDER BY l.account");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "at", at.ToUnixTimeMilliseconds());
        var lines = new List<Line>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add(Dialect.ReadLine(reader));
        return lines;
    }

    private static string Columns(string of) => string.Join(", ", Dialect.LineColumns.Split(", ").Select(c => $"{of}.{c}"));

    public async IAsyncEnumerable<Entry> Entries(AppId app, long from)
    {
        var command = Prepared("SELECT no, at, event, cause, moves FROM entries WHERE app = @app AND no >= @from ORDER BY no");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "from", from);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return Dialect.ReadEntry(reader);
    }

    public async IAsyncEnumerable<Line> AllLines(AppId app)
    {
        var command = Prepared($"SELECT {Dialect.LineColumns} FROM lines WHERE app = @app ORDER BY entry, account, no");
        Dialect.Set(command, "app", app.Value);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return Dialect.ReadLine(reader);
    }

    public async ValueTask<DbDataReader> Scan(string table, string order) => await Prepared($"SELECT * FROM {table} ORDER BY {order}").ExecuteReaderAsync();

    public async ValueTask<long> CountEntries() => (long)(await Prepared("SELECT count(*) FROM entries").ExecuteScalarAsync())!;

    protected DbCommand Prepared(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            _prepared[sql] = command;
        }
        command.Transaction = Transaction;
        return command;
    }

    protected void DisposeCommands()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }

    public virtual ValueTask DisposeAsync()
    {
        DisposeCommands();
        return connection.DisposeAsync();
    }
}
