using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>
/// 行数: counts the rows of each app in each table, in the same transaction as the rows, so that `verify` notices missing rows. Balances are
/// not counted: they follow from the entries and are written later.
/// </summary>
internal sealed class RowCounts
{
    public const string Table = "row_counts";

    private const string OrAdd = $"ON CONFLICT (app, key) DO UPDATE SET held = {Table}.held + excluded.held";

    public const string Add = $"INSERT INTO {Table} (app, key, held, unsealed) VALUES (@app, @key, @held, 0) {OrAdd}";

    private readonly Dictionary<(string App, string Table), long> _changes = [];

    public static bool Has(string table) => table != Account.Rows.Table;

    /// <summary>A PostgreSQL upsert that also counts the inserted rows.</summary>
    public static string CountingNew(string table, string upsert) =>
        $"WITH written AS ({upsert} RETURNING app, xmax = 0 AS is_new) INSERT INTO {Table} (app, key, held, unsealed) "
        + $"SELECT app, '{table}', count(*), 0 FROM written WHERE is_new GROUP BY app {OrAdd}";

    /// <summary>A PostgreSQL delete that also counts the deleted rows.</summary>
    /// <param name="delete">The delete statement, in which the table has the alias t.</param>
    public static string CountingGone(string table, string delete) =>
        $"WITH gone AS ({delete} RETURNING t.app) UPDATE {Table} c SET held = c.held - g.n "
        + $"FROM (SELECT app, count(*) AS n FROM gone GROUP BY app) g WHERE c.app = g.app AND c.key = '{table}'";

    public void Changed(Slot slot, int by)
    {
        if (!Has(slot.Table)) return;
        var key = (slot.App.Value, slot.Table);
        _changes[key] = _changes.GetValueOrDefault(key) + by;
    }

    /// <summary>The changes of the open group. They are returned once.</summary>
    public IEnumerable<(string App, string Table, long By)> Take()
    {
        foreach (var ((app, table), by) in _changes)
        {
            if (by != 0) yield return (app, table, by);
        }
        _changes.Clear();
    }

    public void Forget() => _changes.Clear();
}
