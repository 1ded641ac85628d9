using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Payouts;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;
using Tongbao.Server.Channels;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>A kind of work that was done at an instant, and how often.</summary>
public sealed record Ran(string Job, DateTimeOffset At, int Count)
{
    /// <summary>Added up, in the order of time.</summary>
    public static IReadOnlyList<Ran> Sum(IEnumerable<Ran> ran) =>
        [.. ran.GroupBy(r => (r.Job, r.At)).Select(g => new Ran(g.Key.Job, g.Key.At, g.Sum(r => r.Count))).OrderBy(r => r.At)];
}

/// <summary>
/// 日程: everything that has an instant: questions to channels, payouts, the jobs of a business day, and notices, which have lanes of their
/// own. What is due runs in the order of its time, each once however many processes share the store. Behind after a downtime, it catches up
/// in that same order.
/// </summary>
public sealed class Agenda(IStore store, Teller teller, Asker asker, DayJobs jobs, Hand hand, IPlannedReports reports, ILogger<Agenda> log)
{
    private const int Batch = 200;

    /// <summary>The turn to do money work: the clock's mover takes it, or the background loop.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>The next instant at which something is due, not later than the one given.</summary>
    /// <param name="receivers">Of the notices those alone that are waited for.</param>
    public async Task<DateTimeOffset?> NextDue(DateTimeOffset until, Lane lane = Lane.All, NoticeWait? receivers = null)
    {
        var work = await FirstItem(until, lane, receivers);
        var job = lane != Lane.Notices && await jobs.NextDue() is { } at && at <= until ? at : (DateTimeOffset?)null;
        return work is null || job < work ? job : work;
    }

    /// <summary>Runs what is due at or before an instant: items up to the next job of a day, then the job, and so on.</summary>
    /// <param name="receivers">Whose notices are waited for too; without it only money work is done.</param>
    public async Task<IReadOnlyList<Ran>> RunDue(DateTimeOffset until, NoticeWait? receivers = null)
    {
        var ran = new List<Ran>();
        while (true)
        {
            var job = await jobs.NextDue() is { } at && at <= until ? at : (DateTimeOffset?)null;
            var done = await RunBatch(job ?? until);
            if (receivers is not null) done = [.. done, .. await receivers.UntilTold()];
            // What is due before the job and could not be run is in another's hands: the job comes after it.
            if (done.Count == 0 && job is { } next && await FirstItem(next, receivers is null ? Lane.Money : Lane.All, receivers) is null) done = await jobs.RunNext(next);
            if (done.Count == 0) return ran;    // nothing is due, or somebody else holds what is
            ran.AddRange(done);
        }
    }

    /// <summary>The next item that is due, not later than an instant.</summary>
    public async Task<DateTimeOffset?> FirstItem(DateTimeOffset until, Lane lane, NoticeWait? receivers = null)
    {
        await using var reader = await store.BeginRead();
        if (receivers is null || !receivers.HasLeft) return await reader.DueWork(until, 1, lane) is [var (_, first)] ? first.DueAt : null;
        var money = await reader.DueWork(until, 1, Lane.Money) is [var (_, item)] ? item.DueAt : (DateTimeOffset?)null;
        var notice = (await reader.Lanes()).Where(l => l.DueAt <= until && receivers.IsFor(l.Lane)).Min(l => (DateTimeOffset?)l.DueAt);
        return money is null || notice < money ? notice : money;
    }

    private async Task<IReadOnlyList<Ran>> RunBatch(DateTimeOffset until)
    {
        IReadOnlyList<(AppId App, WorkItem Item)> due;
        await using (var reader = await store.BeginRead()) due = await reader.DueWork(until, Batch, Lane.Money);
        var results = new System.Collections.Concurrent.ConcurrentBag<Ran>();
        await Parallel.ForEachAsync(due.GroupBy(w => (w.App, w.Item.Kind, w.Item.Subject)), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (group, _) =>
        {
            foreach (var (app, item) in group.OrderBy(w => w.Item.DueAt).ThenBy(w => w.Item.Id, StringComparer.Ordinal))
            {
                // Another has it in hand: what comes after it in its group waits for it.
                if (!await hand.Do(app, item, () => Do(app, item))) break;
                results.Add(new Ran(NameOf(item.Kind), item.DueAt, 1));
            }
        });
        return Ran.Sum(results);
    }

    private async Task<Fate> Do(AppId app, WorkItem item) => item.Kind switch
    {
        WorkKind.AskChannel => Of(item, (await asker.Answer(app, ChannelAsk.Read(new OrderNo(item.Subject), item.Detail))).Result),
        WorkKind.SendPayout => Of(item, await asker.Run(app, new SendPayout(new OrderNo(item.Subject)))),
        WorkKind.FundsIn => Of(item, (await teller.Run(app, new RemittanceArrived(item.Subject))).Result),
        _ => Of(item, (await teller.Run(app, new ReportArrived(item.Id, reports.Read(item)))).Result),
    };

    /// <summary>What is refused is tried again in a minute, and each time said: nobody else asked for it, so nobody else hears the refusal.</summary>
    private Fate Of(WorkItem item, Result result)
    {
        if (result.Error is not { } error) return Fate.Gone;
        log.LogError("{Kind} {Subject}: {Error}", item.Kind, item.Subject, error.Id);
        return Fate.Stays;
    }

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
}
