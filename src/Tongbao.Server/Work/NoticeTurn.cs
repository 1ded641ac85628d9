using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 通知次序: notices about one order are sent in order. A later one waits until the attempts of an earlier one end, unless somebody requests it
/// manually.
/// </summary>
public sealed class NoticeTurn(IStore store, NoticeSender sender, Hand hand, VirtualClock clock)
{
    /// <returns>What became of the item, and the attempt, if it was its turn.</returns>
    public async Task<(Fate Fate, NoticeAttempt? Tried)> Tell(AppId app, WorkItem item)
    {
        Notice? notice, first;
        await using (var reader = await store.BeginRead())
        {
            // While the item waited in its lane, a manual redelivery may have made it unnecessary.
            if (await reader.Load(app, WorkItem.Rows, item.Id) is not { } still || still.DueAt != item.DueAt) return (Fate.Gone, null);
            notice = await reader.Load(app, Notice.Rows, item.Subject);
            if (notice is null) return (Fate.Stays, null);
            var earlier = await reader.LoadList(app, Notice.Rows, Notice.Rows.Index(Notice.ByAbout), notice.About);
            first = earlier.Where(n => n.State == NoticeState.Waiting && string.CompareOrdinal(n.Id, notice.Id) < 0)
                .MinBy(n => n.Id, StringComparer.Ordinal);
        }
        if (first?.NextAt is { } next && !NoticeTried.IsByHand(item))
        {
            // The earlier notice is due as well but was not sent before this one, so another process or another endpoint's lane is sending
            // it.
            if (next <= clock.GetUtcNow()) return (Fate.Waits, null);
            await hand.Postpone(app, item, next);
            return (Fate.Gone, null);
        }
        return await sender.Deliver(app, notice, item) is { } tried ? (Fate.Gone, tried) : (Fate.Stays, null);
    }
}

/// <summary>Assigns the lane of its endpoint to a notice of an earlier version.</summary>
public sealed record GiveLane(string WorkId) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(WorkId) is { } item)
            book.Work.Save(item with { Lane = (await book.Notices.Find(item.Subject))?.Endpoint ?? "" });
        return Done.It;
    }
}
