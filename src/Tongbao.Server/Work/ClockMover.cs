using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>拨钟: freezes the clock, lets it run, or moves it forward; moving runs every due thing at its own instant, in order, before it answers.</summary>
public sealed class ClockMover(VirtualClock clock, Agenda agenda, Teller teller, IStore store)
{
    private static readonly TimeSpan OthersTurn = TimeSpan.FromMilliseconds(20);

    /// <returns>Null where the target lies in the past.</returns>
    public async Task<IReadOnlyList<Ran>?> MoveTo(DateTimeOffset target)
    {
        await agenda.TakeTurns();
        try
        {
            await Follow();
            var wasFrozen = clock.IsFrozen;
            if (target < clock.GetUtcNow()) return null;
            var ran = new List<Ran>();
            while (await agenda.NextDue(target) is { } due)
            {
                // The clock stands at the instant of what is due, so that what happens then carries its time.
                var at = due > clock.GetUtcNow() ? due : clock.GetUtcNow();
                if (!await Set(clock.State with { FrozenAt = at })) return null;
                var done = await agenda.RunDue(at);
                ran.AddRange(done);
                // Another process has it in hand; until it is done, or its lease is over, the time must not pass it by.
                if (done.Count == 0) await Task.Delay(OthersTurn);
            }
            var end = target > clock.GetUtcNow() ? target : clock.GetUtcNow();
            if (!await Set(wasFrozen ? clock.State with { FrozenAt = end } : new ClockState(end - clock.WallNow, null))) return null;
            return [.. ran.GroupBy(r => (r.Job, r.At)).Select(g => new Ran(g.Key.Job, g.Key.At, g.Sum(r => r.Count))).OrderBy(r => r.At)];
        }
        finally
        {
            agenda.GiveTurnsBack();
        }
    }

    public Task Freeze() => Alone(() => Set(clock.State with { FrozenAt = clock.GetUtcNow() }));

    /// <summary>It ticks on from the present virtual time.</summary>
    public Task Live() => Alone(() => clock.State.FrozenAt is { } at ? Set(new ClockState(at - clock.WallNow, null)) : Task.FromResult(true));

    /// <summary>Takes over the clock as another process may have set it. Only in one's turn, lest it undo what the turn's holder sets.</summary>
    public async Task Follow()
    {
        await using var reader = await store.BeginRead();
        if (await reader.Load(SystemApp.Id, ClockState.Rows, ClockState.Key) is { } state && state != clock.State) clock.State = state;
    }

    private async Task Alone(Func<Task<bool>> change)
    {
        await agenda.TakeTurns();
        try
        {
            await Follow();
            // Another process moved it in between: what it is now is changed.
            while (!await change()) await Follow();
        }
        finally
        {
            agenda.GiveTurnsBack();
        }
    }

    private async Task<bool> Set(ClockState state)
    {
        if ((await teller.Run(SystemApp.Id, new SetClock(state, clock.WallNow))).Result.IsRefused)
        {
            await Follow();
            return false;
        }
        clock.State = state;
        return true;
    }
}
