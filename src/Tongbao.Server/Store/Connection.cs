using System.Data.Common;
using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>Reads over one connection, in the same way on both stores. Statements are prepared once per connection.</summary>
public partial class Connection(DbConnection connection, Dialect dialect) : IReader
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
        var command = Prepared(ListBy(kind.Table, index.Name, IsSqlite));
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "value", value);
        return await dialect.Rows<T>(command);
    }

    /// <summary>
    /// Selects the rows with one value of an index. The index is named because SQLite would read all of the app's rows.
    /// </summary>
    public static string ListBy(string table, string index, bool onSqlite) =>
        $"SELECT body FROM {table}{(onSqlite ? $" INDEXED BY {table}_{index}" : "")} WHERE app = @app AND {index} = @value ORDER BY key";

    public IStatements Statements => new Statements(this);

    public virtual async ValueTask<IReadOnlyList<T>> All<T>(AppId? app, RowKind<T> kind) where T : class
    {
        var command = Prepared($"SELECT body, key FROM {kind.Table}{(app is null ? "" : " WHERE app = @app")} ORDER BY app, key");
        if (app is { } only) Dialect.Set(command, "app", only.Value);
        return await dialect.Rows(command, kind);
    }

    public async ValueTask<IReadOnlyList<T>> Page<T>(AppId? app, Stretch<T> rows) where T : class
    {
        var command = Prepared(rows.Sql(connection is Microsoft.Data.Sqlite.SqliteConnection, ofAllApps: app is null));
        if (app is { } only) Dialect.Set(command, "app", only.Value);
        rows.Fill(command);
        return await dialect.Rows(command, rows.Kind);
    }

    public async ValueTask<IReadOnlyList<(AppId App, WorkItem Item)>> DueWork(DateTimeOffset until, int take, Lane lane)
    {
        var command = Prepared(DueSql(lane, IsSqlite));
        Dialect.Set(command, "until", until.ToUnixTimeMilliseconds());
        Dialect.Set(command, "take", (long)take);
        return await dialect.Work(command);
    }

    /// <summary>Their keys begin with "notice:".</summary>
    public async ValueTask<IReadOnlyList<(AppId App, WorkItem Item)>> UnnamedNotices(int take)
    {
        var command = Prepared($"SELECT body, app FROM {Work("work_money", IsSqlite)} WHERE lane IS NULL AND key >= 'notice:' AND key < 'notice;' LIMIT @take");
        Dialect.Set(command, "take", (long)take);
        return await dialect.Work(command);
    }

    public async ValueTask<IReadOnlyList<WorkItem>> DueIn(LaneKey lane, DateTimeOffset until, int take)
    {
        var command = Prepared($"SELECT body FROM {Work("work_lane", IsSqlite)} WHERE app = @app AND lane = @lane AND due_at <= @until ORDER BY due_at, key LIMIT @take");
        Dialect.Set(command, "app", lane.App.Value);
        Dialect.Set(command, "lane", lane.Endpoint);
        Dialect.Set(command, "until", until.ToUnixTimeMilliseconds());
        Dialect.Set(command, "take", (long)take);
        return await dialect.Rows<WorkItem>(command);
    }

    public async ValueTask<IReadOnlyList<(LaneKey Lane, DateTimeOffset DueAt)>> Lanes()
    {
        var command = Prepared($"SELECT app, lane, due_at FROM {Work("work_lane", IsSqlite)} WHERE lane IS NOT NULL AND (app, lane) > (@app, @lane) ORDER BY app, lane, due_at LIMIT 1");
        var found = new List<(LaneKey Lane, DateTimeOffset DueAt)>();
        var last = new LaneKey(SystemApp.Id, "");
        while (true)
        {
            Dialect.Set(command, "app", last.App.Value);
            Dialect.Set(command, "lane", last.Endpoint);
            await using var reader = await command.ExecuteReaderAsync();
            if (!await reader.ReadAsync()) return found;
            last = new LaneKey(new AppId(reader.GetString(0)), reader.GetString(1));
            if (last.Endpoint != WorkItem.BulkLane) found.Add((last, Dialect.Instant(reader.GetInt64(2))));
        }
    }

    /// <summary>Selects what is due in a lane.</summary>
    public static string DueSql(Lane lane, bool onSqlite)
    {
        var (index, rows) = DueIndexes[(int)lane];
        return $"SELECT body, app FROM {Work(index, onSqlite)} WHERE due_at <= @until AND {rows} ORDER BY due_at, app, key LIMIT @take";
    }

    /// <summary>For each lane: the index that finds its due items, and the condition for its rows.</summary>
    private static readonly (string Index, string Rows)[] DueIndexes =
        [("work_money", "lane IS NULL"), ("work_notices", "lane IS NOT NULL AND lane <> 'bulk'"), ("work_bulk", "lane = 'bulk'")];

    /// <summary>SQLite has no statistics here, so the index is named.</summary>
    private static string Work(string index, bool onSqlite) => onSqlite ? $"work INDEXED BY {index}" : "work";

    private bool IsSqlite => connection is Microsoft.Data.Sqlite.SqliteConnection;

    public async ValueTask<IReadOnlyList<T>> Below<T>(AppId app, RowKind<T> kind, RowIndex<T> index, long value, int take) where T : class
    {
        var command = Prepared($"SELECT body FROM {kind.Table} WHERE app = @app AND {index.Name} < @value ORDER BY {index.Name} LIMIT @take");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "value", value);
        Dialect.Set(command, "take", (long)take);
        return await dialect.Rows<T>(command);
    }

    public async ValueTask<IReadOnlyList<AppId>> AppsBelow<T>(RowKind<T> kind, RowIndex<T> index, long value) where T : class
    {
        var command = Prepared($"SELECT key FROM apps a WHERE EXISTS (SELECT 1 FROM {kind.Table} r WHERE r.app = a.key AND r.{index.Name} < @value) ORDER BY key");
        Dialect.Set(command, "value", value);
        return await Apps(command);
    }

    public ValueTask<IReadOnlyList<AppId>> AppsIn(params IReadOnlyList<string> tables) =>
        Apps(Prepared($"{string.Join(" UNION ", tables.Select(t => $"SELECT app FROM {t}"))} ORDER BY app"));

    private static async ValueTask<IReadOnlyList<AppId>> Apps(DbCommand command)
    {
        var apps = new List<AppId>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) apps.Add(new AppId(reader.GetString(0)));
        return apps;
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
        var command = Prepared($"SELECT {Dialect.EntryColumns} FROM entries WHERE app = @app AND cause = @cause ORDER BY no");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "cause", cause);
        return await Entries(command);
    }

    private static async ValueTask<IReadOnlyList<Entry>> Entries(DbCommand command)
    {
        var entries = new List<Entry>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) entries.Add(Dialect.ReadEntry(reader));
        return entries;
    }

    public async ValueTask<IReadOnlyList<Entry>> EntriesBefore(AppId app, long before, string? cause, int take)
    {
        var of = cause is null ? "" : " AND cause = @cause";
        var command = Prepared($"SELECT {Dialect.EntryColumns} FROM entries WHERE app = @app{of} AND no < @before ORDER BY no DESC LIMIT @take");
        Dialect.Set(command, "app", app.Value);
        if (cause is not null) Dialect.Set(command, "cause", cause);
        Dialect.Set(command, "before", before);
        Dialect.Set(command, "take", (long)take);
        return await Entries(command);
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

    public async ValueTask<IReadOnlyList<Account>> BalancesAt(AppId app, DateTimeOffset at)
    {
        // Few entries were booked since, compared with all entries. An account that has no line since then is unchanged; the others are as
        // they were before their first line since then.
        var then = (await All(app, Account.Rows)).ToDictionary(a => a.Id);
        var since = new HashSet<AccountId>();
        await foreach (var booked in BookedEntries(app, await FirstAfter(app, at)))
        {
            foreach (var line in booked.Lines.Where(l => since.Add(l.Account))) then[line.Account] = Account.Before(line);
        }
        return [.. then.Values.Where(a => a.LastLine > 0).OrderBy(a => a.Id.Value, StringComparer.Ordinal)];
    }

    /// <summary>The first entry after an instant, by binary search: an app's entries are in time order.</summary>
    private async ValueTask<long> FirstAfter(AppId app, DateTimeOffset at)
    {
        var (before, after) = (0L, (await Load(app, Counters.Rows, "all") ?? Counters.Start).NextEntry);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if ((await Booked(app, middle)).Entry.At <= at) before = middle;
            else after = middle;
        }
        return after;
    }

    /// <summary>One entry. It must exist.</summary>
    public async ValueTask<BookedEntry> Booked(AppId app, long no)
    {
        var command = Prepared($"SELECT {Dialect.EntryColumns}, lines, seal FROM entries WHERE app = @app AND no = @no");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "no", no);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? Dialect.ReadBooked(reader) : throw new DamagedRow($"entry {no} is missing");
    }

    public async IAsyncEnumerable<BookedEntry> BookedEntries(AppId app, long from)
    {
        var command = Prepared($"SELECT {Dialect.EntryColumns}, lines, seal FROM entries WHERE app = @app AND no >= @from ORDER BY no");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "from", from);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return Dialect.ReadBooked(reader);
    }

    public async IAsyncEnumerable<Entry> Entries(AppId app, long from)
    {
        var command = Prepared($"SELECT {Dialect.EntryColumns} FROM entries WHERE app = @app AND no >= @from ORDER BY no");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "from", from);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return Dialect.ReadEntry(reader);
    }

    public async IAsyncEnumerable<(AppId App, T Row)> Stream<T>(RowKind<T> kind) where T : class
    {
        await using var rows = await Prepared($"SELECT app, key, body FROM {kind.Table} ORDER BY app, key").ExecuteReaderAsync();
        while (await rows.ReadAsync()) yield return (new AppId(rows.GetString(0)), dialect.Row(kind, rows.GetString(1), rows.GetString(2)));
    }

    public void MustFit(string table, string key, string body) => RowTables.MustFit(dialect, table, key, body);

    public async ValueTask<DbDataReader> Scan(string table, string order) =>
        await Prepared($"SELECT * FROM {table} ORDER BY {order}").ExecuteReaderAsync();

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
