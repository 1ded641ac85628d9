using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>Takes the right to set the clock for a period of wall time. Refused while another process has it.</summary>
public sealed record TakeClock(string Mover, DateTimeOffset WallNow, DateTimeOffset Until, string? Dead) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await ClockLease.Find(book) is { } lease && lease.Keeps(Mover, WallNow, Dead)) return new HeldBy(lease.Holder);
        ClockLease.Put(book, Mover, Until);
        return Done.It;
    }
}

/// <summary>
/// Renews the right. A process that has lost it does not get it back this way, because the clock may have been moved since.
/// </summary>
public sealed record KeepClock(string Mover, DateTimeOffset Until) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if ((await ClockLease.Find(book))?.Holder != Mover) return Errors.NothingToDo;
        ClockLease.Put(book, Mover, Until);
        return Done.It;
    }
}

/// <summary>Sets the clock for all processes. Only the holder of the right may do so, and never to an earlier time.</summary>
public sealed record SetClock(ClockState State, string Mover, DateTimeOffset WallNow, DateTimeOffset Until) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if ((await ClockLease.Find(book))?.Holder != Mover) return Errors.NothingToDo;
        if (await book.Shelf.Find(SystemApp.Id, ClockState.Rows, ClockState.Key) is { FrozenAt: { } stands } && State.At(WallNow) < stands)
            return Errors.NothingToDo;
        book.Shelf.Put(SystemApp.Id, ClockState.Rows, State);
        ClockLease.Put(book, Mover, Until);
        return Done.It;
    }
}

public sealed record LeaveClock(string Mover) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await ClockLease.Find(book) is { } lease && lease.Holder == Mover) book.Shelf.Remove(SystemApp.Id, WorkLease.Rows, lease);
        return Done.It;
    }
}

/// <summary>Checks who has the right to set the clock.</summary>
internal static class ClockLease
{
    public static ValueTask<WorkLease?> Find(Book book) => book.Shelf.Find(SystemApp.Id, WorkLease.Rows, ClockState.Key);

    public static void Put(Book book, string mover, DateTimeOffset until) =>
        book.Shelf.Put(SystemApp.Id, WorkLease.Rows, new WorkLease(ClockState.Key, mover, until));
}
