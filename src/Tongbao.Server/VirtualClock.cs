using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>时钟: the one clock of everything. Live with an offset, or frozen; its state lies in the store, for every process.</summary>
public sealed record ClockState(TimeSpan Offset, DateTimeOffset? FrozenAt)
{
    public static readonly RowKind<ClockState> Rows = new("system", _ => Key);
    public static readonly ClockState Live = new(TimeSpan.Zero, null);
    public const string Key = "clock";

    public DateTimeOffset At(DateTimeOffset wall) => FrozenAt ?? wall + Offset;
}

public sealed class VirtualClock : TimeProvider
{
    private volatile ClockState _state = ClockState.Live;

    public ClockState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>The machine's own time, for what happens outside: freshness of requests, leases.</summary>
    public DateTimeOffset WallNow => System.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        var state = _state;
        return state.At(System.GetUtcNow()).ToOffset(Days.China);
    }

    public bool IsFrozen => _state.FrozenAt is not null;
}

/// <summary>Takes the right to set the clock, for a while of wall time; another process that moves it is waited for.</summary>
public sealed record TakeClock(string Mover, DateTimeOffset WallNow, DateTimeOffset Until) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(SystemApp.Id, WorkLease.Rows, ClockState.Key) is { } lease && lease.Holder != Mover && lease.Until > WallNow) return Errors.NothingToDo;
        book.Shelf.Put(SystemApp.Id, WorkLease.Rows, new WorkLease(ClockState.Key, Mover, Until));
        return Done.It;
    }
}

/// <summary>Sets the clock for all processes.</summary>
public sealed record SetClock(ClockState State, string Mover, DateTimeOffset Until) : Command
{
    public override ValueTask<Result> Run(Book book)
    {
        book.Shelf.Put(SystemApp.Id, ClockState.Rows, State);
        book.Shelf.Put(SystemApp.Id, WorkLease.Rows, new WorkLease(ClockState.Key, Mover, Until));
        return new(Done.It);
    }
}

public sealed record LeaveClock(string Mover) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(SystemApp.Id, WorkLease.Rows, ClockState.Key) is { } lease && lease.Holder == Mover) book.Shelf.Remove(SystemApp.Id, WorkLease.Rows, lease);
        return Done.It;
    }
}
