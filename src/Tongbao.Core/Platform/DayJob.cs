namespace Tongbao.Core.Platform;

/// <summary>日终任务: what a room does once each business day; it registers the job, and each day of it runs once, in order.</summary>
/// <param name="Name">As it is stored, and as the sandbox API tells it.</param>
/// <param name="At">The time of day, Asia/Shanghai.</param>
/// <param name="Run">Says to how many things it came. A run that broke off is run again: what it did already it must not do twice.</param>
public sealed record DayJob(string Name, string At, Func<IDayRun, Task<int>> Run);

/// <summary>What one run of a job of a day has at hand.</summary>
public interface IDayRun
{
    /// <summary>The instant that the job was for, however late it is.</summary>
    DateTimeOffset At { get; }

    /// <summary>The machine's time, for what goes by that, wherever the clock was moved.</summary>
    DateTimeOffset WallNow { get; }

    /// <summary>Runs a command for every row, of every app, whose instant stands before another.</summary>
    /// <param name="index">Of that instant.</param>
    /// <param name="counts">Whether a command came to something; each does, where this is not said.</param>
    /// <returns>How many came to something.</returns>
    Task<int> Each<T>(RowKind<T> kind, string index, DateTimeOffset before, Func<T, Command> command, Func<Result, bool>? counts = null)
        where T : class;
}
