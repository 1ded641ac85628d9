using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 将至: the next instant at which something becomes of something: an item on the agenda, or the closing of an order. The jobs of a day come
/// every day for ever, so one that would find nothing to do is nothing to wait for.
/// </summary>
public sealed class Upcoming(IStore store)
{
    private const int Batch = 200;

    public async Task<DateTimeOffset?> Next()
    {
        await using var reader = await store.BeginRead();
        var next = await reader.DueWork(DateTimeOffset.MaxValue, 1, Lane.All) is [var (_, first)] ? first.DueAt : (DateTimeOffset?)null;
        var open = Order.Rows.Index(Order.ByOpenSince);
        foreach (var app in await reader.AppsBelow(Order.Rows, open, long.MaxValue)) next = await Earlier(reader, app, next);
        return next;
    }

    /// <summary>Open orders come oldest first: none closes before it is a day old, so those younger than that before the earliest instant are not read.</summary>
    private static async Task<DateTimeOffset?> Earlier(IReader reader, AppId app, DateTimeOffset? next)
    {
        var rows = new Stretch<Order>(Order.Rows) { By = Order.Rows.Index(Order.ByOpenSince), Take = Batch };
        while (await reader.Page(app, rows) is { Count: > 0 } page)
        {
            foreach (var order in page)
            {
                if (order.CreatedAt + CloseOrder.UnpaidAge > next) return next;
                if (CloseOrder.ClosesAt(order) is { } at && (next is null || at < next)) next = at;
            }
            rows = rows with { After = rows.PlaceOf(page[^1]) };
        }
        return next;
    }
}
