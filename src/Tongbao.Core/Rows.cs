namespace Tongbao.Core;

/// <summary>A column by which rows can be found in addition to their key. Rows whose value is null are not in the index.</summary>
public sealed record RowIndex<T>(string Name, Func<T, object?> Value, bool Unique = false);

/// <summary>
/// The name that earlier versions stored a property under. Old rows are read by it; new rows use the property's own name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormerlyAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// The field of the enclosing row that earlier versions stored this property in. Old rows are read from there; see
/// <see cref="FormerlyAttribute"/>. The part must have a constructor without parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormerlyOutsideAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A part of a row, stored as an object within it. Nothing is stored for <see cref="None"/>.</summary>
public interface IPart<T> where T : class, IPart<T>
{
    static abstract T None { get; }
}

/// <summary>A kind of row: its table, its key within an app, and its indexes.</summary>
public sealed class RowKind<T>(string table, Func<T, string> key, params RowIndex<T>[] indexes) where T : class
{
    public string Table { get; } = table;
    public Func<T, string> Key { get; } = key;
    public IReadOnlyList<RowIndex<T>> Indexes { get; } = indexes;

    /// <summary>Whether rows that were written stay in memory for later reads. False for large rows that are seldom read.</summary>
    public bool StaysInMemory { get; init; } = true;

    /// <summary>
    /// Whether bulk work sees each such row only once, so that it does not stay in memory then. False for rows that many others need.
    /// </summary>
    public bool PassesInBulk { get; init; }

    public RowIndex<T> Index(string name) => Indexes.First(i => i.Name == name);
}

/// <summary>
/// The rows of a transaction. Rows are immutable: to change one, put a new one. If the command is refused, its rows are rolled back.
/// </summary>
public interface IShelf
{
    ValueTask<T?> Find<T>(AppId app, RowKind<T> kind, string key) where T : class;
    ValueTask<T?> FindBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class;
    ValueTask<IReadOnlyList<T>> List<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class;

    /// <summary>The rows whose keys begin with a text, in key order.</summary>
    ValueTask<IReadOnlyList<T>> Beginning<T>(AppId app, RowKind<T> kind, string prefix) where T : class;

    /// <summary>The rows whose number in an index is below a value, in the order of the index, as many as asked for.</summary>
    ValueTask<IReadOnlyList<T>> Below<T>(AppId app, RowKind<T> kind, RowIndex<T> index, long value, int take) where T : class;

    void Put<T>(AppId app, RowKind<T> kind, T row) where T : class;
    void Remove<T>(AppId app, RowKind<T> kind, T row) where T : class;
}

/// <summary>The rows of one kind and one app.</summary>
public readonly struct Table<T>(IShelf shelf, AppId app, RowKind<T> kind) where T : class
{
    public ValueTask<T?> Find(string key) => shelf.Find(app, kind, key);
    public ValueTask<T?> FindBy(string index, string value) => shelf.FindBy(app, kind, kind.Index(index), value);
    public ValueTask<IReadOnlyList<T>> List(string index, string value) => shelf.List(app, kind, kind.Index(index), value);
    public ValueTask<IReadOnlyList<T>> Beginning(string prefix) => shelf.Beginning(app, kind, prefix);
    public ValueTask<IReadOnlyList<T>> Below(string index, long value, int take) => shelf.Below(app, kind, kind.Index(index), value, take);
    public void Save(T row) => shelf.Put(app, kind, row);
    public void Remove(T row) => shelf.Remove(app, kind, row);
}

/// <summary>The store could not commit. No part of the request was reported as booked to anybody.</summary>
public sealed class StoreUnavailable(string message, Exception? inner = null) : Exception(message, inner);
