using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Channels;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>A kind of work that was done at an instant, and how often.</summary>
public sealed record Ran(string Job, DateTimeOffset At, int Count);

/// <summary>
/// 日程: everything that has an instant: questions to channels, notices, payouts, the jobs of a business day. What is due runs in the order of
/// its time, each once however many processes share the store. Behind after a downtime, it catches up in that same order.
/// </summary>
public sealed class Agenda(IStore store, Teller teller, Asker asker, NoticeSender notices, DayJobs jobs, Leases leases, IPlannedReports reports, VirtualClock clock, ServerOptions options, ILogger<Agenda> log)
{
    private const int Batch = 200;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1), Retry = TimeSpan.FromMinutes(1);

    /// <summary>One turn a lane: the clock's mover takes both, the background loops one each.</summary>
    public SemaphoreSlim MoneyTurn { get; } = new(1);
    public SemaphoreSlim NoticeTurn { get; } = new(1);

    public async Task TakeTurns()
    {
        await MoneyTurn.WaitAsync();
        await NoticeTurn.WaitAsync();
    }

    public void GiveTurnsBack()
    {
        NoticeTurn.Release();
        MoneyTurn.Release();
    }

    /// <summary>The next instant at which something is due, not later than the one given.</summary>
    public async Task<DateTimeOffset?> NextDue(DateTimeOffset until)
    {
        var work = await FirstItem(until, Lane.All);
        var job = await jobs.NextDue() is { } at && at <= until ? at : (DateTimeOffset?)null;
        return work is null || job < work ? job : work;
    }

    /// <summary>Runs what is due at or before an instant: items up to the next job of a day, then the job, and so on.</summary>
    public async Task<IReadOnlyList<Ran>> RunDue(DateTimeOffset until, Lane lane = Lane.All)
    {
        var ran = new List<Ran>();
        while (true)
        {
            var job = lane != Lane.Notices && await jobs.NextDue() is { } at && at <= until ? at : (DateTimeOffset?)null;
            var done = await RunBatch(job ?? until, lane);
            // What is due before the job and could not be run is in another's hands: the job comes after it.
            if (done.Count == 0 && job is { } next && await FirstItem(next, lane) is null) done = await jobs.RunNext(next);
            if (done.Count == 0) return ran;    // nothing is due, or somebody else holds what is
            ran.AddRange(done);
        }
    }

    private async Task<DateTimeOffset?> FirstItem(DateTimeOffset until, Lane lane)
    {
        await using var reader = await store.BeginRead();
        return await reader.DueWork(until, 1, lane) is [var (_, first)] ? first.DueAt : null;
    }

    private async Task<IReadOnlyList<Ran>> RunBatch(DateTimeOffset until, Lane lane)
    {
        IReadOnlyList<(AppId App, WorkItem Item)> due;
        await using (var reader = await store.BeginRead()) due = await reader.DueWork(until, Batch, lane);
        var groups = due.GroupBy(w => (w.App, w.Item.Kind, Group: w.Item.Kind == WorkKind.DeliverNotice ? w.Item.Detail : w.Item.Subject));
        var results = new System.Collections.Concurrent.ConcurrentBag<(string Job, DateTimeOffset At)>();
        await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (group, _) =>
        {
            foreach (var (app, item) in group.OrderBy(w => w.Item.DueAt).ThenBy(w => w.Item.Id, StringComparer.Ordinal))
            {
                // Another has it in hand: what comes after it in its group waits for it.
                if (!await RunItem(app, item)) break;
                results.Add((NameOf(item.Kind), item.DueAt));
            }
        });
        return [.. results.GroupBy(r => r).Select(g => new Ran(g.Key.Job, g.Key.At, g.Count())).OrderBy(r => r.At)];
    }

    private async Task<bool> RunItem(AppId app, WorkItem item)
    {
        if (options.IsShared && !await Claim(app, item)) return false;
        var done = Fate.Stays;
        try
        {
            done = await Do(app, item);
        }
        catch (Exception failed) when (failed is not StoreUnavailable)
        {
            log.LogError("{Kind} {Subject}: {Error}", item.Kind, item.Subject, failed.Message);
        }
        // An item that stands there unchanged would run for ever at the same instant; a lease is given back.
        if (done == Fate.Stays || (done == Fate.Gone && options.IsShared)) await teller.Run(app, new Postpone(item.Id, leases.Holder, item.DueAt, clock.GetUtcNow() + Retry));
        return done != Fate.Waits;
    }

    /// <summary>What became of an item: its own work took it away or planned it anew; it is still there; it waits for another process.</summary>
    private enum Fate { Gone, Stays, Waits }

    private async Task<Fate> Do(AppId app, WorkItem item) => item.Kind switch
    {
        WorkKind.AskChannel => Of(item, (await asker.Answer(app, ChannelAsk.Read(new OrderNo(item.Subject), item.Detail))).Result),
        WorkKind.SendPayout => Of(item, await asker.Run(app, new SendPayout(new OrderNo(item.Subject)))),
        WorkKind.FundsIn => Of(item, (await teller.Run(app, new RemittanceArrived(item.Subject))).Result),
        WorkKind.Report => Of(item, (await teller.Run(app, new ReportArrived(item.Id, reports.Read(item)))).Result),
        _ => await Deliver(app, item),
    };

    /// <summary>What is refused is tried again in a minute, and each time said: nobody else asked for it, so nobody else hears the refusal.</summary>
    private Fate Of(WorkItem item, Result result)
    {
        if (result.Error is not { } error) return Fate.Gone;
        log.LogError("{Kind} {Subject}: {Error}", item.Kind, item.Subject, error.En);
        return Fate.Stays;
    }

    /// <summary>Notices about one order are told in order: a later one waits for the end of an earlier one's tries, but not when somebody asks for it now.</summary>
    private async Task<Fate> Deliver(AppId app, WorkItem item)
    {
        Notice? notice, first;
        await using (var reader = await store.BeginRead())
        {
            notice = await reader.Load(app, Notice.Rows, item.Subject);
            if (notice is null) return Fate.Stays;
            var earlier = await reader.LoadList(app, Notice.Rows, Notice.Rows.Index(Notice.ByAbout), notice.About);
            first = earlier.Where(n => n.State == NoticeState.Waiting && string.CompareOrdinal(n.Id, notice.Id) < 0).MinBy(n => n.Id, StringComparer.Ordinal);
        }
        if (first?.NextAt is { } next && !NoticeTried.IsByHand(item))
        {
            // Due as well, and not told before this one in its turn: another process is telling it.
            if (next <= clock.GetUtcNow()) return Fate.Waits;
            await teller.Run(app, new Postpone(item.Id, leases.Holder, item.DueAt, next));
            return Fate.Gone;
        }
        return await notices.Deliver(app, notice, item) ? Fate.Gone : Fate.Stays;
    }

    /// <summary>An item that another process has already done may stand there again for later: only what was found due may be taken.</summary>
    private Task<bool> Claim(AppId app, WorkItem item) =>
        leases.Take(app, dead => new ClaimWork(item.Id, item.DueAt, leases.Holder, clock.WallNow, clock.WallNow + Lease, dead));

    public static string NameOf(WorkKind kind) => kind switch
    {
        WorkKind.AskChannel => "ask-channel",
        WorkKind.DeliverNotice => "deliver-notice",
        WorkKind.SendPayout => "send-payout",
        WorkKind.FundsIn => "funds-in",
        _ => "channel-report",
    };

    /// <summary>What a channel was to report is booked, and taken off the agenda, in one transaction; what is off it was booked by another.</summary>
    private sealed record ReportArrived(string Id, ChannelAnswered Report) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Work.Find(Id) is not { } item) return Done.It;
            book.Work.Remove(item);
            return await Report.Run(book);
        }
    }

    /// <summary>Gives an item back; not one that another has taken over meanwhile.</summary>
    private sealed record Postpone(string Id, string Holder, DateTimeOffset StillAt, DateTimeOffset To) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            var lease = await book.Shelf.Find(book.App.Id, WorkLease.Rows, Id);
            if (lease is not null && lease.Holder != Holder) return Done.It;
            if (await book.Work.Find(Id) is { } item && item.DueAt == StillAt) book.Work.Save(item with { DueAt = To, Attempt = item.Attempt + 1 });
            if (lease is not null) book.Shelf.Remove(book.App.Id, WorkLease.Rows, lease);
            return Done.It;
        }
    }
}

public sealed record ClaimWork(string Id, DateTimeOffset DueAt, string Holder, DateTimeOffset WallNow, DateTimeOffset Until, string? Dead) : Command
{
    public override void Foresee(IForesight see)
    {
        see.Row(WorkItem.Rows, Id);
        see.Row(WorkLease.Rows, Id);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(Id) is not { } item || item.DueAt != DueAt) return Errors.NothingToDo;
        if (await book.Shelf.Find(book.App.Id, WorkLease.Rows, Id) is { } lease && lease.Keeps(Holder, WallNow, Dead)) return new HeldBy(lease.Holder);
        book.Shelf.Put(book.App.Id, WorkLease.Rows, new WorkLease(Id, Holder, Until));
        return Done.It;
    }
}
