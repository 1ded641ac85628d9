namespace Tongbao.Server.Store;

/// <summary>光标: where a reader stopped in a list. The number is used only in lists ordered by a number.</summary>
public sealed record Cursor(string Key, long Number = 0);

/// <summary>一页: selects rows of a kind after a cursor, in key order, up to a maximum number.</summary>
public sealed record Stretch<T>(RowKind<T> Kind, bool NewestFirst = false) where T : class
{
    public Cursor? After { get; init; }
    public int Take { get; init; }

    /// <summary>Orders by this number, and by key for equal numbers.</summary>
    public RowIndex<T>? By { get; init; }

    /// <summary>Selects only rows with this index value.</summary>
    public (RowIndex<T> Index, string Value)? Under { get; init; }

    /// <summary>Selects only rows whose keys begin with this text.</summary>
    public string? Prefix { get; init; }

    public Cursor PlaceOf(T row) => new(Kind.Key(row), By is null ? 0 : (long)By.Value(row)!);

    /// <summary>The cursor before the first row.</summary>
    private Cursor Start => After ?? new Cursor(Prefix ?? "", NewestFirst ? long.MaxValue : long.MinValue);

    /// <summary>
    /// The SQL for one range of one index, read from either end, so that the cost of a page does not depend on the number of rows. SQLite
    /// has no statistics on an index, so the index is named.
    /// </summary>
    /// <param name="ofAllApps">For a table with one row per app, stored under the app's own id.</param>
    public string Sql(bool onSqlite, bool ofAllApps)
    {
        var (key, order, beyond) = (ofAllApps ? "app" : "key", NewestFirst ? " DESC" : "", NewestFirst ? "<" : ">");
        var index = Under?.Index ?? By;
        List<string> where = ofAllApps ? [] : ["app = @app"];
        if (Under is { } under) where.Add($"{under.Index.Name} = @under");
        if (Prefix is not null) where.Add($"{key} < @end");
        if (By is not null) where.Add($"{By.Name} {beyond}= @number AND ({By.Name} {beyond} @number OR {key} {beyond} @key)");
        else if (After is not null || !NewestFirst) where.Add($"{key} {beyond} @key");
        return $"SELECT body, key FROM {Kind.Table}{(onSqlite && index is not null ? $" INDEXED BY {Kind.Table}_{index.Name}" : "")} WHERE {string.Join(" AND ", where)} "
            + $"ORDER BY {(By is null ? "" : $"{By.Name}{order}, ")}{key}{order} LIMIT @take";
    }

    public void Fill(System.Data.Common.DbCommand command)
    {
        Dialect.Set(command, "take", (long)Take);
        if (Under is { } under) Dialect.Set(command, "under", under.Value);
        if (Prefix is not null) Dialect.Set(command, "end", Prefix + '\uFFFF');
        if (By is not null) Dialect.Set(command, "number", Start.Number);
        if (By is not null || After is not null || !NewestFirst) Dialect.Set(command, "key", Start.Key);
    }
}
