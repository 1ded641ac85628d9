namespace Tongbao.Server.Store;

/// <summary>光标: where a reader stopped in a list; the number counts only in a list that is ordered by one.</summary>
public sealed record Cursor(string Key, long Number = 0);

/// <summary>一页: rows of a kind after a cursor, in the order of their keys; never more than it takes.</summary>
public sealed record Stretch<T>(RowKind<T> Kind, bool NewestFirst = false) where T : class
{
    public Cursor? After { get; init; }
    public int Take { get; init; }

    /// <summary>In the order of this number, and of the keys where it is the same.</summary>
    public RowIndex<T>? By { get; init; }

    /// <summary>Of these rows alone.</summary>
    public (RowIndex<T> Index, string Value)? Under { get; init; }

    /// <summary>Of the rows alone whose keys begin so.</summary>
    public string? Prefix { get; init; }

    public Cursor PlaceOf(T row) => new(Kind.Key(row), By is null ? 0 : (long)By.Value(row)!);

    /// <summary>Before its first row.</summary>
    private Cursor Start => After ?? new Cursor(Prefix ?? "", NewestFirst ? long.MaxValue : long.MinValue);

    /// <summary>
    /// One range of one index, read from its end or its beginning: what a page costs does not depend on how many rows there are.
    /// SQLite knows nothing of how many rows an index value has, and is told which to take.
    /// </summary>
    /// <param name="ofAllApps">Of a table that has one row an app, under the app's own id.</param>
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
