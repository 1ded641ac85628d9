using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>A disk that is full, or takes no writes: clear errors, nothing lost, and the service goes on by itself (SQLite).</summary>
public sealed class BadDiskTests() : FlowTests(Store.Sqlite)
{
    private const int Writers = 16;
    private PowerCut disk = null!;

    public override async ValueTask InitializeAsync()
    {
        disk = await PowerCut.Start();
        flow = await OnServer(disk.Server);
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_booked_and_when_there_is_room_again_everything_goes_on()
    {
        await using var small = await SmallDisk.Under(disk);
        await GoesOnAfter(await Trading.Open(flow), small.Fill, small.Free);
    }

    [Fact]
    public async Task On_a_disk_that_takes_no_writes_nothing_is_booked_and_when_it_does_again_everything_goes_on() =>
        await GoesOnAfter(await Trading.Open(flow), () => disk.ReadOnly(true), () => disk.ReadOnly(false));

    [Fact]
    public async Task A_server_does_not_start_on_a_disk_that_takes_no_writes_and_says_so_in_two_lines()
    {
        await disk.Server.Stop();
        disk.ReadOnly(true);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => disk.Server.Start());
        Assert.Contains("The data folder cannot be written", refused.Message);
        Assert.DoesNotContain("   at Tongbao.Server", refused.Message);
        disk.ReadOnly(false);
        await disk.Server.Start();
    }

    protected override ValueTask End()
    {
        disk.Dispose();
        return default;
    }

    private async Task GoesOnAfter(Trading trading, Action trouble, Action end)
    {
        var writing = trading.Run(Writers);
        await trading.After(100);
        trouble();
        await writing;      // a writer ends when it is told that the store is gone
        var unknown = trading.Deals.Where(d => !d.IsAnswered).ToList();
        Assert.Equal(Writers, unknown.Count);
        Assert.All(unknown, d => Assert.True(d.WasRefusedForItsStore, $"{d.Method} got no answer"));
        Assert.True(await flow.Sandbox.IsHealthy());
        Assert.True((await flow.Ask("queryBalance", new { bizUserId = "member1" })).Ok, "what is there can still be read");
        end();
        await trading.Retry();
        await trading.MustBeBooked();
    }
}
