using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>A kind of work that was done at an instant, and how often.</summary>
public sealed record Ran(string Job, DateTimeOffset At, int Count)
{
    /// <summary>The same work added up, in order of time.</summary>
    public static IReadOnlyList<Ran> Sum(IEnumerable<Ran> ran) =>
        [.. ran.GroupBy(r => (r.Job, r.At)).Select(g => new Ran(g.Key.Job, g.Key.At, g.Sum(r => r.Count))).OrderBy(r => r.At)];
}

/// <summary>
/// 日程: runs everything that is due at a time: money work, daily jobs and bulk work; notices have their own lanes. Due work runs in order of
/// time, and each item once, however many processes share the store. After a downtime it catches up in the same order. Each room defines
/// its kinds of work and the code for them.
/// </summary>
public sealed class Agenda(IStore store, IEnumerable<MoneyWork> kinds, DayJobs jobs, Hand hand, ILogger<Agenda> log)
{
    private const int Batch = 200;

    private readonly Dictionary<string, MoneyWork> _kinds = kinds.ToDictionary(k => k.Kind.Name);

    /// <summary>The right to do money work, held by the clock's mover or by the background loop.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>The next time, up to the given one, at which something of a lane is due. The money lane includes the daily jobs.</summary>
    public async Task<DateTimeOffset?> NextDue(DateTimeOffset until, Lane lane)
    {
        DateTimeOffset? first;
        await using (var reader = await store.BeginRead()) first = await FirstItem(reader, until, lane);
        return lane == Lane.Money ? Earlier(first, await NextJob(until)) : first;
    }

    /// <summary>The same for everything that a move of the clock runs.</summary>
    public async Task<DateTimeOffset?> NextDue(DateTimeOffset until, ClockMoveWork with) =>
        Earlier(await FirstItem(until, with), await NextJob(until));

    /// <summary>Runs what is due up to a time: items before the next daily job, then the job, and so on.</summary>
    /// <param name="with">What a move of the clock runs in addition; if null, only money work is done.</param>
    public async Task<IReadOnlyList<Ran>> RunDue(DateTimeOffset until, ClockMoveWork? with = null)
    {
        var ran = new List<Ran>();
        while (true)
        {
            var job = await NextJob(until);
            var done = await RunBatch(job ?? until);
            if (with is not null) done = [.. done, .. await with.Receivers.UntilTold(), .. await with.Bulk.RunDue(job ?? until)];
            // If an item before the job is still due, another process is working on it. The job must wait for it.
            if (done.Count == 0 && job is { } next && await FirstItem(next, with) is null) done = await jobs.RunNext(next);
            if (done.Count == 0) return ran;    // nothing is due, or another process is working on it
            ran.AddRange(done);
        }
    }

    private async Task<DateTimeOffset?> NextJob(DateTimeOffset until) => await jobs.NextDue() is { } at && at <= until ? at : null;

    /// <summary>The next due item, up to a time. Without a move of the clock only money work counts.</summary>
    public async Task<DateTimeOffset?> FirstItem(DateTimeOffset until, ClockMoveWork? with)
    {
        await using var reader = await store.BeginRead();
        var money = await FirstItem(reader, until, Lane.Money);
        if (with is null) return money;
        var notice = with.Receivers.HasLeft
            ? (await reader.Lanes()).Where(l => l.DueAt <= until && with.Receivers.IsFor(l.Lane)).Min(l => (DateTimeOffset?)l.DueAt)
            : await FirstItem(reader, until, Lane.Notices);
        return Earlier(Earlier(money, notice), await FirstItem(reader, until, Lane.Bulk));
    }

    private static async Task<DateTimeOffset?> FirstItem(IReader reader, DateTimeOffset until, Lane lane) =>
        await reader.DueWork(until, 1, lane) is [var (_, first)] ? first.DueAt : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private async Task<IReadOnlyList<Ran>> RunBatch(DateTimeOffset until)
    {
        IReadOnlyList<(AppId App, WorkItem Item)> due;
        await using (var reader = await store.BeginRead()) due = await reader.DueWork(until, Batch, Lane.Money);
        var results = new System.Collections.Concurrent.ConcurrentBag<Ran>();
        await Parallel.ForEachAsync(due.GroupBy(w => (w.App, w.Item.Kind, w.Item.Subject)),
            new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (group, _) =>
        {
            foreach (var (app, item) in group.OrderBy(w => w.Item.DueAt).ThenBy(w => w.Item.Id, StringComparer.Ordinal))
            {
                // Another process is working on it, so later items of the same group must wait.
                if (!await hand.Do(app, item, () => Do(app, item))) break;
                results.Add(new Ran(item.Kind, item.DueAt, 1));
            }
        });
        return Ran.Sum(results);
    }

    /// <summary>A refused item is tried again in a minute and logged each time, because no caller would learn of the refusal.</summary>
    private async Task<Fate> Do(AppId app, WorkItem item)
    {
        if (!_kinds.TryGetValue(item.Kind, out var kind)) throw new NotSupportedException("no room of this version does such work");
        if ((await kind.Do(app, item)).Error is not { } error) return Fate.Gone;
        log.LogError("{Kind} {Subject}: {Error}", item.Kind, item.Subject, error.Id);
        return Fate.Stays;
    }
}

/// <summary>What a move of the clock runs besides money work: it waits for the receivers of notices and completes bulk work.</summary>
public sealed record ClockMoveWork(NoticeWait Receivers, Bulk Bulk);
