using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>时钟: the one clock of everything. Live with an offset, or frozen; its state lies in the store, for every process.</summary>
public sealed record ClockState(TimeSpan Offset, DateTimeOffset? FrozenAt)
{
    public static readonly RowKind<ClockState> Rows = new("system", _ => "clock");
    public static readonly ClockState Live = new(TimeSpan.Zero, null);
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
        return (state.FrozenAt ?? System.GetUtcNow() + state.Offset).ToOffset(Days.China);
    }

    public bool IsFrozen => _state.FrozenAt is not null;
}

/// <summary>Sets the clock for all processes.</summary>
public sealed record SetClock(ClockState State) : Command
{
    public override ValueTask<Result> Run(Book book)
    {
        book.Shelf.Put(SystemApp.Id, ClockState.Rows, State);
        return new(Done.It);
    }
}
