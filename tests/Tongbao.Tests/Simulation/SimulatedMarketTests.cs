namespace Tongbao.Tests.Simulation;

/// <summary>
/// Weeks of a marketplace with everything that goes wrong, held against a book of the simulation's own after every act. A failure prints
/// its seed and how to play it again; <see cref="SimulationOptions"/> says how to play longer.
/// </summary>
public abstract class SimulatedMarketTests(Store store, ulong seed)
{
    private const int Days = 50, DaysTwice = 2;

    [Fact]
    public async Task Whatever_members_channels_clocks_and_crashes_do_every_fen_is_where_it_should_be()
    {
        var options = SimulationOptions.Of(store, seed, Days);
        await using var simulation = await Simulation.Open(options);
        await simulation.Run();
        Assert.True(simulation.DaysPlayed >= options.Days);
        if (!options.IsSoak) Assert.Empty(Often.Except(simulation.Seen));
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_days()
    {
        var first = await Play();
        Assert.Equal(first, await Play());
    }

    private async Task<IReadOnlyList<string>> Play()
    {
        await using var simulation = await Simulation.Open(new SimulationOptions(store, seed + 1, DaysTwice));
        await simulation.Run();
        return simulation.Acts;
    }

    /// <summary>Days on which nothing goes wrong would prove nothing.</summary>
    private static readonly HashSet<string> Often =
    [
        "Deposit paid", "Purchase paid", "Collect paid", "closed", "split", "stray: doubled", "stray: late", "stray: wrong amount",
        "reversed: covered", "payout returned",
        "paid out of escrow", "a row failed alone", "refund of Deposit", "refund of Purchase", "refund of Collect", "refund of Transfer",
            "refund after paying out",
        "refund refused by its channel", "notice tried again",
    ];
}

public sealed class SimulatedMarketOnSqlite() : SimulatedMarketTests(Store.Sqlite, seed: 20_261_125);

public sealed class SimulatedMarketOnPostgres() : SimulatedMarketTests(Store.Postgres, seed: 20_261_132);
