using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 将至: the next time at which something happens: an item on the agenda, or the closing of an order. Daily jobs do not count, because they
/// come every day, even if they find nothing to do.
/// </summary>
public sealed class Upcoming(IStore store, Agenda agenda, VirtualClock clock)
{
    private const int Batch = 200;

    /// <param name="with">Only notices to receivers that it still waits for are counted.</param>
    public async Task<DateTimeOffset?> Next(ClockMoveWork with)
    {
        var next = await agenda.FirstItem(DateTimeOffset.MaxValue, with);
        await using var reader = await store.BeginRead();
        var closing = Order.Rows.Index(Order.ByClosesAt);
        foreach (var app in await reader.AppsBelow(Order.Rows, closing, long.MaxValue))
            next = await Earlier(reader, app, next, clock.GetUtcNow());
        return next;
    }

    /// <summary>The earlier of the given time and the next closing of an order of the app. Overdue orders are skipped.</summary>
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
