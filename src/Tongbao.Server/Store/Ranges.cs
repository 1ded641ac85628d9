using Tongbao.Core.Audit;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>Reads rows and entries by key ranges, a page at a time, for those that read everything.</summary>
public partial class Connection
{
    /// <summary>A row. Throws <see cref="DamagedRow"/> if it cannot be read or is stored under another row's key.</summary>
    public ValueTask<T?> Fitting<T>(AppId app, RowKind<T> kind, string key) where T : class => One(app, kind, "key", key);

    public ValueTask<T?> FittingBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class =>
        One(app, kind, index.Name, value);

    private async ValueTask<T?> One<T>(AppId app, RowKind<T> kind, string column, string value) where T : class
    {
        var command = Prepared($"SELECT body, key FROM {kind.Table} WHERE app = @app AND {column} = @value LIMIT 1");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "value", value);
        return (await Dialect.Rows(command, kind)).FirstOrDefault();
    }

    /// <param name="by">The text index that orders them; null for the key.</param>
    public async ValueTask<IReadOnlyList<T>> Range<T>(AppId app, RowKind<T> kind, RowIndex<T>? by, KeyRange range, int take) where T : class
    {
        var (column, table) = by is null ? ("key", kind.Table) : (by.Name, ByIndex(kind.Table, $"{kind.Table}_{by.Name}"));
        var command = Prepared($"SELECT body, key FROM {table} WHERE app = @app{Bounds(column, range)} ORDER BY {column}{(by is null ? "" : ", key")} LIMIT @take");
        Fill(command, app, range, take);
        return await Dialect.Rows(command, kind);
    }

    public async ValueTask<IReadOnlyList<BookedEntry>> BookedEntries(AppId app, long from, int take)
    {
        var command = Prepared($"SELECT {Dialect.EntryColumns}, lines, seal FROM entries WHERE app = @app AND no >= @from ORDER BY no LIMIT @take");
        Dialect.Set(command, "app", app.Value);
        Dialect.Set(command, "from", from);
        Dialect.Set(command, "take", (long)take);
        await using var reader = await command.ExecuteReaderAsync();
        var entries = new List<BookedEntry>(take);
        while (await reader.ReadAsync()) entries.Add(Dialect.ReadBooked(reader));
        return entries;
    }

    /// <summary>
    /// First the rest of the last entry's cause, then the next causes, so that each entry is read once, however many share a cause.
    /// </summary>
    public async ValueTask<IReadOnlyList<Entry>> EntriesByCause(AppId app, KeyRange causes, Entry? after, int take)
    {
        var entries = new List<Entry>(take);
        var table = ByIndex("entries", "entries_cause");
        if (after is not null)
        {
            var rest = Prepared($"SELECT {Dialect.EntryColumns} FROM {table} WHERE app = @app AND cause = @cause AND no > @no ORDER BY no LIMIT @take");
            Dialect.Set(rest, "cause", after.Cause);
            Dialect.Set(rest, "no", after.No);
            Fill(rest, app, KeyRange.All, take);
            entries.AddRange(await Entries(rest));
            causes = causes with { After = after.Cause };
        }
        if (entries.Count == take) return entries;
        var next = Prepared($"SELECT {Dialect.EntryColumns} FROM {table} WHERE app = @app{Bounds("cause", causes)} ORDER BY cause, no LIMIT @take");
        Fill(next, app, causes, take - entries.Count);
        entries.AddRange(await Entries(next));
        return entries;
    }

    /// <summary>SQLite has no statistics here, so the index is named.</summary>
    private string ByIndex(string table, string index) =>
        Db is Microsoft.Data.Sqlite.SqliteConnection ? $"{table} INDEXED BY {index}" : table;

    private static string Bounds(string column, KeyRange range) =>
        $"{(range.After is null ? "" : $" AND {column} > @after")}{(range.UpTo is null ? "" : $" AND {column} <= @upTo")}";

    private static void Fill(System.Data.Common.DbCommand command, AppId app, KeyRange range, int take)
    {
        Dialect.Set(command, "app", app.Value);
        if (range.After is not null) Dialect.Set(command, "after", range.After);
        if (range.UpTo is not null) Dialect.Set(command, "upTo", range.UpTo);
        Dialect.Set(command, "take", (long)take);
    }
}
