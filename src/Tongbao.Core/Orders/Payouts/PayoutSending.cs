using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Payments;

namespace Tongbao.Core.Orders.Payouts;

/// <summary>代付: when an accepted withdrawal is sent to its bank, by 提现方式 and position. 4.2.3 (6), 5.11.</summary>
public static class PayoutSending
{
    /// <summary>D+1 payouts go out at this time of the next day; the source names no time (ours).</summary>
    public const string D1At = "09:00";

    /// <summary>提现方式 of what is sent as soon as it is accepted.</summary>
    public const string AtOnce = "D0";

    public static readonly WorkKind Sending = new("send-payout");

    /// <summary>
    /// Holds the amount, and sends it now or plans when. One that is looked at a second time is held until then.
    /// </summary>
    /// <param name="waits">Does the caller wait for the bank's answer?</param>
    public static async ValueTask<Result> Accept(Book book, Order order, Func<Order, Reply> reply, bool waits = true)
    {
        if (await book.CheckToday(order.Kind, order.Payer, order.Amount) is { } overLimit) return overLimit;
        if (!await PayoutHolds.Place(book, order))
            return Parties.BalanceShortOf(order.Payer)
                .On(nameof(Order.Amount), order.Amount, Allowed.AtMost(await book.Ledger.Available(order.Account)));
        order = await book.Count(order.On(book, OrderEvent.Confirm));
        if (order.Payout is not { Check: PayoutCheck.Awaited }) return await LetGo(book, order, reply, waits);
        book.Outbox.CloseOnTime(order);
        book.Orders.Save(order);
        return reply(order);
    }

    /// <summary>Sends what is held for a withdrawal, or plans when.</summary>
    public static async ValueTask<Result> LetGo(Book book, Order order, Func<Order, Reply> reply, bool waits = true)
    {
        await book.Outbox.StopClosing(order);
        var plan = PlanSend(book, order);
        if (plan is { } at)
        {
            order = OrderReply.Answered(order with { Payout = order.Payout! with { SendAt = at } });
            SendLater(book, order, at);
        }
        else order = await Send(book, order, waits);
        book.Orders.Save(order);
        return reply(order);
    }

    /// <summary>When to send; null is now.</summary>
    private static DateTimeOffset? PlanSend(Book book, Order order) => order.Payout!.WithdrawType switch
    {
        "D1" => Days.At(Days.DateOf(book.Now).AddDays(1), D1At),
        "T1customized" => Days.At(book.Environment.Calendar.NextWorkingDay(Days.DateOf(book.Now)), book.Settings.T1Time),
        _ => null,
    };

    /// <summary>The work that sends a payout when it is due.</summary>
    public static string WorkId(OrderNo order) => $"payout:{order}";

    private static void SendLater(Book book, Order order, DateTimeOffset at) =>
        book.Work.Save(Sending.Item(WorkId(order.No), order.No.Value, at));

    /// <summary>Sends when the position covers it. Short: D0 fails, D0customized polls, D1 and T1 wait for the next batch (ours).</summary>
    public static async ValueTask<Order> Send(Book book, Order order, bool waits = true)
    {
        var leg = order.ChannelLeg!;
        var (onReserve, fromBank) = (leg.Account == Chart.Reserve, leg.Account == Chart.HuatongBank);
        if (onReserve && await ReservePosition.Of(book) < leg.Amount)
        {
            if (order.Payout!.WithdrawType == AtOnce) return OrderReply.Answered(await Fail(book, order, Reasons.PositionShort));
            var next = order.Payout.WithdrawType == "D0customized" ? book.Now + TimeSpan.FromMinutes(book.Settings.ReservePollMinutes)
                : PlanSend(book, order)!.Value;
            SendLater(book, order, next);
            return OrderReply.Answered(order with { Payout = order.Payout with { SendAt = next } });
        }
        if (onReserve) book.Counters = book.Counters with { InFlight = book.Counters.InFlight + leg.Amount };
        if (fromBank) book.Counters = book.Counters with { BankInFlight = book.Counters.BankInFlight + leg.Amount };
        if (waits) book.Outbox.AskNow(order, ChannelOperation.Payout);
        else book.Outbox.AskAt(order, ChannelOperation.Payout, book.Now);
        return order with { Payout = order.Payout! with { Sent = true, Counted = fromBank ? true : null } };
    }

    /// <summary>The payout will not be made: the held money goes back, and the member hears of it.</summary>
    public static async ValueTask<Order> Fail(Book book, Order order, Reason why)
    {
        await PayoutHolds.Release(book, order);
        order = await PaymentGivenUp.GiveUp(book, order, OrderEvent.Fail, why);
        book.Tell(order);
        return order;
    }
}
