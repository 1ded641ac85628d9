namespace Tongbao.Server.Store;

public sealed partial class Shelf
{
    public async ValueTask<IReadOnlyList<T>> List<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class =>
        AsChanged(app, kind, await source.LoadList(app, kind, index, value), row => index.Value(row)?.ToString() == value);

    public async ValueTask<IReadOnlyList<T>> Beginning<T>(AppId app, RowKind<T> kind, string prefix) where T : class =>
        AsChanged(app, kind, await source.Beginning(app, kind, prefix), row => kind.Key(row).StartsWith(prefix, StringComparison.Ordinal));

    public async ValueTask<IReadOnlyList<T>> Below<T>(AppId app, RowKind<T> kind, RowIndex<T> index, long value, int take) where T : class
    {
        // Rows that the open group changed may not belong any more: so many more are read.
        var stored = await source.Below(app, kind, index, value, take + _dirty.OfType<Slot<T>>().Count(s => s.App == app));
        return [.. AsChanged(app, kind, stored, row => index.Value(row) is long number && number < value)
            .OrderBy(row => (long)index.Value(row)!).Take(take)];
    }

    /// <summary>Rows of the store with the changes of the open group.</summary>
    private List<T> AsChanged<T>(AppId app, RowKind<T> kind, IReadOnlyList<T> stored, Func<T, bool> belongs) where T : class
    {
        var rows = stored.ToDictionary(kind.Key);
        foreach (var slot in _dirty.OfType<Slot<T>>().Where(s => s.App == app))
        {
            rows.Remove(slot.Key);
            if (slot.Value is { } row && belongs(row)) rows[slot.Key] = row;
        }
        return [.. rows.Values.OrderBy(kind.Key, StringComparer.Ordinal)];
    }
}
