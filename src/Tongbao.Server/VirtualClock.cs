namespace Tongbao.Server;

/// <summary>时钟: the one clock of everything. Live with an offset, or frozen; its state lies in the store, for every process.</summary>
/// <param name="GoesOn">It is stopped for a move only, and ticks on where the move ends, or breaks off.</param>
public sealed record ClockState(TimeSpan Offset, DateTimeOffset? FrozenAt, bool GoesOn = false)
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
