using System.Globalization;

namespace Tongbao.Core;

/// <summary>日: D+1, T+1 and times of day in Asia/Shanghai, which is +08:00 for all dates that this program books at.</summary>
public static class Days
{
    public static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static DateTimeOffset ToChina(DateTimeOffset at) => at.ToOffset(China);
    public static DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(ToChina(at).DateTime);
    public static TimeSpan TimeOf(DateTimeOffset at) => ToChina(at).TimeOfDay;
    public static DateTimeOffset At(DateOnly day, TimeSpan time) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), China) + time;
    public static DateTimeOffset At(DateOnly day, string time) => At(day, ParseTime(time));

    /// <summary>Parses HH:mm. 24:00 is the end of the day.</summary>
    public static TimeSpan ParseTime(string time)
    {
        var parts = time.Trim().Split(':');
        return new TimeSpan(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), 0);
    }
}

/// <summary>工作日: knows weekends, public holidays and the weekend days that are worked in exchange (调休).</summary>
public sealed class Calendar(IReadOnlySet<int> years, IReadOnlySet<DateOnly> holidays, IReadOnlySet<DateOnly> workdays)
{
    /// <summary>Whether the holidays of a year are known. For other years only weekends count as days off.</summary>
    public bool Knows(int year) => years.Contains(year);

    public bool IsWorkingDay(DateOnly day) =>
        workdays.Contains(day) || (!holidays.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    /// <summary>T+1: the first working day after the given day.</summary>
    public DateOnly NextWorkingDay(DateOnly day)
    {
        do day = day.AddDays(1); while (!IsWorkingDay(day));
        return day;
    }
}
