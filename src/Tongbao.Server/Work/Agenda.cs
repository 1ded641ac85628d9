using System.Text.Json;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Channels;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Store;
using Tongbao.Simulators;

namespace Tongbao.Server.Work;

/// <summary>A kind of work that was done at an instant, and how often.</summary>
public sealed record Ran(string Job, DateTimeOffset At, int Count);

/// <summary>
/// 日程: everything that has an instant: questions to channels, notices, payouts, the jobs of a business day. What is due runs in the order of
/// its time, each once however many processes share the store. Behind after a downtime, it catches up in that same order.
/// </summary>
public sealed class Agenda(IStore store, Teller teller, Asker asker, NoticeSender notices, DayJobs jobs, VirtualClock clock, ServerOptions options, ILogger<Agenda> log)
{
    private const int Batch = 200;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1), Retry = TimeSpan.FromMinutes(1);

    /// <summary>Whose leases these are. Alone on a store one finds one's own again after a crash, and need not wait for their end.</summary>
    private readonly string _holder = options.IsShared ? Guid.NewGuid().ToString("N") : "the only one";

    /// <summary>Only one of the clock's mover and the background loop works at a time in a process.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>The next instant at which something is due, not later than the one given.</summary>
    public async Task<DateTimeOffset?> NextDue(DateTimeOffset until)
    {
        await using var reader = await store.BeginRead();
        var work = (await reader.DueWork(until, 1)).Select(w => (DateTimeOffset?)w.Item.DueAt).FirstOrDefault();
        var job = await jobs.NextDue() is { } at && at <= until ? at : (DateTimeOffset?)null;
        return work is null || job < work ? job : work;
    }

    /// <summary>Runs what is due at or before an instant, in order of time.</summary>
    public async Task<IReadOnlyList<Ran>> RunDue(DateTimeOffset until)
    {
        var ran = new List<Ran>();
        while (await NextDue(until) is { } at)
        {
            var done = await RunAt(at);
            ran.AddRange(done);
            if (done.Count == 0) break;    // somebody else holds what is due
        }
        return ran;
    }

    private async Task<IReadOnlyList<Ran>> RunAt(DateTimeOffset at)
    {
        if (await jobs.NextDue() is { } jobAt && jobAt <= at) return await jobs.RunNext(_holder);
        await using var reader = await store.BeginRead();
        var due = await reader.DueWork(at, Batch);
        var groups = due.GroupBy(w => (w.App, w.Item.Kind, Group: w.Item.Kind == WorkKind.DeliverNotice ? w.Item.Detail : w.Item.Subject));
        var results = new System.Collections.Concurrent.ConcurrentBag<(string Job, DateTimeOffset At)>();
        await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (group, _) =>
        {
            foreach (var (app, item) in group.OrderBy(w => w.Item.DueAt).ThenBy(w => w.Item.Id, StringComparer.Ordinal))
            {
                if (await RunItem(app, item)) results.Add((NameOf(item.Kind), item.DueAt));
            }
        });
        return [.. results.GroupBy(r => r).Select(g => new Ran(g.Key.Job, g.Key.At, g.Count())).OrderBy(r => r.At)];
    }

    private async Task<bool> RunItem(AppId app, WorkItem item)
    {
        if (options.IsShared && !await Claim(app, item)) return false;
        try
        {
            if (!await Do(app, item)) return false;
        }
        catch (Exception failed) when (failed is not StoreUnavailable)
        {
            log.LogError("{Kind} {Subject}: {Error}", item.Kind, item.Subject, failed.Message);
        }
        // Whatever happened, the same item must not stand there unchanged: it would run for ever at the same instant.
        await teller.Run(app, new Postpone(item.Id, item.DueAt, clock.GetUtcNow() + Retry));
        return true;
    }

    /// <returns>False where it has to wait for what another process has in hand.</returns>
    private async Task<bool> Do(AppId app, WorkItem item)
    {
        switch (item.Kind)
        {
            case WorkKind.AskChannel:
                await asker.Answer(app, new ChannelAsk(new OrderNo(item.Subject), Enum.Parse<ChannelOperation>(item.Detail)));
                break;
            case WorkKind.SendPayout:
                await asker.Run(app, new SendPayout(new OrderNo(item.Subject)));
                break;
            case WorkKind.DeliverNotice:
                return await Deliver(app, item);
            case WorkKind.Simulate:
                await Report(app, item);
                break;
        }
        return true;
    }

    private async Task Report(AppId app, WorkItem item)
    {
        var later = JsonSerializer.Deserialize<Later>(item.Detail)!;
        var operation = later.Operation switch
        {
            Operations.Payout => ChannelOperation.Payout,
            Operations.Refund => ChannelOperation.Refund,
            Operations.SendBack => ChannelOperation.SendBack,
            _ => ChannelOperation.Pay,
        };
        await teller.Run(app, new Remove(item.Id));
        await teller.Run(app, new ChannelAnswered(new OrderNo(item.Subject), operation, SimulatedChannel.ToAnswer(later.Outcome)));
    }

    /// <summary>Notices about one order are told in order: a later one waits for the end of an earlier one's tries.</summary>
    private async Task<bool> Deliver(AppId app, WorkItem item)
    {
        Notice? notice, first;
        await using (var reader = await store.BeginRead())
        {
            notice = await reader.Load(app, Notice.Rows, item.Subject);
            if (notice is null) return true;
            var earlier = await reader.LoadList(app, Notice.Rows, Notice.Rows.Index(Notice.ByAbout), notice.About);
            first = earlier.Where(n => n.State == NoticeState.Waiting && string.CompareOrdinal(n.Id, notice.Id) < 0).MinBy(n => n.Id, StringComparer.Ordinal);
        }
        if (first?.NextAt is { } next)
        {
            // Due as well, and not told before this one in its turn: another process is telling it.
            if (next <= clock.GetUtcNow()) return false;
            await teller.Run(app, new Postpone(item.Id, item.DueAt, next));
        }
        else await notices.Deliver(app, notice);
        return true;
    }

    /// <summary>An item that another process has already done may stand there again for later: only what was found due may be taken.</summary>
    private async Task<bool> Claim(AppId app, WorkItem item) =>
        (await teller.Run(app, new ClaimWork(item.Id, item.DueAt, _holder, clock.WallNow, clock.WallNow + Lease))).Result.Reply is Done;

    private static string NameOf(WorkKind kind) => kind switch
    {
        WorkKind.AskChannel => "ask-channel",
        WorkKind.DeliverNotice => "deliver-notice",
        WorkKind.SendPayout => "send-payout",
        _ => "channel-report",
    };

    private sealed record Remove(string Id) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Work.Find(Id) is { } item) book.Work.Remove(item);
            return Done.It;
        }
    }

    private sealed record Postpone(string Id, DateTimeOffset StillAt, DateTimeOffset To) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Work.Find(Id) is { } item && item.DueAt == StillAt) book.Work.Save(item with { DueAt = To, Attempt = item.Attempt + 1 });
            if (await book.Shelf.Find(book.App.Id, WorkLease.Rows, Id) is { } lease) book.Shelf.Remove(book.App.Id, WorkLease.Rows, lease);
            return Done.It;
        }
    }
}

/// <summary>One of several processes takes an item for a while; the lease is in wall time, whatever the clock is moved to.</summary>
public sealed record WorkLease(string Id, string Holder, DateTimeOffset Until)
{
    public static readonly RowKind<WorkLease> Rows = new("leases", l => l.Id);
}

public sealed record ClaimWork(string Id, DateTimeOffset DueAt, string Holder, DateTimeOffset WallNow, DateTimeOffset Until) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(Id) is not { } item || item.DueAt != DueAt) return Errors.NothingToDo;
        if (await book.Shelf.Find(book.App.Id, WorkLease.Rows, Id) is { } lease && lease.Holder != Holder && lease.Until > WallNow) return Errors.NothingToDo;
        book.Shelf.Put(book.App.Id, WorkLease.Rows, new WorkLease(Id, Holder, Until));
        return Done.It;
    }
}
