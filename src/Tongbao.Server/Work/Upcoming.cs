using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 将至: the next instant at which something becomes of something: an item on the agenda, or the closing of an order. The jobs of a day come
/// every day for ever, so one that would find nothing to do is nothing to wait for.
/// </summary>
public sealed class Upcoming(IStore store, Agenda agenda, VirtualClock clock)
{
    private const int Batch = 200;

    /// <param name="with">Of the notices those alone that are waited for.</param>
    public async Task<DateTimeOffset?> Next(ClockMoveWork with)
    {
        var next = await agenda.FirstItem(DateTimeOffset.MaxValue, with);
        await using var reader = await store.BeginRead();
        var closing = Order.Rows.Index(Order.ByClosesAt);
        foreach (var app in await reader.AppsBelow(Order.Rows, closing, long.MaxValue))
            next = await Earlier(reader, app, next, clock.GetUtcNow());
        return next;
    }

    /// <summary>Orders come in the order of their closing. What should have closed already is not waited for.</summary>
    private static async Task<DateTimeOffset?> Earlier(IReader reader, AppId app, DateTimeOffset? next, DateTimeOffset now)
    {
        var rows = new Stretch<Order>(Order.Rows) { By = Order.Rows.Index(Order.ByClosesAt), Take = Batch };
        while (await reader.Page(app, rows) is { Count: > 0 } page)
        {
            foreach (var order in page)
            {
                if (order.ClosesAt > next) return next;
                if (order.ClosesAt > now && !CloseOrder.Waits(order)) return order.ClosesAt;
            }
            rows = rows with { After = rows.PlaceOf(page[^1]) };
        }
        return next;
    }
}
