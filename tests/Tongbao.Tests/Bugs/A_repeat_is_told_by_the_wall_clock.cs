using Microsoft.Extensions.Logging.Abstractions;
using Tongbao.Server.Channels;
using Tongbao.Server.Store;
using Tongbao.Server.Wire.Tsy2;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// The two seconds in which equal bytes may be two honest calls went by the moved clock as well: who had moved it by a minute was given the
/// answer of before.
/// </summary>
public abstract class A_repeat_is_told_by_the_wall_clock(Store store)
{
    [Fact]
    public async Task Within_two_seconds_of_it_equal_bytes_are_another_call_and_later_the_first_one()
    {
        await using var bank = await Bank.Open(store);
        var app = await bank.NewApp(new { });
        var wall = new TestClock(bank.Clock.GetUtcNow());
        var (first, another) = (ReplaysOf(bank, wall), ReplaysOf(bank, wall));    // of two servers
        byte calls = 0;
        Task<byte[]> Come(Replays to) => to.Once(app, "bytes", () => Task.FromResult(new[] { ++calls }));

        Assert.Equal([1], await Come(first));
        bank.Clock.Advance(TimeSpan.FromSeconds(61));
        wall.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([2], await Come(first));
        wall.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([1], await Come(first));
        Assert.Equal([1], await Come(another));
    }

    private static Replays ReplaysOf(Bank bank, TimeProvider wall) =>
        new(new Asker(bank.Teller, new QueryRunner(bank.Rows, bank.Clock, bank.Environment), null!, null!, null!, bank.Clock,
            NullLogger<Asker>.Instance), wall);
}

public sealed class A_repeat_is_told_by_the_wall_clock_on_sqlite() : A_repeat_is_told_by_the_wall_clock(Store.Sqlite);

public sealed class A_repeat_is_told_by_the_wall_clock_on_postgres() : A_repeat_is_told_by_the_wall_clock(Store.Postgres);
