namespace Tongbao.Core.Platform;

/// <summary>
/// 日终任务: what a room does once a day. The room registers the job. Each day of the job runs once, in order, including missed days.
/// </summary>
/// <param name="Name">The name in the store and in the sandbox API.</param>
/// <param name="At">The time of day, Asia/Shanghai.</param>
/// <param name="Run">Returns how many things it dealt with. An interrupted run is repeated, so it must not do anything twice.</param>
public sealed record DayJob(string Name, string At, Func<IDayRun, Task<int>> Run);

/// <summary>What is available to one run of a daily job.</summary>
public interface IDayRun
{
    /// <summary>The time that the run was scheduled for, even if it runs later.</summary>
    DateTimeOffset At { get; }

    /// <summary>The machine's time, for things that do not follow the virtual clock.</summary>
    DateTimeOffset WallNow { get; }

    /// <summary>Runs a command for every row, of every app, whose time in the index is before the given one.</summary>
    /// <param name="index">The name of the index over that time.</param>
    /// <param name="counts">Whether a result is counted; all are if this is null.</param>
    /// <returns>How many results were counted.</returns>
    Task<int> Each<T>(RowKind<T> kind, string index, DateTimeOffset before, Func<T, Command> command, Func<Result, bool>? counts = null)
        where T : class;
}
