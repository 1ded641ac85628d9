using System.Collections.Concurrent;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>The last entry whose balances are in the accounts table.</summary>
public sealed record BalanceMark(long Entry)
{
    public const string Key = "accounts";
    public static readonly RowKind<BalanceMark> Rows = new("balance_marks", _ => Key);
}

/// <summary>
/// 余额后写: balances that are committed in the statement lines but not yet in the accounts table. Only for SQLite, where one process sees them
/// all. They are written later in rounds, in key order, so that a page of the table is written once per round and not once per transfer. At
/// the end of a round the app's mark moves to the last entry before the round began. After a start, balances after the mark are rebuilt
/// from the lines.
/// </summary>
internal sealed class LateBalances
{
    /// <summary>How many entries start a new round. A start must be able to re-read as many within a moment.</summary>
    private const int RoundAfter = 20_000;

    /// <summary>The least number of balances that a round writes per group, or twice what the group changed if that is more.</summary>
    private const int LeastSlice = 64;

    private readonly ConcurrentDictionary<(string App, string Account), Account> _late = new();

    /// <summary>The balances that the open group changed, and those that it wrote to the table.</summary>
    private readonly Dictionary<(string App, string Account), Account> _group = [];
    private readonly List<(string App, string Account)> _written = [];
    private readonly Dictionary<AppId, (long First, long Last)> _groupEntries = [];

    private readonly Dictionary<AppId, long> _last = [];
    private (string App, string Account)[] _round = [];
    private List<Slot> _marks = [];
    private int _done, _doneInGroup, _since;

    public bool IsEmpty => _late.IsEmpty && _since == 0;

    public T? Find<T>(AppId app, RowKind<T> kind, string key) where T : class =>
        kind is RowKind<Account> && _late.TryGetValue((app.Value, key), out var account) ? (T)(object)account : null;

    /// <summary>Rows of the table, replaced by newer balances where there are any, in key order.</summary>
    public IReadOnlyList<T> Over<T>(AppId? app, RowKind<T> kind, IReadOnlyList<T> rows) where T : class
    {
        if (kind is not RowKind<Account> || _late.IsEmpty || app is not { } only) return rows;
        var all = rows.Cast<Account>().ToDictionary(a => a.Id.Value);
        foreach (var ((of, id), account) in _late)
        {
            if (of == only.Value && (!all.TryGetValue(id, out var row) || row.LastLine < account.LastLine)) all[id] = account;
        }
        return [.. all.Values.OrderBy(a => a.Id.Value, StringComparer.Ordinal).Cast<T>()];
    }

    public void Saw(AppId app, long entry) =>
        _groupEntries[app] = (_groupEntries.TryGetValue(app, out var known) ? known.First : entry, entry);

    /// <summary>Keeps a balance that a line of this group contains. False for any other row, which must be written at once.</summary>
    public bool Take(Slot slot)
    {
        if (slot is not Slot<Account> { Value: { } account } || !_groupEntries.TryGetValue(slot.App, out var entries)
            || account.Trail.Last < entries.First) return false;
        _group[(slot.App.Value, account.Id.Value)] = account;
        return true;
    }

    /// <summary>The balances that the open group writes, and the marks at the end of a round.</summary>
    public IEnumerable<Slot> Due()
    {
        if (_round.Length == 0)
        {
            if (_since < RoundAfter) yield break;
            Begin();
        }
        var end = Math.Min(_round.Length, _done + Math.Max(LeastSlice, 2 * _group.Count));
        for (_doneInGroup = _done; _doneInGroup < end; _doneInGroup++) yield return Row(_round[_doneInGroup]);
        if (_doneInGroup < _round.Length) yield break;
        foreach (var mark in _marks) yield return mark;
    }

    /// <summary>All unwritten balances, with the marks.</summary>
    public IEnumerable<Slot> All()
    {
        Begin();
        for (_doneInGroup = 0; _doneInGroup < _round.Length; _doneInGroup++) yield return Row(_round[_doneInGroup]);
        foreach (var mark in _marks) yield return mark;
    }

    public void Committed()
    {
        foreach (var key in _written) _late.TryRemove(key, out _);
        foreach (var (key, account) in _group) _late[key] = account;
        foreach (var (app, entries) in _groupEntries)
        {
            _last[app] = entries.Last;
            _since += (int)(entries.Last - entries.First + 1);
        }
        _done = _doneInGroup;
        if (_done == _round.Length) (_round, _done, _doneInGroup) = ([], 0, 0);
        EndGroup();
    }

    public void Undone()
    {
        _doneInGroup = _done;
        EndGroup();
    }

    /// <summary>Rebuilds the balances that were booked after the mark of an app.</summary>
    public async Task CatchUp(IReader reader, AppId app)
    {
        var mark = await reader.Load(app, BalanceMark.Rows, BalanceMark.Key);
        await foreach (var (entry, lines, _) in reader.BookedEntries(app, (mark?.Entry ?? 0) + 1))
        {
            foreach (var line in lines)
            {
                var before = await reader.Load(app, Account.Rows, line.Account.Value) ?? Account.Empty(line.Account);
                if (line.No <= before.LastLine) continue;
                if (line.No > before.LastLine + 1) throw new DamagedRow($"line {before.LastLine + 1} of {line.Account} is missing");
                _late[(app.Value, line.Account.Value)] = before.After(line);
            }
            _last[app] = entry.No;
            _since++;
        }
    }

    private void Begin()
    {
        _round = [.. _late.Keys.Order()];
        _marks = [.. _last.Select(l =>
            (Slot)new Slot<BalanceMark>(l.Key, BalanceMark.Rows, BalanceMark.Key) { Value = new BalanceMark(l.Value) })];
        (_done, _since) = (0, 0);
    }

    private Slot<Account> Row((string App, string Id) key)
    {
        // If this group changed the balance, its new value is written.
        if (!_group.Remove(key, out var account)) account = _late[key];
        _written.Add(key);
        return new Slot<Account>(new AppId(key.App), Account.Rows, key.Id) { Value = account };
    }

    private void EndGroup()
    {
        _group.Clear();
        _written.Clear();
        _groupEntries.Clear();
    }
}
