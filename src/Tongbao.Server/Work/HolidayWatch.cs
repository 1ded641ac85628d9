namespace Tongbao.Server.Work;

/// <summary>
/// 节假日: each autumn the State Council names the holidays of the next year. Beyond the years that the catalogue knows only weekends are
/// days of rest, and T+1 may be off by days: whoever comes into such a year, by waiting or by moving the clock, is told so.
/// </summary>
public sealed class HolidayWatch(IEnvironment environment, VirtualClock clock, ILogger<HolidayWatch> log)
{
    private int _toldOf;

    /// <summary>What there is to say of the year that an instant lies in; null where its holidays are known.</summary>
    public string? Note(DateTimeOffset at) =>
        Days.DateOf(at).Year is var year
        && environment.Calendar.Knows(year) ? null : $"{year}: 无节假日数据,只按周末 no public holidays known, weekends only";

    /// <summary>The note of the year that the clock stands in, the first time that it is asked for in this year.</summary>
    public string? News()
    {
        var now = clock.GetUtcNow();
        return Interlocked.Exchange(ref _toldOf, now.Year) == now.Year ? null : Note(now);
    }

    /// <summary>Logs the news, if there are any.</summary>
    public void Look()
    {
        if (News() is { } note) log.LogWarning("{Note}", note);
    }
}
