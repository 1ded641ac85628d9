using Tongbao.Tests.Flows;
using Tongbao.Tests.Stores;

namespace Tongbao.Tests.Safety;

/// <summary>
/// PostgreSQL itself dies under load, in the middle of commits, and comes back: whoever was answered is booked, and nobody twice.
/// </summary>
[Trait(Soak.Trait, Soak.Yes)]
public sealed class DatabaseKilledTests() : FlowTests(Store.Postgres)
{
    private const int Writers = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private BreakablePostgres database = null!;

    public override async ValueTask InitializeAsync()
    {
        database = await BreakablePostgres.Start();
        flow = await OnServer(await ServerProcess.Start(new ServerPlace(Store.Postgres, new TempFolder(), database.Connection)));
    }

    [Fact]
    public async Task What_was_answered_before_the_database_died_is_there_when_it_is_back_and_the_server_goes_on_by_itself()
    {
        var trading = await Trading.Open(flow);
        foreach (var _ in Soak.Rounds(few: 2, many: 25))
        {
            var writing = trading.Run(Writers);
            await trading.After(Random.Shared.Next(30, 150));
            await database.Break();
            await writing;
            await database.Mend();
            await ServesAgain();
            await trading.Retry();
            await trading.MustBalance();
            await flow.ThenVerifies();
            Soak.Note("kills of the database");
        }
        Assert.Contains(trading.Deals, d => d.WasRefusedForItsStore);
        await trading.MustBeBooked();
    }

    protected override ValueTask End() => database.DisposeAsync();

    private async Task ServesAgain()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                await flow.Sandbox.Books(flow.App.Id);
                return;
            }
            catch (SandboxProblem gone) when (gone.Status == 503)
            {
                await again.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
