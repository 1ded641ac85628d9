using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 起始时刻: a server that is told at which instant its clock stands still when it starts. A store in which nothing has happened takes any
/// instant; any other is moved on to it, with what is due on the way. Where its clock is later it stands where it is: it never goes back.
/// </summary>
public sealed class ClockStart(VirtualClock clock, ClockMover mover, Teller teller, IStore store)
{
    /// <returns>What whoever started it must know, where the clock stands elsewhere.</returns>
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

    /// <summary>Of several servers that start on a new store at once, the first says where the clock stands.</summary>
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
