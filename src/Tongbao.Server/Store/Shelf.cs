using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>Where a shelf reads rows that it does not hold: one connection of a store.</summary>
public interface IRowSource
{
    ValueTask<T?> Load<T>(AppId app, RowKind<T> kind, string key) where T : class;
    ValueTask<T?> LoadBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class;
    ValueTask<IReadOnlyList<T>> LoadList<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class;

    /// <summary>The rows whose keys begin with a text, in key order.</summary>
    ValueTask<IReadOnlyList<T>> Beginning<T>(AppId app, RowKind<T> kind, string prefix) where T : class;

    /// <summary>The rows of an app whose numeric index is below a value, in the order of the index.</summary>
    ValueTask<IReadOnlyList<T>> Below<T>(AppId app, RowKind<T> kind, RowIndex<T> index, long value, int take) where T : class;

    IStatements Statements { get; }
}

/// <summary>
/// The rows that a group of commands works on. They are read once, changed in memory, undone per command, and written at the commit. They
/// stay in memory for the next group as long as nobody else writes to the store.
/// </summary>
public sealed partial class Shelf(IRowSource source) : ILedgerShelf
{
    private const int MaxCleanRows = 200_000;

    private readonly Dictionary<(string App, string Table, string Key), Slot> _slots = [];
    private readonly Dictionary<(string App, string Table, string Index, string Value), string> _unique = [];

    /// <summary>Values known to be absent from the store. Nobody else can insert them while the group runs.</summary>
    private readonly HashSet<(string App, string Table, string Index, string Value)> _absent = [];
    private readonly List<Action> _undo = [];
    private readonly List<Slot> _dirty = [];
    private readonly List<(AppId App, Entry Entry, IReadOnlyList<Line> Lines)> _entries = [];

    public IReadOnlyList<Slot> Dirty => _dirty;
    public IReadOnlyList<(AppId App, Entry Entry, IReadOnlyList<Line> Lines)> Entries => _entries;

    /// <summary>A mark that later changes can be undone to.</summary>
    /// <param name="inBulk">What follows is bulk work.</param>
    public int Mark(bool inBulk)
    {
        _inBulk = inBulk;
        return _undo.Count;
    }

    public void UndoTo(int mark)
    {
        for (var i = _undo.Count - 1; i >= mark; i--) _undo[i]();
        _undo.RemoveRange(mark, _undo.Count - mark);
    }

    public async ValueTask<T?> Find<T>(AppId app, RowKind<T> kind, string key) where T : class
    {
        if (_slots.TryGetValue((app.Value, kind.Table, key), out var held)) return ((Slot<T>)held).Value;
        var row = await source.Load(app, kind, key);
        Hold(app, kind, key, row);
        return row;
    }

    public async ValueTask<T?> FindBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class
    {
        if (_unique.TryGetValue((app.Value, kind.Table, index.Name, value), out var key)) return await Find(app, kind, key);
        if (_absent.Contains((app.Value, kind.Table, index.Name, value))) return null;
        if (await source.LoadBy(app, kind, index, value) is not { } row) return null;
        key = kind.Key(row);
        if (_slots.TryGetValue((app.Value, kind.Table, key), out var held)) return ((Slot<T>)held).Value;
        Hold(app, kind, key, row);
        if (index.Unique) _unique[(app.Value, kind.Table, index.Name, value)] = key;
        return row;
    }

    public void Put<T>(AppId app, RowKind<T> kind, T row) where T : class => Set(app, kind, kind.Key(row), row);

    public void Remove<T>(AppId app, RowKind<T> kind, T row) where T : class => Set(app, kind, kind.Key(row), null);

    public void Append(AppId app, Entry entry, IReadOnlyList<Line> lines)
    {
        _entries.Add((app, entry, lines));
        _undo.Add(() => _entries.RemoveAt(_entries.Count - 1));
    }

    public IStatements Statements => source.Statements;

