using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// What became of an item. Gone: its work removed or rescheduled it. Stays: it is unchanged. GoesOn: it waits for its next slice. Waits:
/// something before it is in use by another process.
/// </summary>
public enum Fate { Gone, Stays, GoesOn, Waits }

/// <summary>经办: claims an item, so that only one of several processes does it, and releases it if it was not completed.</summary>
public sealed class Hand(Teller teller, Leases leases, VirtualClock clock, ServerOptions options, ILogger<Hand> log)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1), Retry = TimeSpan.FromMinutes(1);

    /// <returns>False if another process has claimed it, or something that must come before it.</returns>
    public async Task<bool> Do(AppId app, WorkItem item, Func<Task<Fate>> work)
    {
        if (options.IsShared && !await Claim(app, item)) return false;
        var done = Fate.Stays;
        try
        {
            done = await work();
        }
        catch (Exception failed) when (failed is not StoreUnavailable)
        {
            log.LogError("{Kind} {Subject}: {Error}", item.Kind, item.Subject, failed.Message);
        }
        // An unchanged item would run forever at the same instant, so it is postponed. Postponing also releases the lease.
        if (done == Fate.GoesOn && options.IsShared) await Postpone(app, item, item.DueAt);
        else if (done == Fate.Stays || (done == Fate.Gone && options.IsShared)) await Postpone(app, item, clock.GetUtcNow() + Retry);
        return done != Fate.Waits;
    }

    public Task Postpone(AppId app, WorkItem item, DateTimeOffset to) =>
        teller.Run(app, new Postponed(item.Id, leases.Holder, item.DueAt, to));

    /// <summary>Another process may have done the item and rescheduled it. So it is claimed only if its due time is unchanged.</summary>
    private Task<bool> Claim(AppId app, WorkItem item) =>
        leases.Take(app, dead => new ClaimWork(item.Id, item.DueAt, leases.Holder, clock.WallNow, clock.WallNow + Lease, dead));

    /// <summary>Reschedules and releases an item, unless another process has claimed it meanwhile.</summary>
    private sealed record Postponed(string Id, string Holder, DateTimeOffset StillAt, DateTimeOffset To) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            var lease = await book.Shelf.Find(book.App.Id, WorkLease.Rows, Id);
            if (lease is not null && lease.Holder != Holder) return Done.It;
            if (await book.Work.Find(Id) is { } item && item.DueAt == StillAt)
                book.Work.Save(item with { DueAt = To, Attempt = item.Attempt + 1 });
            if (lease is not null) book.Shelf.Remove(book.App.Id, WorkLease.Rows, lease);
            return Done.It;
        }
    }
}

public sealed record ClaimWork(string Id, DateTimeOffset DueAt, string Holder, DateTimeOffset WallNow, DateTimeOffset Until, string? Dead)
    : Command
{
    public override void Prefetch(IPrefetch rows)
    {
        rows.Row(WorkItem.Rows, Id);
        rows.Row(WorkLease.Rows, Id);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(Id) is not { } item || item.DueAt != DueAt) return Errors.NothingToDo;
        if (await book.Shelf.Find(book.App.Id, WorkLease.Rows, Id) is { } lease && lease.Keeps(Holder, WallNow, Dead))
            return new HeldBy(lease.Holder);
        book.Shelf.Put(book.App.Id, WorkLease.Rows, new WorkLease(Id, Holder, Until));
        return Done.It;
    }
}
