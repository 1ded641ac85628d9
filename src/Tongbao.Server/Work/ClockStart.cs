using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 起始时刻: sets the time at which a frozen clock stands at start. A new store takes any time. In any other store the clock is moved forward
/// to it and runs what is due on the way. If the clock is already later it stays, because it never goes back.
/// </summary>
public sealed class ClockStart(VirtualClock clock, ClockMover mover, Teller teller, IStore store)
{
    /// <returns>A message for the operator if the clock stands at another time than wanted; else null.</returns>
    public async Task<string?> StandAt(DateTimeOffset at)
    {
        if (await IsNew())
        {
            await teller.Run(SystemApp.Id, new FirstClock(clock.State with { FrozenAt = at }));
            await mover.Follow();
            return null;
        }
        await mover.Freeze();
        if (at > clock.GetUtcNow()) await mover.MoveTo(at);
        return clock.GetUtcNow() is var now && now > at
            ? $"时钟停在 {now:yyyy-MM-dd HH:mm:ss},晚于 --clock,不会倒退 The clock stands at {now:yyyy-MM-dd'T'HH:mm:sszzz}, later than --clock: it never goes back" : null;
    }

    private async Task<bool> IsNew()
    {
        await using var reader = await store.BeginRead();
        return await reader.Load(SystemApp.Id, ClockState.Rows, ClockState.Key) is null
            && (await reader.AppsIn(App.Rows.Table, "entries")).Count == 0;
    }

    /// <summary>If several servers start on a new store at once, the first one sets the clock.</summary>
    private sealed record FirstClock(ClockState State) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Shelf.Find(SystemApp.Id, ClockState.Rows, ClockState.Key) is null)
                book.Shelf.Put(SystemApp.Id, ClockState.Rows, State);
            return Done.It;
        }
    }
}
