using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Tongbao.Server.Store;

/// <summary>
/// 在场: a separate session holds an advisory lock while this process lives. PostgreSQL releases it when the session ends: at once if the
/// process was killed, after half a minute of silence if its machine is gone. So a process without this lock is dead.
/// </summary>
internal sealed class PostgresPresence(NpgsqlDataSource source) : IAsyncDisposable
{
    private readonly long _key = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
    /// <summary>
    /// A session checked within this time counts as alive. Otherwise every lease would cost a query. A wrong answer costs only work done
    /// twice.
    /// </summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1);
    private NpgsqlConnection? _session;
    private long _looked;

    public string Holder => _key.ToString(CultureInfo.InvariantCulture);

    /// <summary>Checks that the session is alive, and opens another if it is not.</summary>
    public async ValueTask Hold()
    {
        await _one.WaitAsync();
        try
        {
            if (_session is not null && (Stopwatch.GetElapsedTime(_looked) < LookEvery || await Stands(_session))) return;
            if (_session is not null) await _session.DisposeAsync();
            _session = null;
            var session = await source.OpenConnectionAsync();
            await Run(session, $"SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SELECT pg_advisory_lock({Holder})");
            (_session, _looked) = (session, Stopwatch.GetTimestamp());
        }
        catch (NpgsqlException gone)
        {
            throw new StoreUnavailable(gone.Message, gone);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask<bool> IsAlive(string holder)
    {
        if (!long.TryParse(holder, NumberStyles.None, CultureInfo.InvariantCulture, out var key)) return false;
        await using var connection = await source.OpenConnectionAsync();
        await using var ask = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted "
            + "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND (classid::bigint << 32 | objid::bigint) = $1)", connection);
        ask.Parameters.Add(new NpgsqlParameter<long> { TypedValue = key });
        return (bool)(await ask.ExecuteScalarAsync())!;
    }

    private async Task<bool> Stands(NpgsqlConnection session)
    {
        try
        {
            await Run(session, "SELECT 1");
            _looked = Stopwatch.GetTimestamp();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task Run(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        _one.Dispose();
    }
}
