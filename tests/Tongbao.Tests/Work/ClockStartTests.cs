namespace Tongbao.Tests.Work;

/// <summary>A server may be told at which instant its clock stands still when it starts; it never goes back for that.</summary>
public abstract class ClockStartTests(Store store)
{
    [Fact]
    public async Task A_new_store_takes_any_instant_and_an_older_one_none_that_is_over()
    {
        await using var server = ServerProcess.On(await Servers.NewPlace(store));
        await StartAt(server, "2026-01-02T10:00");
        Assert.Equal(("2026-01-02 10:00:00 +08:00", "frozen"), await Stands(server));
        Assert.DoesNotContain(server.Output, line => line.Contains("--clock", StringComparison.Ordinal));

        await server.Stop();
        await StartAt(server, "2026-01-05T09:00:00+08:00");
        Assert.Equal(("2026-01-05 09:00:00 +08:00", "frozen"), await Stands(server));

        await server.Stop();
        await StartAt(server, "2026-01-02T10:00");
        Assert.Equal(("2026-01-05 09:00:00 +08:00", "frozen"), await Stands(server));
        Assert.Contains(server.Output,
            line => line.Contains("2026-01-05T09:00:00+08:00, later than --clock: it never goes back", StringComparison.Ordinal));

        await server.Sandbox.Live();
        await server.Stop();
        await StartAt(server, "2026-01-06T00:00");
        Assert.Equal(("2026-01-06 00:00:00 +08:00", "frozen"), await Stands(server));
        await server.Stop();
        Assert.Null(await server.Verify());
    }

    private static Task StartAt(ServerProcess server, string clock)
    {
        server.Settings = new Dictionary<string, string> { ["TONGBAO_CLOCK"] = clock };
        return server.Start();
    }

    private static async Task<(string, string)> Stands(ServerProcess server) =>
        await server.Sandbox.Clock() is var clock ? ($"{clock.Now:yyyy-MM-dd HH:mm:ss zzz}", clock.Mode) : default;
}

public sealed class ClockStartOnSqlite() : ClockStartTests(Store.Sqlite);

public sealed class ClockStartOnPostgres() : ClockStartTests(Store.Postgres);
