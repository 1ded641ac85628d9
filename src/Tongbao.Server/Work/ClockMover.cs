using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>拨钟: freezes the clock, lets it run, or moves it forward; moving runs every due thing at its own instant, in order, before it answers.</summary>
public sealed class ClockMover(VirtualClock clock, Agenda agenda, Teller teller)
{
    /// <returns>Null where the target lies in the past.</returns>
    public async Task<IReadOnlyList<Ran>?> MoveTo(DateTimeOffset target)
    {
        await agenda.Turn.WaitAsync();
        try
        {
            var wasFrozen = clock.IsFrozen;
            if (target < clock.GetUtcNow()) return null;
            var ran = new List<Ran>();
            while (await agenda.NextDue(target) is { } due)
            {
                // The clock stands at the instant of what is due, so that what happens then carries its time.
                var at = due > clock.GetUtcNow() ? due : clock.GetUtcNow();
                await Set(clock.State with { FrozenAt = at });
                var done = await agenda.RunDue(at);
                ran.AddRange(done);
                if (done.Count == 0) break;
            }
            var end = target > clock.GetUtcNow() ? target : clock.GetUtcNow();
            await Set(wasFrozen ? clock.State with { FrozenAt = end } : new ClockState(end - clock.WallNow, null));
            return [.. ran.GroupBy(r => (r.Job, r.At)).Select(g => new Ran(g.Key.Job, g.Key.At, g.Sum(r => r.Count))).OrderBy(r => r.At)];
        }
        finally
        {
            agenda.Turn.Release();
        }
    }

    public Task Freeze() => Alone(() => Set(clock.State with { FrozenAt = clock.GetUtcNow() }));

    /// <summary>It ticks on from the present virtual time.</summary>
    public Task Live() => Alone(() => clock.State.FrozenAt is { } at ? Set(new ClockState(at - clock.WallNow, null)) : Task.CompletedTask);

    private async Task Alone(Func<Task> change)
    {
        await agenda.Turn.WaitAsync();
        try
        {
            await change();
        }
        finally
        {
            agenda.Turn.Release();
        }
    }

    private async Task Set(ClockState state)
    {
        clock.State = state;
        await teller.Run(SystemApp.Id, new SetClock(state));
    }
}
