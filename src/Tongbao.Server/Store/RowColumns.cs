using System.Collections.Concurrent;

namespace Tongbao.Server.Store;

/// <summary>The columns of a kind of row; made once per kind.</summary>
public abstract class RowColumns(string table, IReadOnlyList<string> names)
{
    private static readonly ConcurrentDictionary<object, RowColumns> Known = new();

    private readonly IReadOnlyList<int> _byName = [.. names.Index().OrderBy(n => n.Item, StringComparer.Ordinal).Select(n => n.Index)];

    public string Table { get; } = table;
    public IReadOnlyList<string> Names { get; } = names;
    public string Insert { get; } = Dialect.Insert(table, names) + " ON CONFLICT (app, key) DO NOTHING";
    public string Upsert { get; } = Dialect.Upsert(table, names);
    public string Delete { get; } = $"DELETE FROM {table} WHERE app = @app AND key = @key";

    public abstract ReadOnlySpan<byte> Utf8Body(Dialect dialect, Slot slot, JsonBuffer buffer);
    public abstract object? Value(Slot slot, int column);

    /// <param name="body">The row as written.</param>
    public long Seal(Slot slot, ReadOnlySpan<byte> body) =>
        RowSeal.Of(slot.App.Value, slot.Key, body, _byName.Select(i => (Names[i], Value(slot, i))));

    /// <summary>Index columns named at, or ending in _at or _since, are milliseconds; all others are text.</summary>
    public bool IsNumber(int column) =>
        Names[column] is "at" || Names[column].EndsWith("_at", StringComparison.Ordinal)
        || Names[column].EndsWith("_since", StringComparison.Ordinal);

    public static RowColumns Of(Slot slot) => Known.GetOrAdd(slot.RowKind, _ =>
        (RowColumns)Activator.CreateInstance(typeof(For<>).MakeGenericType(slot.GetType().GetGenericArguments()), slot)!);

    private sealed class For<T>(Slot<T> first) : RowColumns(first.Kind.Table, [.. first.Kind.Indexes.Select(i => i.Name)]) where T : class
    {
        public override ReadOnlySpan<byte> Utf8Body(Dialect dialect, Slot slot, JsonBuffer buffer) =>
            dialect.Utf8Body(((Slot<T>)slot).Value!, buffer);
        public override object? Value(Slot slot, int column) => first.Kind.Indexes[column].Value(((Slot<T>)slot).Value!);
    }
}
