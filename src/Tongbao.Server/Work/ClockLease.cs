using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>Takes the right to set the clock, for a while of wall time; another process that moves it is waited for.</summary>
public sealed record TakeClock(string Mover, DateTimeOffset WallNow, DateTimeOffset Until, string? Dead) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await ClockLease.Find(book) is { } lease && lease.Keeps(Mover, WallNow, Dead)) return new HeldBy(lease.Holder);
        ClockLease.Put(book, Mover, Until);
        return Done.It;
    }
}

/// <summary>Keeps that right for longer. Who has lost it does not get it back so: the clock is no longer where he believes it is.</summary>
public sealed record KeepClock(string Mover, DateTimeOffset Until) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if ((await ClockLease.Find(book))?.Holder != Mover) return Errors.NothingToDo;
        ClockLease.Put(book, Mover, Until);
        return Done.It;
    }
}

/// <summary>Sets the clock for all processes: by whom it belongs to, and never to before where it stands.</summary>
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

/// <summary>Whose the clock is.</summary>
internal static class ClockLease
{
    public static ValueTask<WorkLease?> Find(Book book) => book.Shelf.Find(SystemApp.Id, WorkLease.Rows, ClockState.Key);

    public static void Put(Book book, string mover, DateTimeOffset until) =>
        book.Shelf.Put(SystemApp.Id, WorkLease.Rows, new WorkLease(ClockState.Key, mover, until));
}
