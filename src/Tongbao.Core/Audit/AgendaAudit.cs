using Tongbao.Core.Members;
using Tongbao.Core.Members.Yst2;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Payouts;
using Tongbao.Core.Orders.Settling;
using Tongbao.Core.Orders.Strays;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Audit;

/// <summary>
/// 待办核对 (invariant 13): checks that every pending step of an order or a notice has its item on the agenda, and that the day counters
/// include the orders that count on them.
/// </summary>
internal sealed class AgendaAudit(IAuditRows rows, Findings findings) : IDisposable
{
    /// <summary>
    /// Per day, order kind and member: the number and amount in the day counter, then the number and amount of the orders.
    /// </summary>
    private readonly ITally _days = rows.Tally(4);

    /// <summary>
    /// A notice that waits for its next try must have a work item, and a work item must have its notice. Without the item the notice would
    /// never be sent.
    /// </summary>
    public async Task CheckNotices()
    {
        await foreach (var notice in rows.All(Notice.Rows))
        {
            if (notice is { State: NoticeState.Waiting, NextAt: not null }
                && await rows.Find(WorkItem.Rows, Notice.WorkId(notice.Id)) is null)
                findings.Note(Rule.Notices, $"notice {notice.Id} about {notice.About} is not sent, and is not on the agenda");
        }
        await foreach (var work in rows.All(WorkItem.Rows))
        {
            if (work.Kind == Notice.Delivery.Name && await rows.Find(Notice.Rows, work.Subject) is null)
                findings.Note(Rule.LostNotices, $"notice {work.Subject} about {work.Detail} is on the agenda, and is missing");
        }
    }

    /// <summary>An opening that waits for its bank, and an onboarding for its registers, have the question on the agenda.</summary>
    public async Task CheckOpenings()
    {
        await foreach (var operation in rows.All(AccountOperation.Rows))
        {
            if (operation is { Kind: OperationKind.Opening, State: OperationState.Created }
                && await rows.Find(Member.Rows, operation.Member.Value) is { Opening: { State: OpeningState.AtBank } opening }
                && opening.BizNo == operation.BizNo && !await HasAny([BankQuestions.WorkId(operation.OrderNo)]))
                findings.Note(Rule.Questions, $"opening {operation.OrderNo} waits for its bank, which is not asked on the agenda");
            if (operation is { Kind: OperationKind.Onboarding, State: OperationState.Created }
                && !await HasAny([new CheckOnboarding(operation.BizNo).WorkId]))
                findings.Note(Rule.Questions, $"onboarding {operation.OrderNo} waits for registers that are not asked on the agenda");
        }
    }

    public async ValueTask Check(Order order)
    {
        if (order.Payment.CountedOn is { } day) _days.Add(DayLimits.CountId(order, day), 0, 0, 1, order.Amount.Fen);
        if (Awaited(order) is { Length: > 0 } awaited && !await HasAny(awaited))
            findings.Note(Rule.Questions, $"order {order.No} waits for {awaited[0]}, which is not on the agenda");
        if (order.Settlement is { IsAwaited: true, DueAt: { } due } && !await HasAny([SettleOrders.WorkId(due)]))
            findings.Note(Rule.Questions, $"order {order.No} waits for its settlement, which is not on the agenda");
        foreach (var (at, stray) in StrayMoney.Of(order).Index())
        {
            var back = OrderOutbox.AskId(order.No, ChannelOperation.SendBack, at + 1);
            if (stray.State == StrayState.Waiting && !await HasAny([back]))
                findings.Note(Rule.Questions, $"money of order {order.No} waits for {back}, which is not on the agenda");
        }
    }

    private async ValueTask<bool> HasAny(string[] work)
    {
        foreach (var id in work)
        {
            if (await rows.Find(WorkItem.Rows, id) is not null) return true;
        }
        return false;
    }

    /// <summary>
    /// The work items, one of which must be on the agenda for this order to go on. Empty if the order is final or waits for a person.
    /// </summary>
    private static string[] Awaited(Order order) => order switch
    {
        { IsOpen: false } => [],
        { Payout: { Sent: true }, Status: OrderStatus.InProgress } => [OrderOutbox.AskId(order.No, ChannelOperation.Payout)],
        { Payout: { SendAt: not null }, Status: OrderStatus.InProgress } => [PayoutSending.WorkId(order.No)],
        { Payout.Check: PayoutCheck.Awaited, Status: OrderStatus.InProgress } => [OrderOutbox.ClosingId(order.No)],
        { Payout: not null } => [],
        { Refund: not null, Status: OrderStatus.InProgress } => [OrderOutbox.AskId(order.No, ChannelOperation.Refund)],
        _ when order.Closing => [],
        { Outcome.Unknown: true, ChannelLeg: not null } =>
            [OrderOutbox.AskId(order.No, ChannelOperation.Pay), OrderOutbox.AskId(order.No, ChannelOperation.ConfirmPay)],
        _ => [],
    };

    /// <summary>
    /// 单日限制: checks the day counters, after all orders. A counter may be higher than the orders show: older versions counted orders without
    /// recording it in the order.
    /// </summary>
    public async Task CheckDays()
    {
        await foreach (var count in rows.All(DayCount.Rows)) _days.Add(count.Id, count.Orders, count.Amount.Fen, 0, 0);
        foreach (var (day, sums) in _days.Sums())
        {
            if (sums[0] >= sums[2] && sums[1] >= sums[3]) continue;
            findings.Note(Rule.Days, $"{day} counts {sums[0]} orders of {new Cents(sums[1])}, and there are {sums[2]} of {new Cents(sums[3])}");
            return;
        }
    }

    public void Dispose() => _days.Dispose();
}
