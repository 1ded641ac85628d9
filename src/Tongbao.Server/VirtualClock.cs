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

/// <summary>
/// The clock as this process sees it. It never goes back: what the machine's own clock is set back by is made up for at once, said in the
/// log, and put into the offset by the clock's mover, for the other processes and for the next start.
/// </summary>
/// <param name="wall">The machine's clock.</param>
public sealed class VirtualClock(TimeProvider wall, ILogger<VirtualClock> log) : TimeProvider
{
    /// <summary>Smaller steps are what time servers do all day.</summary>
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
                // An offset that has grown has made up for it, whichever process saw to that. From where the clock stood it is reckoned by
                // the wall as it is now.
                var grown = value.Offset - _state.Offset;
                _behind = value.FrozenAt is null && _state.FrozenAt is null && grown < _behind ? _behind - grown : TimeSpan.Zero;
                _state = value;
            }
        }
    }

    /// <summary>
    /// As a store has it when it is opened, which may be long before the machine's time: nothing of this process stood anywhere yet.
    /// </summary>
    public void StartFrom(ClockState state)
    {
        lock (_gate) (_state, _behind) = (state, TimeSpan.Zero);
    }

    /// <summary>The machine's own time, for what happens outside: freshness of requests, leases.</summary>
    public DateTimeOffset WallNow => wall.GetUtcNow();

    /// <summary>How far the machine's clock has gone back, as far as the offset does not make up for it yet.</summary>
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