    /// <summary>The group is committed: the store now has its changes.</summary>
    public void Committed()
    {
        foreach (var slot in _dirty)
        {
            (slot.IsDirty, slot.IsStored) = (false, slot.Row is not null);
            if (!slot.StaysInMemory) _slots.Remove((slot.App.Value, slot.Table, slot.Key));
        }
        LetPass();
        _dirty.Clear();
        _entries.Clear();
        _undo.Clear();
        _absent.Clear();
        if (_slots.Count <= MaxCleanRows) return;
        _slots.Clear();
        _unique.Clear();
    }

    /// <summary>Drops everything, because it may be outdated: a commit failed, or another process wrote.</summary>
    public void Forget()
    {
        LetPass();
        _slots.Clear();
        _unique.Clear();
        _absent.Clear();
        _dirty.Clear();
        _entries.Clear();
        _undo.Clear();
    }

    public bool Holds<T>(AppId app, RowKind<T> kind, string key) where T : class => _slots.ContainsKey((app.Value, kind.Table, key));

    public bool Knows<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class =>
        _unique.ContainsKey((app.Value, kind.Table, index.Name, value)) || _absent.Contains((app.Value, kind.Table, index.Name, value));

    /// <summary>Takes a row of the store that was fetched before the group ran.</summary>
    public void Take<T>(AppId app, RowKind<T> kind, T row) where T : class
    {
        var key = kind.Key(row);
        if (Holds(app, kind, key)) return;
        Hold(app, kind, key, row);
        NoteUnique(app, kind, row, key);
    }

    /// <summary>Records that the store has no such row.</summary>
    /// <param name="index">Null means the key.</param>
    public void TakeAbsent<T>(AppId app, RowKind<T> kind, RowIndex<T>? index, string value) where T : class
    {
        if (index is not null) _absent.Add((app.Value, kind.Table, index.Name, value));
        else if (!Holds(app, kind, value)) Hold(app, kind, value, null);
    }

    private void NoteUnique<T>(AppId app, RowKind<T> kind, T row, string key) where T : class
    {
        foreach (var index in kind.Indexes)
        {
            if (!index.Unique || index.Value(row)?.ToString() is not { } value) continue;
            _unique[(app.Value, kind.Table, index.Name, value)] = key;
            if (_inBulk && kind.PassesInBulk) _passingValues.Add((app.Value, kind.Table, index.Name, value));
        }
    }

    /// <param name="stored">The row in the store; null if there is none, or if that is unknown.</param>
    private Slot<T> Hold<T>(AppId app, RowKind<T> kind, string key, T? stored) where T : class
    {
        var slot = new Slot<T>(app, kind, key) { Value = stored, IsStored = stored is not null };
        _slots[(app.Value, kind.Table, key)] = slot;
        if (_inBulk && (stored is null || kind.PassesInBulk)) _passing.Add(slot);
        return slot;
    }

    private void Set<T>(AppId app, RowKind<T> kind, string key, T? row) where T : class
    {
        var slot = _slots.TryGetValue((app.Value, kind.Table, key), out var held) ? (Slot<T>)held : null;
        if (slot is null)
        {
            // The row was never read, so its stored value is unknown. Undoing this change must forget the slot.
            slot = Hold(app, kind, key, null);
            _undo.Add(() => _slots.Remove((app.Value, kind.Table, key)));
        }
        var before = slot.Value;
        var wasDirty = slot.IsDirty;
        slot.Value = row;
        if (!wasDirty)
        {
            slot.IsDirty = true;
            _dirty.Add(slot);
        }
        _undo.Add(() =>
        {
            slot.Value = before;
            if (!wasDirty)
            {
                slot.IsDirty = false;
                _dirty.Remove(slot);
            }
            if (before is not null || row is null) return;
            foreach (var index in kind.Indexes)
            {
                if (index.Unique && index.Value(row)?.ToString() is { } value) _unique.Remove((app.Value, kind.Table, index.Name, value));
            }
        });
        if (row is not null) NoteUnique(app, kind, row, key);
    }
}
