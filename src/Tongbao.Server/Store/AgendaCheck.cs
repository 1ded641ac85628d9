using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Payouts;
using Tongbao.Core.Orders.Strays;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>待办核对: what is still to be done for an order or a notice stands on the agenda, and orders that count on a day are counted there.</summary>
internal sealed class AgendaCheck(AppId app, IReadOnlyCollection<Order> all, IReader reader)
{
    public async Task<string?> Run()
    {
        var work = (await reader.All(app, WorkItem.Rows)).ToDictionary(w => w.Id);
        return await CheckNotices(work) ?? CheckQuestions(work) ?? await CheckDays();
    }

    /// <summary>A notice that waits for its next try, and the try; one without the other would never be sent.</summary>
    private async Task<string?> CheckNotices(Dictionary<string, WorkItem> work)
    {
        var notices = (await reader.All(app, Notice.Rows)).ToDictionary(n => n.Id);
        var unsent = notices.Values.FirstOrDefault(n => n is { State: NoticeState.Waiting, NextAt: not null } && !work.ContainsKey(Notice.WorkId(n.Id)));
        if (unsent is not null) return $"notice {unsent.Id} about {unsent.About} is not sent, and is not on the agenda";
        var lost = work.Values.FirstOrDefault(w => w.Kind == Notice.Delivery.Name && !notices.ContainsKey(w.Subject));
        return lost is null ? null : $"notice {lost.Subject} about {lost.Detail} is on the agenda, and is missing";
    }

    private string? CheckQuestions(Dictionary<string, WorkItem> work)
    {
        foreach (var order in all)
        {
            if (Awaited(order) is { Length: > 0 } awaited && !awaited.Any(work.ContainsKey)) return $"order {order.No} waits for {awaited[0]}, which is not on the agenda";
            foreach (var (at, stray) in StrayMoney.Of(order).Index())
            {
                var back = OrderOutbox.AskId(order.No, ChannelOperation.SendBack, at + 1);
                if (stray.State == StrayState.Waiting && !work.ContainsKey(back)) return $"money of order {order.No} waits for {back}, which is not on the agenda";
            }
        }
        return null;
    }

    /// <summary>What an order waits for that nobody but the agenda brings: one of these; empty where it waits for a person.</summary>
    private static string[] Awaited(Order order) => order switch
    {
        { IsOpen: false } => [],
        { Payout: { Sent: true }, Status: OrderStatus.InProgress } => [OrderOutbox.AskId(order.No, ChannelOperation.Payout)],
        { Payout: { SendAt: not null }, Status: OrderStatus.InProgress } => [PayoutSending.WorkId(order.No)],
        { Payout: not null } => [],
        { Refund: not null, Status: OrderStatus.InProgress } => [OrderOutbox.AskId(order.No, ChannelOperation.Refund)],
        _ when order.Closing => [],
        { ChannelUnknown: true, ChannelLeg: not null } => [OrderOutbox.AskId(order.No, ChannelOperation.Pay), OrderOutbox.AskId(order.No, ChannelOperation.ConfirmPay)],
        _ => [],
    };

    /// <summary>单日限制: a day counts at least the orders that say that they count on it; ones of before orders said so count too.</summary>
    private async Task<string?> CheckDays()
    {
        var counts = (await reader.All(app, DayCount.Rows)).ToDictionary(c => c.Id);
        foreach (var day in all.Where(o => o.CountedOn is not null).GroupBy(o => DayLimits.CountId(o.Kind, o.Payer, o.CountedOn!.Value)))
        {
            var count = counts.GetValueOrDefault(day.Key) ?? new DayCount(day.Key, 0, Cents.Zero);
            var (orders, amount) = (day.Count(), day.Sum(o => o.Amount));
            if (count.Orders < orders || count.Amount < amount) return $"{day.Key} counts {count.Orders} orders of {count.Amount}, and there are {orders} of {amount}";
        }
        return null;
    }
}
