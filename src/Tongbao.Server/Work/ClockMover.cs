using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>How a move went: what ran on the way, or why the clock does not stand where it was to go.</summary>
public sealed record ClockMove(IReadOnlyList<Ran> Ran, string? Refusal = null)
{
    public bool IsNothingDue => Refusal == NothingDue.Refusal;

    public static readonly ClockMove Backwards = new([], "the clock never goes backwards"),
        NothingDue = new([], "nothing is due"),
            Overtaken = new([], "another server has moved the clock meanwhile; what is asked again goes on from where it is now");
}

/// <summary>
/// 拨钟: freezes the clock, lets it run, or moves it forward; moving runs every due thing at its own instant, in order, before it answers.
/// Only a receiver of notices that keeps it waiting is left behind (NoticeWait).
/// Of several processes one moves it at a time, the others wait. A clock that was live ticks on wherever a move breaks off.
/// </summary>
public sealed class ClockMover(VirtualClock clock, Agenda agenda, NoticeLanes lanes, Bulk bulk, Leases leases, Teller teller, IStore store,
    Upcoming upcoming, WorkSignal signal, HolidayWatch holidays)
{
    /// <summary>The lease is renewed all the while, except while the store is waited for: it must outlast that.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1), OthersTurn = TimeSpan.FromMilliseconds(20);

    public Task<ClockMove> MoveTo(DateTimeOffset target) => Forward(() => target);

    /// <summary>Moves on from where the clock stands when it is this mover's turn, not from where it stood when that was asked.</summary>
    public Task<ClockMove> Advance(TimeSpan by) => Forward(() => clock.GetUtcNow() + by);

    /// <summary>Moves to the next instant at which something is due.</summary>
    public Task<ClockMove> ToNext() => Alone(async () =>
    {
        using var receivers = lanes.Wait();
        var with = new ClockMoveWork(receivers, bulk);
        if (await upcoming.Next(with) is not { } next) return ClockMove.NothingDue;
        Stop();
        var ran = new List<Ran>();
        return await RunUntil(Later(next), ran, with) && await EndAt(Later(next)) ? new ClockMove(Ran.Sum(ran)) : ClockMove.Overtaken;
    });

    /// <summary>
    /// Moves from one thing that is due to the next until something has happened, or nothing more is due before a time is over.
    /// </summary>
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

    /// <returns>False where another has taken the clock.</returns>
    private async Task<bool> RunUntil(DateTimeOffset target, List<Ran> ran, ClockMoveWork with)
    {
        while (await agenda.NextDue(target, with) is { } due)
        {
            // The clock stands at the instant of what is due, so that what happens then carries its time.
            if (!await Set(clock.State with { FrozenAt = Later(due) })) return false;
            var done = await agenda.RunDue(clock.GetUtcNow(), with);
            ran.AddRange(done);
            // Another process has it in hand; until it is done, or its lease is over, the time must not pass it by.
            if (done.Count == 0) await Task.Delay(OthersTurn);
        }
        return true;
    }

    /// <summary>A clock that was live ticks on from there.</summary>
    private Task<bool> EndAt(DateTimeOffset at) => Set(clock.State.GoesOn ? TickingFrom(at) : clock.State with { FrozenAt = at });

    public Task<ClockMove> Freeze() => Alone(async () =>
    {
        Stop();
        return await Set(clock.State with { GoesOn = false }) ? new ClockMove([]) : ClockMove.Overtaken;
    });

    /// <summary>It ticks on from the present virtual time.</summary>
    public Task<ClockMove> Live() => Alone(async () =>
        !clock.IsFrozen || await Set(TickingFrom(clock.GetUtcNow())) ? new ClockMove([]) : ClockMove.Overtaken);

    /// <summary>
    /// Takes over the clock as another process may have set it. Only in one's turn, lest it undo what the turn's holder sets.
    /// </summary>
    public async Task Follow()
    {
        await using var reader = await store.BeginRead();
        if (await reader.Load(SystemApp.Id, ClockState.Rows, ClockState.Key) is { } state && state != clock.State) clock.State = state;
    }

    /// <summary>The clock stands still for a move whose mover, here or elsewhere, has ended: it ticks on. Only in one's turn.</summary>
    public async Task GoOn()
    {
        if (clock.State.GoesOn && await TakeLease()) await Leave();
    }

    /// <summary>
    /// What the machine's clock went back by goes into the offset: every process, and the next start, goes on from where the clock is here.
    /// Only in one's turn.
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

    /// <summary>Here it stands at once, before the store knows: nobody gets a time that lies beyond the one at which it stands.</summary>
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
                // Who waits for his turn follows the clock of whose turn it is.
                await Follow();
                await Task.Delay(OthersTurn);
            }
            await Follow();
            if (clock.State.GoesOn && !await Set(TickingFrom(clock.GetUtcNow()))) return ClockMove.Overtaken;
            return await Leases.Keep(RenewLease, change);
        }
        finally
        {
            // Before the turn is given back: the next mover of this process has the same name.
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

    /// <summary>A clock that is still stopped for a move was not brought to its end.</summary>
    private async Task Leave()
    {
        await Follow();
        if (clock.State.GoesOn) await Set(TickingFrom(clock.GetUtcNow()));
        await teller.Run(SystemApp.Id, new LeaveClock(leases.Holder));
    }

    /// <returns>False where the clock is no longer this mover's to set.</returns>
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
