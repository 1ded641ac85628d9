using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Told = Tongbao.Core.Platform.Notice;

namespace Tongbao.Tests.Stores;

/// <summary>Every table and every unique key leads with the app, so that the rows of an app can live together on any machine.</summary>
public sealed class SchemaTests
{
    /// <summary>Tables that belong to no app. There are none so far; a new one is listed here with its reason.</summary>
    private static readonly string[] ReferenceTables = [];

    [Fact]
    public async Task On_SQLite_every_table_and_unique_key_leads_with_the_app()
    {
        using var folder = new TempFolder();
        await (await SqliteStore.Open(folder.Path, Dialect)).DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={folder.File("tongbao.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await MustLead(connection, "SELECT name, (SELECT name FROM pragma_table_info(m.name) WHERE cid = 0) FROM sqlite_master m WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        await MustLead(connection, """
            SELECT m.name, (SELECT name FROM pragma_index_info(i.name) WHERE seqno = 0)
            FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i."unique" = 1
            """);
    }

    [Fact]
    public async Task On_SQLite_a_list_is_read_through_its_index_and_not_out_of_all_rows_of_the_app()
    {
        using var folder = new TempFolder();
        await (await SqliteStore.Open(folder.Path, Dialect)).DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={folder.File("tongbao.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var indexes = await Rows(connection, """
            SELECT m.name, (SELECT name FROM pragma_index_info(i.name) WHERE seqno = 1) FROM sqlite_master m, pragma_index_list(m.name) i
            WHERE m.type = 'table' AND i.origin = 'c' AND m.name <> 'entries' AND i.name <> 'work_lane' AND (SELECT name FROM pragma_index_info(i.name) WHERE seqno = 0) = 'app'
            """);
        Assert.True(indexes.Count > 10);
        foreach (var (table, column) in indexes)
        {
            var plan = await Rows(connection,
                $"EXPLAIN QUERY PLAN {Connection.ListBy(table, column, onSqlite: true).Replace("@app", "'a'").Replace("@value", "1")}", 3);
            Assert.Contains($"USING INDEX {table}_{column} (app=? AND {column}=?)", Assert.Single(plan).Item2);
        }
    }

    [Theory]
    [InlineData(Lane.Money, "work_money"), InlineData(Lane.Notices, "work_notices"), InlineData(Lane.Bulk, "work_bulk")]
    public async Task What_is_due_in_a_lane_is_read_in_its_order_without_the_work_of_the_others(Lane lane, string index)
    {
        using var folder = new TempFolder();
        await (await SqliteStore.Open(folder.Path, Dialect)).DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={folder.File("tongbao.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var plan = await Rows(connection,
            $"EXPLAIN QUERY PLAN {Connection.DueSql(lane, onSqlite: true).Replace("@until", "1").Replace("@take", "1")}", 3);
        Assert.Equal($"SEARCH work USING INDEX {index} (due_at<?)", Assert.Single(plan).Item2);
        var place = await Servers.NewPlace(Running.Store.Postgres);
        await (await PostgresStore.Open(place.Postgres!, Dialect)).DisposeAsync();
        await using var postgres = new NpgsqlConnection($"{place.Postgres};Options=-c enable_seqscan=off");
        await postgres.OpenAsync(TestContext.Current.CancellationToken);
        await using var explain = new NpgsqlCommand($"EXPLAIN {Connection.DueSql(lane, onSqlite: false).Replace("@until", "1").Replace("@take", "1")}", postgres);
        await using var told = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        while (await told.ReadAsync(TestContext.Current.CancellationToken)) steps.Add(told.GetString(0));
        Assert.Contains(steps, step => step.Contains($"Index Scan using {index} on work"));
        Assert.DoesNotContain(steps, step => step.Contains("Sort"));
        place.Folder.Dispose();
    }

    [Fact]
    public async Task On_SQLite_a_page_is_one_range_of_one_index()
    {
        using var folder = new TempFolder();
        await (await SqliteStore.Open(folder.Path, Dialect)).DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={folder.File("tongbao.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var after = new Cursor("k", 1);
        await MustSearch(new Stretch<Member>(Member.Rows), "PRIMARY KEY (app=? AND key>?)");
        await MustSearch(new Stretch<Order>(Order.Rows, NewestFirst: true), "PRIMARY KEY (app=?)");
        await MustSearch(new Stretch<Order>(Order.Rows, NewestFirst: true) { After = after }, "PRIMARY KEY (app=? AND key<?)");
        await MustSearch(new Stretch<Told>(Told.Rows) { After = after, Under = (Told.Rows.Index(Told.ByAbout), "") },
            "INDEX notices_about (app=? AND about=? AND key>?)");
        await MustSearch(new Stretch<SmsMessage>(SmsMessage.Rows, NewestFirst: true) { After = after,
            By = SmsMessage.Rows.Index(SmsMessage.BySentAt) }, "INDEX sms_sent_at (app=? AND sent_at<?)");
        await MustSearch(new Stretch<WorkItem>(WorkItem.Rows) { After = after, By = WorkItem.Rows.Indexes[0] },
            "INDEX work_due_at (due_at>?)");

        async Task MustSearch<T>(Stretch<T> rows, string through) where T : class
        {
            var sql = rows.Sql(onSqlite: true, ofAllApps: false);
            foreach (var name in new[] { "app", "key", "under", "end" }) sql = sql.Replace($"@{name}", "'a'");
            // What stands second sorts the rows of one instant, where there is anything to sort at all.
            var plan = (await Rows(connection, $"EXPLAIN QUERY PLAN {sql.Replace("@number", "1").Replace("@take", "9")}", 3))
                .Select(row => row.Item2).ToList();
            Assert.EndsWith(through, plan[0]);
            Assert.All(plan.Skip(1), step => Assert.Equal("USE TEMP B-TREE FOR LAST TERM OF ORDER BY", step));
        }
    }

    [Fact]
    public async Task On_PostgreSQL_every_table_and_unique_key_leads_with_the_app()
    {
        var place = await Servers.NewPlace(Store.Postgres);
        await (await PostgresStore.Open(place.Postgres!, Dialect)).DisposeAsync();
        await using var connection = new NpgsqlConnection(place.Postgres);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await MustLead(connection, "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND ordinal_position = 1");
        await MustLead(connection, """
            SELECT c.relname::text, (SELECT attname::text FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0])
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND i.indisunique
            """);
        place.Folder.Dispose();
    }

    [Fact]
    public async Task Both_stores_have_the_tables_that_the_program_knows()
    {
        using var folder = new TempFolder();
        await (await SqliteStore.Open(folder.Path, Dialect)).DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={folder.File("tongbao.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var tables = (await Rows(connection, "SELECT name, name FROM sqlite_master WHERE type = 'table'")).Select(r => r.Item1).ToHashSet();
        Assert.Superset(RowTables.Names.ToHashSet(), tables);
    }

    private static Dialect Dialect => new(RowJson.Sealed(new Vault(new byte[32])));

    private static async Task MustLead(DbConnection connection, string sql)
    {
        var rows = await Rows(connection, sql);
        Assert.True(rows.Count > 20, $"only {rows.Count} found");
        Assert.All(rows, row => Assert.True(row.Item2 == "app"
            || ReferenceTables.Contains(row.Item1), $"{row.Item1} leads with {row.Item2}"));
    }

    private static async Task<IReadOnlyList<(string, string)>> Rows(DbConnection connection, string sql, int second = 1)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync()) rows.Add((reader.GetString(0), reader.GetString(second)));
        return rows;
    }
}
