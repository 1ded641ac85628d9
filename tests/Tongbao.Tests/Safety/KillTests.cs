using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>
/// `kill -9` at any instant under load: what was answered is booked, nothing is booked twice or by half (docs/ledger.md, invariants 15 and
/// 16).
/// </summary>
[Trait(Soak.Trait, Soak.Yes)]
public abstract class KillTests(Store store) : FlowTests(store)
{
    private const int Writers = 32;

    public override async ValueTask InitializeAsync() => flow = await OnOwnServer();

    [Fact]
    public async Task A_server_that_is_killed_under_load_has_everything_it_answered_and_nothing_twice()
    {
        var trading = await Trading.Open(flow);
        foreach (var _ in Soak.Rounds(few: 5, many: 50))
        {
            var killed = KillAfterAWhile(trading);
            await trading.Run(Writers);
            await killed;
            await flow.Server.Start();
            await trading.Retry();
            await trading.MustBalance();
            await flow.ThenVerifies();
            Soak.Note("kills");
        }
        await trading.MustBeBooked();
        trading.NoteRequests();
    }

    private async Task KillAfterAWhile(Trading trading)
    {
        await trading.After(Random.Shared.Next(10, 200));
        // An answer has just gone out; the next instants, a few of them, are as good for a kill.
        await Task.Delay(Random.Shared.Next(10));
        await flow.Server.Kill();
    }
}

public sealed class KillOnSqlite() : KillTests(Store.Sqlite);

public sealed class KillOnPostgres() : KillTests(Store.Postgres);
