namespace Tongbao.Server.Store;

/// <summary>One row as a shelf holds it. Dirty rows are written when the group commits.</summary>
public abstract class Slot(AppId app, string key)
{
    public AppId App { get; } = app;
    public string Key { get; } = key;
    public bool IsDirty { get; set; }

    /// <summary>Whether a row with this key is known to be in the store. If false, it may or may not be.</summary>
    public bool IsStored { get; set; }
    public abstract object? Row { get; }
    public abstract string Table { get; }
    public abstract bool StaysInMemory { get; }

    /// <summary>The kind of the row, which decides how it is written.</summary>
    public abstract object RowKind { get; }
}

/// <summary>A slot with the kind of its row, so that a store can write the row with its indexes.</summary>
public sealed class Slot<T>(AppId app, RowKind<T> kind, string key) : Slot(app, key) where T : class
{
    public RowKind<T> Kind { get; } = kind;
    public T? Value { get; set; }
    public override object? Row => Value;
    public override string Table => Kind.Table;
    public override bool StaysInMemory => Kind.StaysInMemory;
    public override object RowKind => Kind;
}
