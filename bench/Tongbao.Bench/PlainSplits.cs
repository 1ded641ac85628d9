using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Tongbao.Bench;

/// <summary>
/// A program of an afternoon that is told the result and only writes it: for each row of a file the order that was split, the split and its
/// entry, and the pieces of the result; with prepared commands of ADO.NET, so many rows of the file in a transaction. It checks nothing,
/// keeps no balances and reads nothing; what it writes is read out of the other's store while no time is taken.
/// </summary>
public sealed class PlainSplits : IDisposable
{
    private const int ATransaction = 20_000;

    private static readonly string[] Tables = ["orders", "entries", "split_rows"];

    private readonly string _store;
    private readonly SqliteConnection _to;
    private readonly long _lastEntry;

    private PlainSplits(string store, SqliteConnection to, long lastEntry) => (_store, _to, _lastEntry) = (store, to, lastEntry);

    /// <summary>A database with the same tables and indexes, and the orders as they are now. No server may have the store open.</summary>
    public static PlainSplits Begin(string store, string plain)
    {
        using var from = Read(store);
        var to = new SqliteConnection($"Data Source={plain};Pooling=False");
        to.Open();
        foreach (var pragma in new[] { "journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=10000", "cache_size=-65536" })
            Run(to, $"PRAGMA {pragma}");
        foreach (var table in Tables)
        {
            foreach (var made in Rows(from, $"SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL ORDER BY type DESC"))
                Run(to, (string)made[0]);
        }
        Run(to, $"ATTACH '{store}' AS store");
        foreach (var table in Tables) Run(to, $"INSERT INTO main.{table} SELECT * FROM store.{table}");
        Run(to, "DETACH store");
        var last = Rows(from, "SELECT coalesce(max(no), 0) FROM entries").Single()[0];
        return new PlainSplits(store, to, (long)last);
    }

    private static SqliteConnection Read(string store)
    {
        var from = new SqliteConnection($"Data Source={store};Mode=ReadOnly;Pooling=False");
        from.Open();
        return from;
    }

    /// <returns>What the writing took.</returns>
    public async Task<Processes.Took> Write(int count)
    {
        await using var store = Read(_store);
        using var orders = Rows(store, OrdersOf('P', count)).GetEnumerator();
        using var splits = Rows(store, OrdersOf('S', count)).GetEnumerator();
        using var entries = Rows(store, $"SELECT * FROM entries WHERE no > {_lastEntry} ORDER BY no LIMIT {count}").GetEnumerator();
        using var slices = Rows(store, "SELECT * FROM split_rows ORDER BY key").GetEnumerator();
        var pieces = (long)Rows(store, "SELECT count(*) FROM split_rows").Single()[0];
        var (seconds, processor) = (0d, 0d);
        for (var done = 0; done < count; done += ATransaction)
        {
            var some = Math.Min(ATransaction, count - done);
            var written = new[] { Take(orders, some), Take(splits, some), Take(entries, some), Take(slices, (int)(pieces * some / count)) };
            var (began, used) = (Stopwatch.GetTimestamp(), Processes.Processor(Environment.ProcessId));
            await using var transaction = (SqliteTransaction)await _to.BeginTransactionAsync();
            Write(transaction, "orders", UpdateOf, written[0]);
            foreach (var (table, rows) in new[] { "orders", "entries", "split_rows" }.Zip(written.Skip(1)))
                Write(transaction, table, InsertInto, rows);
            await transaction.CommitAsync();
            seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            processor += Processes.Processor(Environment.ProcessId) - used;
        }
        return new(seconds, processor);
    }

    private static string OrdersOf(char prefix, int count) =>
        $"SELECT * FROM orders WHERE app = '{Merchant.Sysid}' AND biz_no >= '{prefix}' AND biz_no < '{prefix}{count:00000000}' ORDER BY biz_no";

    private List<string> ColumnsOf(string table) => [.. Rows(_to, $"SELECT name FROM pragma_table_info('{table}')").Select(r => (string)r[0])];

    private static string InsertInto(string table, List<string> columns) =>
        $"INSERT INTO {table} VALUES ({string.Join(", ", columns.Select(c => $"@{c}"))})";

    private static string UpdateOf(string table, List<string> columns) =>
        $"UPDATE {table} SET {string.Join(", ", columns.Except(["app", "key"]).Select(c => $"{c} = @{c}"))} WHERE app = @app AND key = @key";

    private void Write(SqliteTransaction transaction, string table, Func<string, List<string>, string> sql, List<object[]> rows)
    {
        using var command = _to.CreateCommand();
        var columns = ColumnsOf(table);
        (command.Transaction, command.CommandText) = (transaction, sql(table, columns));
        foreach (var column in columns) command.Parameters.Add(new SqliteParameter($"@{column}", null));
        command.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i];
            command.ExecuteNonQuery();
        }
    }

    private static List<object[]> Take(IEnumerator<object[]> rows, int count)
    {
        var taken = new List<object[]>();
        while (taken.Count < count && rows.MoveNext()) taken.Add(rows.Current);
        return taken;
    }

    private static IEnumerable<object[]> Rows(SqliteConnection from, string sql)
    {
        using var command = from.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }

    private static void Run(SqliteConnection on, string sql)
    {
        using var command = on.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _to.Dispose();
}
