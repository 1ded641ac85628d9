using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>Rows of one kind that a group will look for, by key or by a unique column.</summary>
public abstract class Wanted(AppId app, string table, string column)
{
    public AppId App { get; } = app;
    public HashSet<string> Values { get; } = [];

    /// <summary>
    /// $1 is the app, $2 the values. Planned on a small table, "= ANY" would later read all rows of the app each time. LATERAL with LIMIT
    /// forces one index lookup per value.
    /// </summary>
    public string Sql { get; } = $"SELECT w.value, r.body FROM unnest($2) AS w (value) CROSS JOIN LATERAL (SELECT body FROM {table} WHERE app = $1 AND {column} = w.value LIMIT 1) AS r";

    public abstract void Found(Dialect dialect, string value, string body);

    /// <summary>Records that all values not found do not exist.</summary>
    public abstract void Done();
}

/// <summary>
/// 预读: collects, by table, the rows that the commands of a group will read and that the shelf does not hold. A remote store is then asked
/// once per group and table, not once per row.
/// </summary>
internal sealed class Prefetch(Shelf shelf) : IPrefetch
{
    private readonly Dictionary<(AppId App, object Kind, string Column), Wanted> _wanted = [];

    public App App { get; private set; } = SystemApp.Row;
    public DateTimeOffset Now { get; init; }

    public IReadOnlyCollection<Wanted> All => _wanted.Values;

    public void Of(App app, Command command)
    {
        App = app;
        command.Prefetch(this);
    }

    public void Row<T>(RowKind<T> kind, string key) where T : class
    {
        if (!shelf.Holds(App.Id, kind, key)) Add(kind, "key", key, null);
    }

    public void By<T>(RowKind<T> kind, string index, string value) where T : class
    {
        var by = kind.Index(index);
        if (!by.Unique) throw new InvalidOperationException($"{kind.Table}.{index} is not unique");
        if (!shelf.Knows(App.Id, kind, by, value)) Add(kind, index, value, by);
    }

    private void Add<T>(RowKind<T> kind, string column, string value, RowIndex<T>? by) where T : class
    {
        if (!_wanted.TryGetValue((App.Id, kind, column), out var wanted))
            _wanted[(App.Id, kind, column)] = wanted = new Rows<T>(shelf, App.Id, kind, column, by);
        wanted.Values.Add(value);
    }

    private sealed class Rows<T>(Shelf shelf, AppId app, RowKind<T> kind, string column, RowIndex<T>? by) : Wanted(app, kind.Table, column)
        where T : class
    {
        public override void Found(Dialect dialect, string value, string body)
        {
            Values.Remove(value);
            shelf.Take(App, kind, dialect.Row<T>(body));
        }

        public override void Done()
        {
            foreach (var value in Values) shelf.TakeAbsent(App, kind, by, value);
        }
    }
}
