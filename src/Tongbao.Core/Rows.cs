namespace Tongbao.Core;

/// <summary>A column by which rows of a kind are found besides their key; a null value leaves the row out of it.</summary>
public sealed record RowIndex<T>(string Name, Func<T, object?> Value, bool Unique = false);

/// <summary>The name by which earlier versions stored a property: rows of theirs are read by it, and written anew by its own.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormerlyAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// The name of a field beside the part of a row that it belongs to now: earlier versions stored it there. Read as
/// <see cref="FormerlyAttribute"/> is. The part can be made without parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormerlyOutsideAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A part of a row, stored as an object within it; a row whose part is <see cref="None"/> stores nothing for it.</summary>
public interface IPart<T> where T : class, IPart<T>
{
    static abstract T None { get; }
}

/// <summary>A kind of row: its table, its key within an app, and the columns it can be found by.</summary>
public sealed class RowKind<T>(string table, Func<T, string> key, params RowIndex<T>[] indexes) where T : class
{
    public string Table { get; } = table;
    public Func<T, string> Key { get; } = key;
    public IReadOnlyList<RowIndex<T>> Indexes { get; } = indexes;

    /// <summary>Do rows that were written stay in memory, to be found there again? Not large ones that are seldom read.</summary>
    public bool StaysInMemory { get; init; } = true;

    public RowIndex<T> Index(string name) => Indexes.First(i => i.Name == name);
}

/// <summary>The rows that a transaction sees. Rows are immutable: a change puts a new one; a refusal takes back what was put.</summary>
public interface IShelf
{
    ValueTask<T?> Find<T>(AppId app, RowKind<T> kind, string key) where T : class;
    ValueTask<T?> FindBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class;
    ValueTask<IReadOnlyList<T>> List<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class;

    /// <summary>The rows whose keys begin with a text, in key order.</summary>
    ValueTask<IReadOnlyList<T>> Beginning<T>(AppId app, RowKind<T> kind, string prefix) where T : class;

    void Put<T>(AppId app, RowKind<T> kind, T row) where T : class;
    void Remove<T>(AppId app, RowKind<T> kind, T row) where T : class;
}

/// <summary>One kind of row as one app sees it.</summary>
public readonly struct Table<T>(IShelf shelf, AppId app, RowKind<T> kind) where T : class
{
    public ValueTask<T?> Find(string key) => shelf.Find(app, kind, key);
    public ValueTask<T?> FindBy(string index, string value) => shelf.FindBy(app, kind, kind.Index(index), value);
    public ValueTask<IReadOnlyList<T>> List(string index, string value) => shelf.List(app, kind, kind.Index(index), value);
    public ValueTask<IReadOnlyList<T>> Beginning(string prefix) => shelf.Beginning(app, kind, prefix);
    public void Save(T row) => shelf.Put(app, kind, row);
    public void Remove(T row) => shelf.Remove(app, kind, row);
}

/// <summary>The store could not commit; nothing of the request is booked as far as anybody was told.</summary>
public sealed class StoreUnavailable(string message, Exception? inner = null) : Exception(message, inner);
