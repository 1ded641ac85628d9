using Tongbao.Tests.Flows;
using Tongbao.Tests.Safety;
using Tongbao.Tests.Stores;

namespace Tongbao.Tests.Bugs;

/// <summary>A clock that was live stood still for ever where its mover was killed on the way, or could not write.</summary>
public abstract class A_move_that_breaks_off_leaves_the_clock_ticking(Store store) : FlowTests(store)
{
    public override async ValueTask InitializeAsync() => flow = await OnOwnServer();

    [Fact]
    public async Task Of_a_server_that_was_killed_on_the_way()
    {
        var move = await UnderWay.Begin(flow, flow.Server);
        await flow.Server.Kill();
        await move.Ended();
        await flow.Server.Start();
        await TicksFrom(move.At);
        Assert.Equal("live", (await flow.Advance("PT1H")).Mode);
    }

    [Fact]
    public async Task Of_a_store_that_went_away_and_the_mover_is_told()
    {
        var (server, breaks, comesBack) = await Breakable();
        flow = await OnServer(server);
        var move = await UnderWay.Begin(flow, flow.Server);
        await breaks();
        var problem = await Assert.ThrowsAsync<SandboxProblem>(move.Ended);
        Assert.Equal(503, problem.Status);
        Assert.Contains($"the clock got as far as {move.At:yyyy-MM-ddTHH:mm:sszzz}", problem.Message);
        await comesBack();
        await TicksFrom(move.At);
        Assert.Equal("live", (await flow.Advance("PT1H")).Mode);
    }

    protected async Task TicksFrom(DateTimeOffset at)
    {
        // A server follows the clock that another one moved in its next turn; until then its own ticks where it was.
        await OtherServer.Until(async () => await flow.Sandbox.Clock() is { Mode: "live" } clock && clock.Now >= at);
        Assert.InRange((await flow.Sandbox.Clock()).Now, at, at.AddMinutes(5));
    }

    protected abstract Task<(ServerProcess Server, Func<Task> Breaks, Func<Task> ComesBack)> Breakable();
}

public sealed class A_move_that_breaks_off_leaves_the_clock_ticking_on_sqlite()
    : A_move_that_breaks_off_leaves_the_clock_ticking(Store.Sqlite)
{
    private PowerCut? disk;

    protected override async Task<(ServerProcess, Func<Task>, Func<Task>)> Breakable()
    {
        disk = await PowerCut.Start();
        return (disk.Server, () => Disk(true), () => Disk(false));
    }

    protected override ValueTask End()
    {
        disk?.Dispose();
        return default;
    }

    private Task Disk(bool isReadOnly)
    {
        disk!.ReadOnly(isReadOnly);
        return Task.CompletedTask;
    }
}

public sealed class A_move_that_breaks_off_leaves_the_clock_ticking_on_postgres()
    : A_move_that_breaks_off_leaves_the_clock_ticking(Store.Postgres)
{
    private BreakablePostgres? database;

    [Fact]
    public async Task Of_another_server_that_was_killed_on_the_way()
    {
        await using var second = await flow.SecondServer();
        var move = await UnderWay.Begin(flow, second);
        await second.Kill();
        await move.Ended();
        await TicksFrom(move.At);
    }

    protected override async Task<(ServerProcess, Func<Task>, Func<Task>)> Breakable()
    {
        database = await BreakablePostgres.Start();
        return (await ServerProcess.Start(new ServerPlace(Store.Postgres, new TempFolder(), database.Connection)), database.Break,
            database.Mend);
    }

    protected override ValueTask End() => database?.DisposeAsync() ?? default;
}
