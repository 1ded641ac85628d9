namespace Tongbao.Server;

/// <summary>时钟: the one clock for everything, live with an offset, or frozen. Its state is in the store, shared by all processes.</summary>
/// <param name="GoesOn">The clock is stopped only for a move and ticks on when the move ends or breaks off.</param>
public sealed record ClockState(TimeSpan Offset, DateTimeOffset? FrozenAt, bool GoesOn = false)
{
    public static readonly RowKind<ClockState> Rows = new("system", _ => Key);
    public static readonly ClockState Live = new(TimeSpan.Zero, null);
    public const string Key = "clock";

    public DateTimeOffset At(DateTimeOffset wall) => FrozenAt ?? wall + Offset;
}

/// <summary>
/// The clock as this process sees it. It never goes back. If the machine's clock is set back, the difference is added at once and logged;
/// the clock's mover then adds it to the stored offset for other processes and later starts.
/// </summary>
/// <param name="wall">The machine's clock.</param>
public sealed class VirtualClock(TimeProvider wall, ILogger<VirtualClock> log) : TimeProvider
{
    /// <summary>Smaller steps are normal corrections by time synchronization and are not logged.</summary>
    private static readonly TimeSpan WorthSaying = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private ClockState _state = ClockState.Live;
    private DateTimeOffset _wallSeen = DateTimeOffset.MinValue;
    private TimeSpan _behind;

    public ClockState State
    {
        get { lock (_gate) return _state; }
        set
        {
            lock (_gate)
            {
                // If the offset has grown, it already includes part of the difference, whichever process added it. Frozen time is absolute,
                // so there is nothing to make up.
                var grown = value.Offset - _state.Offset;
                _behind = value.FrozenAt is null && _state.FrozenAt is null && grown < _behind ? _behind - grown : TimeSpan.Zero;
                _state = value;
            }
        }
    }

    /// <summary>
    /// Starts from the state in the store, which may be far behind the machine's time. This process has given out no time yet, so nothing
    /// needs to be made up.
    /// </summary>
    public void StartFrom(ClockState state)
    {
        lock (_gate) (_state, _behind) = (state, TimeSpan.Zero);
    }

    /// <summary>The machine's own time, for things outside the virtual clock: freshness of requests, and leases.</summary>
    public DateTimeOffset WallNow => wall.GetUtcNow();

    /// <summary>How far the machine's clock was set back, as far as the offset does not include it yet.</summary>
    public TimeSpan Behind
    {
        get
        {
            lock (_gate)
            {
                Look();
                return _state.FrozenAt is null ? _behind : TimeSpan.Zero;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return (_state.At(Look()) + (_state.FrozenAt is null ? _behind : TimeSpan.Zero)).ToOffset(Days.China);
    }

    public bool IsFrozen => State.FrozenAt is not null;

    private DateTimeOffset Look()
    {
        var now = wall.GetUtcNow();
        if (now < _wallSeen)
        {
            var step = _wallSeen - now;
            _behind += step;
            if (step >= WorthSaying) log.LogWarning("本机时钟倒退了 {Step},虚拟时钟不倒退 The machine's clock went back by {Step}; the virtual clock does not", step, step);
        }
        _wallSeen = now;
        return now;
    }
}
