using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// What became of an item: its own work took it away or planned it anew; it is still there; it is there for its next slice; what must come
/// before it is in another's hands.
/// </summary>
public enum Fate { Gone, Stays, GoesOn, Waits }

/// <summary>经办: takes an item in hand, so that of several processes one does it at a time, and gives back what stayed undone.</summary>
public sealed class Hand(Teller teller, Leases leases, VirtualClock clock, ServerOptions options, ILogger<Hand> log)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1), Retry = TimeSpan.FromMinutes(1);

    /// <returns>False where another has it in hand, or what must come before it.</returns>
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
        // An item that stands there unchanged would run for ever at the same instant; a lease is given back.
        if (done == Fate.GoesOn && options.IsShared) await Postpone(app, item, item.DueAt);
        else if (done == Fate.Stays || (done == Fate.Gone && options.IsShared)) await Postpone(app, item, clock.GetUtcNow() + Retry);
        return done != Fate.Waits;
    }

    public Task Postpone(AppId app, WorkItem item, DateTimeOffset to) =>
        teller.Run(app, new Postponed(item.Id, leases.Holder, item.DueAt, to));

    /// <summary>
    /// An item that another process has already done may stand there again for later: only what was found due may be taken.
    /// </summary>
    private Task<bool> Claim(AppId app, WorkItem item) =>
        leases.Take(app, dead => new ClaimWork(item.Id, item.DueAt, leases.Holder, clock.WallNow, clock.WallNow + Lease, dead));

    /// <summary>Gives an item back; not one that another has taken over meanwhile.</summary>
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
