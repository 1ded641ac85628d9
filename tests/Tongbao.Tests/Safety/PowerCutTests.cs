using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>断电: what was written and not synced is gone, and yet no answered request is (SQLite; docs/ledger.md, invariant 16).</summary>
[Trait(Soak.Trait, Soak.Yes)]
public sealed class PowerCutTests() : FlowTests(Store.Sqlite)
{
    private const int Writers = 32;
    private PowerCut disk = null!;

    public override async ValueTask InitializeAsync()
    {
        disk = await PowerCut.Start();
        flow = await OnServer(disk.Server);
    }

    [Theory]
    [InlineData(Remains.Nothing)]
    [InlineData(Remains.SomeSectors)]
    public async Task No_answered_request_is_lost_with_the_power(Remains remains)
    {
        var trading = await Trading.Open(flow);
        foreach (var _ in Soak.Rounds(few: 3, many: 25))
        {
            await TradeUntilCut(trading, remains);
            await disk.Start(synchronous: true);
            await trading.Retry();
            await trading.MustBalance();
            await flow.ThenVerifies();
        }
        await trading.MustBeBooked();
        trading.NoteRequests();
    }

    [Fact]
    public async Task Where_nothing_is_synced_answered_requests_are_lost_and_this_disk_sees_it()
    {
        var trading = await Trading.Open(flow);
        await disk.Server.Stop();
        await disk.Start(synchronous: false);
        await TradeUntilCut(trading, Remains.Nothing);
        Assert.True(disk.Unsynced > 0);
        await disk.Start(synchronous: true);

        var lost = 0;
        foreach (var deal in trading.Deals.OfType<Tsy2Deal>().Where(d => d is { Accepted: true, Method: "consumeApply" }))
            if (!(await flow.Ask("getOrderDetail", new { bizOrderNo = deal.BizOrderNo })).Ok) lost++;
        Assert.True(lost > 0, "every answered purchase is still there: this disk does not lose what was not synced");
    }

    [Fact]
    public async Task A_disk_that_fails_to_sync_gets_no_request_answered_as_done()
    {
        var trading = await Trading.Open(flow);
        disk.FailsToSync(true);
        await trading.Run(Writers);
        // A deal of several requests may be refused at once, for what it needs was not done: that changes nothing.
        Assert.DoesNotContain(trading.Deals, d => d is Tsy2Deal { IsAnswered: true } or { Accepted: true });
        await disk.Cut(Remains.Nothing);
        await disk.Start(synchronous: true);
        await trading.Retry();
        await trading.MustBeBooked();
    }

    protected override ValueTask End()
    {
        disk.Dispose();
        return default;
    }

    private async Task TradeUntilCut(Trading trading, Remains remains)
    {
        var cut = Task.Run(async () =>
        {
            await trading.After(Random.Shared.Next(50, 200));
            await Task.Delay(Random.Shared.Next(10));   // any instant will do
            await disk.Cut(remains);
        });
        await trading.Run(Writers);
        await cut;
    }
}
