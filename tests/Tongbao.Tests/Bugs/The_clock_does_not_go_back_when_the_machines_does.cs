using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongbao.Server;
using Tongbao.Server.Store;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// The machine's clock was set back by an hour, and so was the one that goes by it: entries, orders and files of an hour ago were still to
/// come.
/// </summary>
public sealed class The_clock_does_not_go_back_when_the_machines_does
{
    private static readonly DateTimeOffset Morning = new(2026, 12, 1, 10, 0, 0, TimeSpan.FromHours(8));

    private readonly TestClock machine = new(Morning);
    private readonly Lines log = new();

    [Fact]
    public void It_ticks_on_from_where_it_was_and_each_step_back_is_said_once()
    {
        var clock = new VirtualClock(machine, log) { State = new ClockState(TimeSpan.FromDays(2), null) };
        Assert.Equal(Morning.AddDays(2), clock.GetUtcNow());
        machine.Advance(TimeSpan.FromHours(-1));
        Assert.Equal(Morning.AddDays(2), clock.GetUtcNow());
        machine.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Morning.AddDays(2).AddMinutes(1), clock.GetUtcNow());
        Assert.Equal(Morning.AddMinutes(-59), clock.WallNow);
        Assert.Contains("01:00:00", Assert.Single(log.Said));
        machine.Advance(TimeSpan.FromDays(-1));
        Assert.Equal(Morning.AddDays(2).AddMinutes(1), clock.GetUtcNow());
        Assert.Equal(2, log.Said.Count);
        // Another process that saw the same step has put it into the offset: it is not made up for twice.
        clock.State = clock.State with { Offset = clock.State.Offset + TimeSpan.FromHours(25) };
        Assert.Equal(Morning.AddDays(2).AddMinutes(1), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.Behind);
    }

    [Fact]
    public void One_that_stands_goes_on_standing()
    {
        var clock = new VirtualClock(machine, log) { State = new ClockState(TimeSpan.Zero, Morning) };
        machine.Advance(TimeSpan.FromHours(-1));
        Assert.Equal((Morning, TimeSpan.Zero), (clock.GetUtcNow(), clock.Behind));
    }

    [Theory]
    [InlineData(Store.Sqlite, 1), InlineData(Store.Postgres, 2)]
    public async Task It_is_the_same_for_every_server_of_a_store_and_after_a_restart(Store kind, int servers)
    {
        var place = await Servers.NewPlace(kind);
        using var folder = place.Folder;
        var running = await Task.WhenAll(Enumerable.Range(0, servers).Select(n => Start(place, n)));
        Assert.All(running, server => Assert.Equal(Morning, Now(server)));
        machine.Advance(TimeSpan.FromHours(-1));
        Assert.All(running, server => Assert.Equal(Morning, Now(server)));
        await OtherServer.Until(async () => (await Stored(running[0]))?.Offset == TimeSpan.FromHours(1));
        await OtherServer.Until(() => Task.FromResult(running.All(server => Clock(server).Behind == TimeSpan.Zero)));
        Assert.All(running, server => Assert.Equal(Morning, Now(server)));
        Assert.Equal(TimeSpan.FromHours(1), (await Stored(running[0]))!.Offset);
        foreach (var server in running) await Stop(server);
        var again = await Start(place, 0);
        Assert.Equal(Morning, Now(again));
        await Stop(again);
    }

    private async Task<WebApplication> Start(ServerPlace place, int number)
    {
        var server = await Hosting.Build(new ServerOptions
        {
            Urls = "http://127.0.0.1:0", Data = place.Folder.File($"data{(place.Store == Store.Postgres ? number : "")}"),
                KeyFile = Key(place),
            Store = place.Store == Store.Postgres ? "postgres" : "sqlite", Postgres = place.Postgres,
        }, machine);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>One for all servers of a store.</summary>
    private static string Key(ServerPlace place)
    {
        var file = place.Folder.File("master.key");
        lock (place)
        {
            if (!File.Exists(file)) File.WriteAllText(file, Convert.ToBase64String(new byte[32]));
        }
        return file;
    }

    private static async Task Stop(WebApplication server)
    {
        await server.StopAsync(TestContext.Current.CancellationToken);
        await server.Services.GetRequiredService<Teller>().DisposeAsync();
        await server.Services.GetRequiredService<IStore>().DisposeAsync();
        await server.DisposeAsync();
    }

    private static VirtualClock Clock(WebApplication server) => server.Services.GetRequiredService<VirtualClock>();

    private static DateTimeOffset Now(WebApplication server) => Clock(server).GetUtcNow();

    private static async Task<ClockState?> Stored(WebApplication server)
    {
        await using var reader = await server.Services.GetRequiredService<IStore>().BeginRead();
        return await reader.Load(SystemApp.Id, ClockState.Rows, ClockState.Key);
    }

    /// <summary>What is written to the log.</summary>
    private sealed class Lines : ILogger<VirtualClock>
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Said.Enqueue(formatter(state, exception));
    }
}
