using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>The result of a move: what ran on the way, or why the clock did not reach its target.</summary>
public sealed record ClockMove(IReadOnlyList<Ran> Ran, string? Refusal = null)
{
    public bool IsNothingDue => Refusal == NothingDue.Refusal;

    public static readonly ClockMove Backwards = new([], "the clock never goes backwards"),
        NothingDue = new([], "nothing is due"),
            Overtaken = new([], "another server has moved the clock meanwhile; what is asked again goes on from where it is now");
}

/// <summary>
/// 拨钟: freezes the clock, lets it run, or moves it forward. A move runs every due item at its own time, in order, before it returns; only
/// slow receivers of notices are left behind (NoticeWait). Of several processes one moves the clock at a time. A clock that was live goes
/// on ticking wherever a move ends.
/// </summary>
public sealed class ClockMover(VirtualClock clock, Agenda agenda, NoticeLanes lanes, Bulk bulk, Leases leases, Teller teller, IStore store,
    Upcoming upcoming, WorkSignal signal, HolidayWatch holidays)
{
    /// <summary>The lease is renewed during a move, but not while the store is unavailable. It must outlast that.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1), OthersTurn = TimeSpan.FromMilliseconds(20);

    public Task<ClockMove> MoveTo(DateTimeOffset target) => Forward(() => target);

    /// <summary>Moves forward from the clock's time when the move begins, not from its time when the move was requested.</summary>
    public Task<ClockMove> Advance(TimeSpan by) => Forward(() => clock.GetUtcNow() + by);

    /// <summary>Moves to the next time at which something is due.</summary>
    public Task<ClockMove> ToNext() => Alone(async () =>
    {
        using var receivers = lanes.Wait();
        var with = new ClockMoveWork(receivers, bulk);
        if (await upcoming.Next(with) is not { } next) return ClockMove.NothingDue;
        Stop();
        var ran = new List<Ran>();
        return await RunUntil(Later(next), ran, with) && await EndAt(Later(next)) ? new ClockMove(Ran.Sum(ran)) : ClockMove.Overtaken;
    });

    /// <summary>Moves from one due item to the next until a condition holds, or until nothing more is due within the given time.</summary>
    public Task<ClockMove> Until(Func<Task<bool>> happened, TimeSpan atMost) => Alone(async () =>
    {
        Stop();
        var (ran, last) = (new List<Ran>(), clock.GetUtcNow() + atMost);
        var done = false;
        using var receivers = lanes.Wait();
        var with = new ClockMoveWork(receivers, bulk);
        while (!done && await upcoming.Next(with) is { } next && next <= last)
        {
            if (!await RunUntil(Later(next), ran, with)) return ClockMove.Overtaken;
            done = await happened();
        }
        if (!await EndAt(clock.GetUtcNow())) return ClockMove.Overtaken;
        return done ? new ClockMove(Ran.Sum(ran)) : ClockMove.NothingDue with { Ran = Ran.Sum(ran) };
    });

    private Task<ClockMove> Forward(Func<DateTimeOffset> to) => Alone(async () =>
    {
        var target = to();
        if (target < clock.GetUtcNow()) return ClockMove.Backwards;
        Stop();
        var ran = new List<Ran>();
        using var receivers = lanes.Wait();
        var with = new ClockMoveWork(receivers, bulk);
        return await RunUntil(target, ran, with) && await EndAt(Later(target)) ? new ClockMove(Ran.Sum(ran)) : ClockMove.Overtaken;
    });

    /// <returns>False if another process has taken the clock.</returns>
    private async Task<bool> RunUntil(DateTimeOffset target, List<Ran> ran, ClockMoveWork with)
    {
        while (await agenda.NextDue(target, with) is { } due)
        {
            // The clock is set to the item's due time, so that everything it causes has this time.
            if (!await Set(clock.State with { FrozenAt = Later(due) })) return false;
            var done = await agenda.RunDue(clock.GetUtcNow(), with);
            ran.AddRange(done);
            // Another process is working on it. The clock must not pass it until it is done or its lease has expired.
            if (done.Count == 0) await Task.Delay(OthersTurn);
        }
        return true;
    }

    /// <summary>Ends a move. A clock that was live ticks on from here.</summary>
    private Task<bool> EndAt(DateTimeOffset at) => Set(clock.State.GoesOn ? TickingFrom(at) : clock.State with { FrozenAt = at });

    public Task<ClockMove> Freeze() => Alone(async () =>
    {
        Stop();
        return await Set(clock.State with { GoesOn = false }) ? new ClockMove([]) : ClockMove.Overtaken;
    });

    /// <summary>Lets the clock tick on from the current virtual time.</summary>
    public Task<ClockMove> Live() => Alone(async () =>
        !clock.IsFrozen || await Set(TickingFrom(clock.GetUtcNow())) ? new ClockMove([]) : ClockMove.Overtaken);

    /// <summary>
    /// Reads the clock that another process may have set. Only under the turn, else it could undo what the turn's holder sets.
    /// </summary>
    public async Task Follow()
    {
        await using var reader = await store.BeginRead();
        if (await reader.Load(SystemApp.Id, ClockState.Rows, ClockState.Key) is { } state && state != clock.State) clock.State = state;
    }

    /// <summary>Lets a clock tick on that was stopped for a move whose process has ended. Only under the turn.</summary>
    public async Task GoOn()
    {
        if (clock.State.GoesOn && await TakeLease()) await Leave();
    }

    /// <summary>
    /// If the machine's clock was set back, adds the difference to the offset, so that all processes and later starts continue from the
    /// time here. Only under the turn.
    /// </summary>
    public async Task KeepUp()
    {
        if (clock.Behind == TimeSpan.Zero || !await TakeLease()) return;
        await Follow();
        if (clock.Behind is var behind && behind > TimeSpan.Zero) await Set(clock.State with { Offset = clock.State.Offset + behind });
        await Leave();
    }

    private DateTimeOffset Later(DateTimeOffset at) => clock.GetUtcNow() is var now && at > now ? at : now;

    private ClockState TickingFrom(DateTimeOffset at) => new(at - clock.WallNow, null);

    /// <summary>Stops the clock in this process before the store knows, so that nobody gets a time later than the stop.</summary>
    private void Stop()
    {
        if (!clock.IsFrozen) clock.State = clock.State with { FrozenAt = clock.GetUtcNow(), GoesOn = true };
    }

    private async Task<ClockMove> Alone(Func<Task<ClockMove>> change)
    {
        await agenda.Turn.WaitAsync();
        await bulk.Turn.WaitAsync();
        try
        {
            while (!await TakeLease())
            {
                // While waiting, follow the clock of the process that moves it.
                await Follow();
                await Task.Delay(OthersTurn);
            }
            await Follow();
            if (clock.State.GoesOn && !await Set(TickingFrom(clock.GetUtcNow()))) return ClockMove.Overtaken;
            return await Leases.Keep(RenewLease, change);
        }
        finally
        {
            // Before the turn is released, because the next mover of this process has the same lease name.
            try
            {
                await Leave();
            }
            finally
            {
                bulk.Turn.Release();
                agenda.Turn.Release();
            }
        }
    }

    private Task<bool> TakeLease() =>
        leases.Take(SystemApp.Id, dead => new TakeClock(leases.Holder, clock.WallNow, clock.WallNow + Lease, dead));

    private Task RenewLease() => teller.Run(SystemApp.Id, new KeepClock(leases.Holder, clock.WallNow + Lease));

    /// <summary>Gives the clock back. If it is still stopped for a move, the move broke off, so it ticks on.</summary>
    private async Task Leave()
    {
        await Follow();
        if (clock.State.GoesOn) await Set(TickingFrom(clock.GetUtcNow()));
        await teller.Run(SystemApp.Id, new LeaveClock(leases.Holder));
    }

    /// <returns>False if this process has lost the right to set the clock.</returns>
    private async Task<bool> Set(ClockState state)
    {
        var wall = clock.WallNow;
        if ((await teller.Run(SystemApp.Id, new SetClock(state, leases.Holder, wall, wall + Lease))).Result.IsRefused) return false;
        clock.State = state;
        holidays.Look();
        signal.Give();
        return true;
    }
}
