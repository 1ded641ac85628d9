using System.Data.Common;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>
/// PostgreSQL 15, shared by any number of processes. A group locks one row per app that it writes, in sorted order, so that an app has one
/// writer at a time and a busy account costs no more than a quiet one. The row counts the groups: if the count is unchanged, a process
/// knows that its cached rows of the app are still valid.
/// </summary>
public sealed class PostgresStore : IStore
{
    private readonly NpgsqlDataSource _source;
    private readonly Dialect _dialect;
    private readonly PostgresPresence _presence;
    private readonly Dictionary<AppId, long> _seen = [];

    private PostgresStore(NpgsqlDataSource source, Dialect dialect) =>
        (_source, _dialect, _presence) = (source, dialect, new PostgresPresence(source));

    public string Name => "postgres";

    public string Holder => _presence.Holder;

    public ValueTask BePresent() => _presence.Hold();

    public ValueTask<bool> IsAlive(string holder) => _presence.IsAlive(holder);

    public static async Task<PostgresStore> Open(string connectionString, Dialect dialect)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2,
            CommandTimeout = 30, MaxPoolSize = 40, IncludeErrorDetail = false, NoResetOnClose = true };
        // Plans are made while tables are small and then kept. A plan that scans the whole table would be kept when the table has grown.
        builder.Options = $"{builder.Options} -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off".Trim();
        var source = NpgsqlDataSource.Create(builder);
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            await Prepare(connection);
            return new PostgresStore(source, dialect);
        }
        catch (NpgsqlException unusable)
        {
            await source.DisposeAsync();
            throw new UserMistake($"无法使用 PostgreSQL: {unusable.Message}\nPostgreSQL cannot be used: {unusable.Message}");
        }
    }

    /// <summary>Brings the schema up to date. If several processes start at once, one of them does it.</summary>
    private static async Task Prepare(NpgsqlConnection connection)
    {
        await Run("SELECT pg_advisory_lock(7460240)");
        try
        {
            await Migrations.Run(connection, Migrations.ForPostgres);
            await Run("CREATE TABLE IF NOT EXISTS writers (app TEXT COLLATE \"C\" PRIMARY KEY, groups BIGINT NOT NULL)");
        }
        finally
        {
            // A pooled connection keeps its session locks, so release the lock explicitly.
            if (connection.State == System.Data.ConnectionState.Open) await Run("SELECT pg_advisory_unlock(7460240)");
        }

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask<IWriter> BeginWrite(IReadOnlyCollection<AppId> apps)
    {
        var writer = new Writer(await Connect(), _dialect, this);
        try
        {
            await writer.Begin(apps);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<IReader> BeginRead() => new Reader(await Connect(), _dialect, this);

    public async ValueTask<IReader> BeginSnapshot()
    {
        var reader = new Reader(await Connect(), _dialect, this);
        await reader.HoldStill();
        return reader;
    }

    private async ValueTask<NpgsqlConnection> Connect()
    {
        try
        {
            return await _source.OpenConnectionAsync();
        }
        catch (NpgsqlException gone)
        {
            throw new StoreUnavailable(gone.Message, gone);
        }
    }

    /// <summary>
    /// A broken connection means that the server went away. All idle connections are dead as well, and each would fail a request later.
    /// </summary>
    private void ForgetBroken(NpgsqlConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open) _source.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _presence.DisposeAsync();
        await _source.DisposeAsync();
    }

    private sealed class Reader(NpgsqlConnection connection, Dialect dialect, PostgresStore store) : Connection(connection, dialect)
    {
        public async ValueTask HoldStill() =>
            Transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);

        public override async ValueTask DisposeAsync()
        {
            store.ForgetBroken(connection);
            await base.DisposeAsync();
        }
    }

    private sealed class Writer(NpgsqlConnection connection, Dialect dialect, PostgresStore store)
        : Connection(connection, dialect), IWriter
    {
        private readonly Dictionary<AppId, long> _now = [];
        private readonly JsonBuffer _json = new();

        public bool CacheIsCurrent { get; private set; }

        public async ValueTask Begin(IReadOnlyCollection<AppId> apps)
        {
            Transaction = await connection.BeginTransactionAsync();
            var names = apps.Select(a => a.Value).ToArray();
            await using (var make = new NpgsqlCommand("INSERT INTO writers SELECT unnest($1), 0 ON CONFLICT DO NOTHING", connection))
            {
                // Known apps already have a row; inserting it again would cost a lock each.
                var fresh = apps.Where(a => !store._seen.ContainsKey(a)).Select(a => a.Value).Order(StringComparer.Ordinal).ToArray();
                make.Parameters.Add(new NpgsqlParameter { Value = fresh, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
                if (fresh.Length > 0) await make.ExecuteNonQueryAsync();
            }
            await using var take = new NpgsqlCommand("SELECT app, groups FROM writers WHERE app = ANY($1) ORDER BY app FOR UPDATE",
                connection);
            take.Parameters.Add(new NpgsqlParameter { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            await using (var reader = await take.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync()) _now[new AppId(reader.GetString(0))] = reader.GetInt64(1);
            }
            CacheIsCurrent = _now.All(n => store._seen.TryGetValue(n.Key, out var seen) && seen == n.Value);
        }

        public bool IsFar => true;

        public async ValueTask Fetch(IReadOnlyCollection<Wanted> wanted)
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var rows in wanted)
            {
                var select = new NpgsqlBatchCommand(rows.Sql);
                select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = rows.App.Value });
                Add(select, NpgsqlDbType.Text, rows.Values.ToArray());
                batch.BatchCommands.Add(select);
            }
            await using var reader = await batch.ExecuteReaderAsync();
            foreach (var rows in wanted)
            {
                while (await reader.ReadAsync()) rows.Found(Dialect, reader.GetString(0), reader.GetString(1));
                await reader.NextResultAsync();
                rows.Done();
            }
        }

        public async ValueTask Write(IReadOnlyList<Slot> rows, IReadOnlyList<(AppId App, Entry Entry, IReadOnlyList<Line> Lines)> entries)
        {
            await using var batch = new NpgsqlBatch(connection);
            // A table may hold several kinds of rows. Each kind is written by its own statement.
            foreach (var kind in rows.GroupBy(r => r.RowKind)) AddRows(batch, [.. kind]);
            if (entries.Count > 0) AddEntries(batch, entries);
            var count = new NpgsqlBatchCommand("UPDATE writers SET groups = groups + 1 WHERE app = ANY($1)");
            Add(count, NpgsqlDbType.Text, _now.Keys.Select(a => a.Value).ToArray());
            batch.BatchCommands.Add(count);
            await batch.ExecuteNonQueryAsync();
            foreach (var app in _now.Keys) _now[app]++;
        }

        private void AddRows(NpgsqlBatch batch, IReadOnlyList<Slot> slots)
        {
            var gone = slots.Where(s => s.Row is null).ToList();
            if (gone.Count > 0)
            {
                var delete = new NpgsqlBatchCommand(RowCounts.CountingGone(gone[0]
                    .Table, $"DELETE FROM {gone[0].Table} t USING unnest($1, $2) AS d (app, key) WHERE t.app = d.app AND t.key = d.key"));
                Add(delete, NpgsqlDbType.Text, gone.Select(s => s.App.Value).ToArray());
                Add(delete, NpgsqlDbType.Text, gone.Select(s => s.Key).ToArray());
                batch.BatchCommands.Add(delete);
            }
            var kept = slots.Where(s => s.Row is not null).ToList();
            if (kept.Count == 0) return;
            var columns = RowColumns.Of(kept[0]);
            var all = Dialect.Columns(columns.Names);
            var write = $"INSERT INTO {columns.Table} ({string.Join(", ", all)}) SELECT * FROM unnest({string.Join(", ", all.Select((_, i) => $"${i + 1}"))}) "
                + $"ON CONFLICT (app, key) DO UPDATE SET {string.Join(", ", all.Skip(2).Select(c => $"{c} = excluded.{c}"))}";
            var upsert = new NpgsqlBatchCommand(RowCounts.Has(columns.Table)
                && kept.Any(s => !s.IsStored) ? RowCounts.CountingNew(columns.Table, write) : write);
            Add(upsert, NpgsqlDbType.Text, kept.Select(s => s.App.Value).ToArray());
            Add(upsert, NpgsqlDbType.Text, kept.Select(s => s.Key).ToArray());
            var (bodies, seals) = (new string[kept.Count], new long[kept.Count]);
            foreach (var (i, slot) in kept.Index())
            {
                var body = columns.Utf8Body(Dialect, slot, _json);
                (bodies[i], seals[i]) = (Encoding.UTF8.GetString(body), columns.Seal(slot, body));
            }
            Add(upsert, NpgsqlDbType.Text, bodies);
            Add(upsert, NpgsqlDbType.Bigint, seals);
            for (var i = 0; i < columns.Names.Count; i++)
            {
                var column = i;
                var values = kept.Select(s => columns.Value(s, column)).ToArray();
                if (columns.IsNumber(column)) Add(upsert, NpgsqlDbType.Bigint, values.Select(v => (long?)v).ToArray());
                else Add(upsert, NpgsqlDbType.Text, values.Select(v => (string?)v).ToArray());
            }
            batch.BatchCommands.Add(upsert);
        }

        private static void AddEntries(NpgsqlBatch batch, IReadOnlyList<(AppId App, Entry Entry, IReadOnlyList<Line> Lines)> entries)
        {
            var insert = new NpgsqlBatchCommand("INSERT INTO entries (app, no, at, event, cause, moves, lines, seal) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)");
            Add(insert, NpgsqlDbType.Text, entries.Select(e => e.App.Value).ToArray());
            Add(insert, NpgsqlDbType.Bigint, entries.Select(e => e.Entry.No).ToArray());
            Add(insert, NpgsqlDbType.Bigint, entries.Select(e => e.Entry.At.ToUnixTimeMilliseconds()).ToArray());
            Add(insert, NpgsqlDbType.Text, entries.Select(e => e.Entry.Event).ToArray());
            Add(insert, NpgsqlDbType.Text, entries.Select(e => e.Entry.Cause).ToArray());
            var moves = entries.Select(e => EntryText.Write(e.Entry.Moves)).ToArray();
            Add(insert, NpgsqlDbType.Text, moves);
            Add(insert, NpgsqlDbType.Text, entries.Select(e => EntryText.Write(e.Lines)).ToArray());
            Add(insert, NpgsqlDbType.Bigint, entries.Zip(moves, (e, text) => EntryText.Seal(e.Entry, text)).ToArray());
            batch.BatchCommands.Add(insert);
        }

        private static void Add(NpgsqlBatchCommand command, NpgsqlDbType type, object values) =>
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });

        public async ValueTask Commit()
        {
            // Cached knowledge about an app is valid again only after a commit that is known to have succeeded.
            foreach (var app in _now.Keys) store._seen.Remove(app);
            await Transaction!.CommitAsync();
            foreach (var (app, groups) in _now) store._seen[app] = groups;
        }

        public override async ValueTask DisposeAsync()
        {
            store.ForgetBroken(connection);
            await base.DisposeAsync();
        }
    }
}
