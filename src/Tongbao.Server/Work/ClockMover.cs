using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 拨钟: freezes the clock, lets it run, or moves it forward; moving runs every due thing at its own instant, in order, before it answers.
/// Of several processes one moves it at a time.
/// </summary>
public sealed class ClockMover(VirtualClock clock, Agenda agenda, Leases leases, Teller teller, IStore store, Bell bell)
{
    private static readonly TimeSpan OthersTurn = TimeSpan.FromMilliseconds(20), Lease = TimeSpan.FromSeconds(15);

    /// <returns>Null where the target lies in the past.</returns>
    public Task<IReadOnlyList<Ran>?> MoveTo(DateTimeOffset target) => Move(() => target);

    /// <summary>Moves on from where the clock stands when it is this mover's turn, not from where it stood when that was asked.</summary>
    public Task<IReadOnlyList<Ran>?> Advance(TimeSpan by) => Move(() => clock.GetUtcNow() + by);

    private Task<IReadOnlyList<Ran>?> Move(Func<DateTimeOffset> to) => Alone<IReadOnlyList<Ran>?>(async () =>
    {
        var target = to();
        var wasFrozen = clock.IsFrozen;
        if (target < clock.GetUtcNow()) return null;
        var ran = new List<Ran>();
        while (await agenda.NextDue(target) is { } due)
        {
            // The clock stands at the instant of what is due, so that what happens then carries its time.
            await Set(clock.State with { FrozenAt = Later(due) });
            var done = await agenda.RunDue(clock.GetUtcNow());
            ran.AddRange(done);
            // Another process has it in hand; until it is done, or its lease is over, the time must not pass it by.
            if (done.Count == 0) await Task.Delay(OthersTurn);
        }
        await Set(wasFrozen ? clock.State with { FrozenAt = Later(target) } : new ClockState(Later(target) - clock.WallNow, null));
        return [.. ran.GroupBy(r => (r.Job, r.At)).Select(g => new Ran(g.Key.Job, g.Key.At, g.Sum(r => r.Count))).OrderBy(r => r.At)];
    });

    public Task Freeze() => Alone(() => Set(clock.State with { FrozenAt = clock.GetUtcNow() }));

    /// <summary>It ticks on from the present virtual time.</summary>
    public Task Live() => Alone(() => clock.State.FrozenAt is { } at ? Set(new ClockState(at - clock.WallNow, null)) : Task.FromResult(false));

    /// <summary>Takes over the clock as another process may have set it. Only in one's turn, lest it undo what the turn's holder sets.</summary>
    public async Task Follow()
    {
        await using var reader = await store.BeginRead();
        if (await reader.Load(SystemApp.Id, ClockState.Rows, ClockState.Key) is { } state && state != clock.State) clock.State = state;
    }

    private DateTimeOffset Later(DateTimeOffset at) => clock.GetUtcNow() is var now && at > now ? at : now;

    private async Task<T> Alone<T>(Func<Task<T>> change)
    {
        await agenda.TakeTurns();
        try
        {
            while (!await leases.Take(SystemApp.Id, dead => new TakeClock(leases.Holder, clock.WallNow, clock.WallNow + Lease, dead))) await Task.Delay(OthersTurn);
            await Follow();
            return await change();
        }
        finally
        {
            // Before the turn is given back: the next mover of this process has the same name.
            try
            {
                await teller.Run(SystemApp.Id, new LeaveClock(leases.Holder));
            }
            finally
            {
                agenda.GiveTurnsBack();
            }
        }
    }

    private async Task<bool> Set(ClockState state)
    {
        await teller.Run(SystemApp.Id, new SetClock(state, leases.Holder, clock.WallNow + Lease));
        clock.State = state;
        bell.Ring();
        return true;
    }
}

/// <summary>Takes the right to set the clock, for a while of wall time; another process that moves it is waited for.</summary>
public sealed record TakeClock(string Mover, DateTimeOffset WallNow, DateTimeOffset Until, string? Dead) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(SystemApp.Id, WorkLease.Rows, ClockState.Key) is { } lease && lease.Keeps(Mover, WallNow, Dead)) return new HeldBy(lease.Holder);
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
