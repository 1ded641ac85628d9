using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>A mover whose lease had run out while it worked went on setting the clock, back behind where another had moved it.</summary>
public sealed class Two_servers_never_move_the_clock_at_once() : FlowTests(Store.Postgres)
{
    public override async ValueTask InitializeAsync() => flow = await OnOwnServer();

    [Fact]
    public async Task Who_was_overtaken_is_told_so_and_leaves_the_clock_where_it_is()
    {
        await using var other = await OtherServer.Beside(flow.Server);
        var move = await UnderWay.Begin(flow, flow.Server);
        var held = await HeldUntil(other);
        await OtherServer.Until(async () => await HeldUntil(other) > held);    // however long a step takes, the lease is renewed

        await other.Take("", "clock");
        await other.SetClock(move.At.AddDays(2));
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(move.Ended)).Status);
        Assert.Equal(move.At.AddDays(2), (await flow.Sandbox.Clock()).Now);

        // A second mover waits for the first.
        var waiting = flow.Advance("PT1H");
        await other.SetClock(move.At.AddDays(3));
        await OtherServer.Until(async () => (await flow.Sandbox.Clock()).Now == move.At.AddDays(3));
        Assert.False(waiting.IsCompleted);
        await other.Leave("", "clock");
        Assert.Equal(move.At.AddDays(3).AddHours(1), (await waiting).Now);
    }

    [Fact]
    public async Task Nobody_sets_it_back()
    {
        await using var other = await OtherServer.Beside(flow.Server);
        var move = await UnderWay.Begin(flow, flow.Server);
        await other.SetClock(move.At.AddDays(2));    // by a server that asks for no lease
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(move.Ended)).Status);
        Assert.Equal(move.At.AddDays(2), (await flow.Sandbox.Clock()).Now);
        await flow.Sandbox.Live();
    }

    private static async Task<DateTimeOffset> HeldUntil(OtherServer other) =>
        DateTimeOffset.Parse((string)(await other.Ask("SELECT body::json ->> 'until' FROM leases WHERE app = '' AND key = 'clock'"))!,
            System.Globalization.CultureInfo.InvariantCulture);
}
