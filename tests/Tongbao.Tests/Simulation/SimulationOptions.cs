using System.Globalization;

namespace Tongbao.Tests.Simulation;

/// <summary>
/// Which days are played: the same options play the same acts. TONGBAO_SOAK_SEED, TONGBAO_SOAK_DAYS and TONGBAO_SOAK_START (the first day,
/// yyyy-MM-dd) change what a test plays, for a long soak or to see a failure again.
/// </summary>
/// <param name="Start">The first day; where none is named always the same, so that a seed's days do not depend on the day on which it is
/// played.</param>
public sealed record SimulationOptions(Store Store, ulong Seed, int Days, DateOnly? Start = null)
{
    private const string Prefix = "TONGBAO_SOAK_";

    /// <summary>A Monday, with the public holidays of October in its seven weeks.</summary>
    private static readonly DateOnly UsualStart = new(2026, 9, 7);

    public bool IsSoak { get; private init; }

    public static SimulationOptions Of(Store store, ulong seed, int days) => new(store,
        Read("SEED") is { } s ? ulong.Parse(s, CultureInfo.InvariantCulture) : seed,
        Read("DAYS") is { } d ? int.Parse(d, CultureInfo.InvariantCulture) : days,
        Read("START") is { } start ? DateOnly.ParseExact(start, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null)
    {
        IsSoak = Read("SEED") is not null || Read("DAYS") is not null,
    };

    public DateTimeOffset FirstMorning => new((Start ?? UsualStart).ToDateTime(new TimeOnly(8, 0)), TimeSpan.FromHours(8));

    /// <summary>The command that plays this again.</summary>
    public string Replay(DateTimeOffset start) =>
        $"{Prefix}SEED={Seed} {Prefix}DAYS={Days} {Prefix}START={start:yyyy-MM-dd} ./test SimulatedMarketOn{Store}";

    private static string? Read(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value ? value : null;
}
