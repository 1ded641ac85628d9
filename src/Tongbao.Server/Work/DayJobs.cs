using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 日终任务: runs the daily jobs that the rooms registered. Each day runs once, across restarts, and missed days run in order.
/// </summary>
public sealed class DayJobs(IStore store, Teller teller, IEnumerable<DayJob> registered, Leases leases, TimeProvider clock)
{
    private const int Batch = 500, Most = 1_000_000;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Jobs at the same time run in order of their names.</summary>
    private readonly Dictionary<string, DayJob> _jobs = registered.OrderBy(j => j.Name, StringComparer.Ordinal).ToDictionary(j => j.Name);

    private static DateTimeOffset WallNow => TimeProvider.System.GetUtcNow();

    public async Task<DateTimeOffset?> NextDue() => (await Next())?.At;

    /// <summary>Runs the next job if it is due by then. Another process may have done it in the meantime.</summary>
    public async Task<IReadOnlyList<Ran>> RunNext(DateTimeOffset until)
    {
        if (await Next() is not var (name, day, at) || at > until) return [];
        Task<bool> Claim() => leases.Take(SystemApp.Id, dead => new ClaimDay(name, day, leases.Holder, Lease, dead));
        if (!await Claim()) return [];
        var count = await Leases.Keep(Claim, () => _jobs[name].Run(new DayRun(store, teller, at)));
        await teller.Run(SystemApp.Id, new FinishDay(name, day, count));
        return [new Ran(name, at, count)];
    }

    /// <summary>The first day of a job that has not been done. For a new job the count starts today.</summary>
    private async Task<(string Name, DateOnly Day, DateTimeOffset At)?> Next()
    {
        await using var reader = await store.BeginRead();
        var done = (await reader.All(SystemApp.Id, JobState.Rows)).ToDictionary(j => j.Job, j => j.LastDay);
        (string, DateOnly, DateTimeOffset)? next = null;
        foreach (var (name, at, _) in _jobs.Values)
        {
            if (!done.TryGetValue(name, out var last))
            {
                // A new store has no past: if today's time is over, today counts as done.
                var now = clock.GetUtcNow();
                last = Days.DateOf(now).AddDays(Days.TimeOf(now) >= Days.ParseTime(at) ? 0 : -1);
                await teller.Run(SystemApp.Id, new FinishDay(name, last, 0));
            }
            var due = Days.At(last.AddDays(1), at);
            if (next is null || due < next.Value.Item3) next = (name, last.AddDays(1), due);
        }
        return next;
    }

    private sealed class DayRun(IStore store, Teller teller, DateTimeOffset at) : IDayRun
    {
        public DateTimeOffset At => at;

        public DateTimeOffset WallNow => DayJobs.WallNow;

        public async Task<int> Each<T>(RowKind<T> kind, string index, DateTimeOffset before, Func<T, Command> command,
            Func<Result, bool>? counts = null) where T : class
        {
            var (by, until) = (kind.Index(index), before.ToUnixTimeMilliseconds());
            await using var reader = await store.BeginRead();
            var count = 0;
            foreach (var app in await reader.AppsBelow(kind, by, until))
            {
                foreach (var batch in (await reader.Below(app, kind, by, until, Most)).Chunk(Batch))
                {
                    var outcomes = await Task.WhenAll(batch.Select(row => teller.Run(app, command(row))));
                    count += outcomes.Count(o => counts is null || counts(o.Result));
                }
            }
            return count;
        }
    }

    /// <summary>The last day that a job has done; which process runs the next day, and until when its lease lasts.</summary>
    private sealed record JobState(string Job, DateOnly LastDay, string? Holder, DateTimeOffset? HeldUntil)
    {
        public static readonly RowKind<JobState> Rows = new("job_days", j => j.Job);
    }

    private sealed record ClaimDay(string Job, DateOnly Day, string Holder, TimeSpan For, string? Dead) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Shelf.Find(SystemApp.Id, JobState.Rows, Job) is not { } state || state.LastDay >= Day) return Errors.NothingToDo;
            if (state is { Holder: { } holder, HeldUntil: { } until } && new WorkLease(Job, holder, until).Keeps(Holder, WallNow, Dead))
                return new HeldBy(holder);
            book.Shelf.Put(SystemApp.Id, JobState.Rows, state with { Holder = Holder, HeldUntil = WallNow + For });
            return Done.It;
        }
    }

    private sealed record FinishDay(string Job, DateOnly Day, int Count) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Shelf.Find(SystemApp.Id, JobState.Rows, Job) is { } state && state.LastDay >= Day) return Done.It;
            book.Shelf.Put(SystemApp.Id, JobState.Rows, new JobState(Job, Day, null, null));
            return Done.It;
        }
    }
}
