using System.Security.Cryptography;
using Npgsql;
using Tongbao.Server.Store;

namespace Tongbao.Tests.Running;

/// <summary>
/// Another server of the same PostgreSQL, played by the test: the one under test sees that it lives, what it has in hand and what it has
/// done. It does nothing by itself, so that the instants which two real ones meet by chance are met at will.
/// </summary>
public sealed class OtherServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Look = TimeSpan.FromMilliseconds(20);
    private readonly NpgsqlConnection session, hand;
    private readonly long name = RandomNumberGenerator.GetInt32(int.MaxValue);

    private OtherServer(string database) => (session, hand) = (new NpgsqlConnection(database), new NpgsqlConnection(database));

    public static async Task<OtherServer> Beside(ServerProcess server)
    {
        var other = new OtherServer(server.Place.Postgres!);
        await other.session.OpenAsync();
        await other.hand.OpenAsync();
        await other.Ask($"SELECT pg_advisory_lock({other.name})", other.session);
        return other;
    }

    // What the test writes is sealed as little as what a server of before the seals wrote.

    /// <summary>
    /// It alone writes these apps (the clock and the jobs of a day belong to none, ""), and what the server remembers of them is old after
    /// it.
    /// </summary>
    public async Task Write(string app, Func<Task> act)
    {
        await using var writing = await hand.BeginTransactionAsync();
        await Ask($"UPDATE writers SET groups = groups + 1 WHERE app = '{app}'");
        await act();
        await Count(app);
        if (app.Length > 0) await Count("");
        await writing.CommitAsync();
    }

    /// <summary>What was written past the program is counted as it would have counted it.</summary>
    private async Task Count(string app)
    {
        await Ask($"DELETE FROM row_counts WHERE app = '{app}'");
        var counts = RowTables.Names.Where(t => t != "accounts")
            .Select(t => $"SELECT app, '{t}', count(*), count(*) - count(seal) FROM {t} WHERE app = '{app}' GROUP BY app");
        await Ask($"INSERT INTO row_counts {string.Join(" UNION ALL ", counts)}");
    }

    /// <summary>It has something in hand, and is not done with it for a long time.</summary>
    public Task Take(string app, string lease) => Write(app, () => Ask($$"""
        INSERT INTO leases (app, key, body) VALUES ('{{app}}', '{{lease}}', '{"id":"{{lease}}","holder":"{{name}}","until":"2999-01-01T00:00:00+00:00"}')
        ON CONFLICT (app, key) DO UPDATE SET body = excluded.body, seal = NULL
        """));

    public Task Leave(string app, string lease) => Write(app, () => Ask($"DELETE FROM leases WHERE app = '{app}' AND key = '{lease}'"));

    public Task SetClock(DateTimeOffset at) =>
        Write("", () => Ask($"UPDATE system SET seal = NULL, body = jsonb_set(body::jsonb - 'goesOn', '{{frozenAt}}', '\"{at:o}\"')::text WHERE app = '' AND key = 'clock'"));

    /// <summary>Lets the server write an app so many times, step by step: what it was about to do by then, it has done.</summary>
    public async Task LetThrough(string app, int steps)
    {
        for (var step = 0; step < steps; step++) await Write(app, ServerWaits);
    }

    /// <summary>
    /// Until the server wants to write what this one is writing; asked outside of that transaction, which would see the same for ever.
    /// </summary>
    public Task ServerWaits() => Until(async () => await Ask(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM writers%FOR UPDATE%'", session) is > 0L);

    public async Task<object?> Ask(string sql) => await Ask(sql, hand);

    public static async Task Until(Func<Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(Look);
        while (!await reached()) await again.WaitForNextTickAsync(patience.Token);
    }

    /// <summary>Its death is seen at once.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(session);
        await session.DisposeAsync();
        await hand.DisposeAsync();
        NpgsqlConnection.ClearPool(hand);
    }

    private async Task<object?> Ask(string sql, NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
