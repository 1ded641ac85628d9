namespace Tongbao.Server.Work;

/// <summary>
/// 节假日: each autumn the State Council publishes the holidays of the next year. For years that the catalogue does not have, only weekends
/// count as days off, so T+1 may be wrong by days. This class warns when the clock enters such a year, by itself or by a move.
/// </summary>
public sealed class HolidayWatch(IEnvironment environment, VirtualClock clock, ILogger<HolidayWatch> log)
{
    private int _toldOf;

    /// <summary>The warning for the year of an instant; null if its holidays are known.</summary>
    public string? Note(DateTimeOffset at) =>
        Days.DateOf(at).Year is var year
        && environment.Calendar.Knows(year) ? null : $"{year}: 无节假日数据,只按周末 no public holidays known, weekends only";

    /// <summary>The warning for the clock's year, once per year.</summary>
    public string? News()
    {
        var now = clock.GetUtcNow();
        return Interlocked.Exchange(ref _toldOf, now.Year) == now.Year ? null : Note(now);
    }

    /// <summary>Logs the warning, if there is one.</summary>
    public void Look()
    {
        if (News() is { } note) log.LogWarning("{Note}", note);
    }
}
