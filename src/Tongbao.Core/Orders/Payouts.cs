using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders;

/// <summary>代付: when an accepted withdrawal is sent to its bank, by 提现方式 and position. 4.2.3 (6), 5.11.</summary>
public static class Payouts
{
    /// <summary>D+1 payouts go out at this time of the next day; the source names no time (ours).</summary>
    public const string D1At = "09:00";

    public static readonly WorkKind Sending = new("send-payout");

    /// <summary>Holds the amount, and sends it now or plans when.</summary>
    public static async ValueTask<Result> Accept(Book book, Order order, Func<Order, Reply> reply)
    {
        if (await book.CheckToday(order.Kind, order.Payer, order.Amount) is { } overLimit) return overLimit;
        if (!await book.Holds.Place(order.Account, order.No.Value, order.Amount, Events.WithdrawalHeld, order.No.Value))
            return Errors.BalanceShort.On(nameof(Order.Amount), order.Amount, Allowed.AtMost(await book.Ledger.Available(order.Account)));
        order = await book.Count(order.On(book, OrderEvent.Confirm));
        var plan = PlanSend(book, order);
        if (plan is { } at)
        {
            order = OrderReply.Answered(order with { Payout = order.Payout! with { SendAt = at } });
            SendLater(book, order, at);
        }
        else order = await Send(book, order);
        book.Orders.Save(order);
        return reply(order);
    }

    /// <summary>When to send; null is now.</summary>
    private static DateTimeOffset? PlanSend(Book book, Order order) => order.Payout!.WithdrawType switch
    {
        "D1" => Days.At(Days.DateOf(book.Now).AddDays(1), D1At),
        "T1customized" => Days.At(book.World.Calendar.NextWorkingDay(Days.DateOf(book.Now)), book.Settings.T1Time),
        _ => null,
    };

    /// <summary>The work that sends a payout when it is due.</summary>
    public static string WorkId(OrderNo order) => $"payout:{order}";

    private static void SendLater(Book book, Order order, DateTimeOffset at) =>
        book.Work.Save(Sending.Item(WorkId(order.No), order.No.Value, at));

    /// <summary>Sends when the position covers it. Short: D0 fails, D0customized polls, D1 and T1 wait for the next batch (ours).</summary>
    public static async ValueTask<Order> Send(Book book, Order order)
    {
        var leg = order.ChannelLeg!;
        var (onReserve, fromBank) = (leg.Account == Chart.Reserve, leg.Account == Chart.HuatongBank);
        if (onReserve && await ReservePosition.Of(book) < leg.Amount)
        {
            if (order.Payout!.WithdrawType == "D0") return OrderReply.Answered(await Fail(book, order, "通联通头寸不足"));
            var next = order.Payout.WithdrawType == "D0customized" ? book.Now + TimeSpan.FromMinutes(book.Settings.ReservePollMinutes) : PlanSend(book, order)!.Value;
            SendLater(book, order, next);
            return OrderReply.Answered(order with { Payout = order.Payout with { SendAt = next } });
        }
        if (onReserve) book.Counters = book.Counters with { InFlight = book.Counters.InFlight + leg.Amount };
        if (fromBank) book.Counters = book.Counters with { BankInFlight = book.Counters.BankInFlight + leg.Amount };
        book.Outbox.AskNow(order, ChannelOperation.Payout);
        return order with { Payout = order.Payout! with { Sent = true, Counted = fromBank ? true : null } };
    }

    /// <summary>The payout will not be made: the held money goes back, and the member hears of it.</summary>
    public static async ValueTask<Order> Fail(Book book, Order order, string message)
    {
        await book.Holds.Release(order.Account, order.No.Value, Events.WithdrawalReleased, order.No.Value);
        order = await PaymentReported.GiveUp(book, order, OrderEvent.Fail, message);
        book.Outbox.Notify(order, order.BackUrl, "orderResult", OrderResult.Of(book, order));
        return order;
    }
}

/// <summary>The planned instant of a payout has come.</summary>
public sealed record SendPayout(OrderNo Order) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(Payouts.WorkId(Order)) is { } item) book.Work.Remove(item);
        if (await book.Orders.Find(Order.Value) is { Status: OrderStatus.InProgress, Payout.Sent: false } order)
            book.Orders.Save(await Payouts.Send(book, order));
        return Done.It;
    }
}

/// <summary>代付结果: what the bank says of a payout.</summary>
public static class PayoutReported
{
    public static async ValueTask<Result> Run(Book book, Order order, ChannelAnswer answer)
    {
        var silences = await book.Outbox.StopAsking(order.No, ChannelOperation.Payout);
        order = answer.Result switch
        {
            ChannelResult.Success when order.Status == OrderStatus.InProgress => await Paid(book, order, answer),
            // One that came back before we heard that it had gone never left for us.
            ChannelResult.Failed or ChannelResult.Returned when order.Status == OrderStatus.InProgress => await Payouts.Fail(book, Landed(book, order), answer.Message ?? "代付失败"),
            ChannelResult.Failed or ChannelResult.Returned when order.Status == OrderStatus.Paid => await Returned(book, order, answer),
            // Whatever else is said of one under way does not end it: it is asked about again.
            _ when order.Status == OrderStatus.InProgress => Waiting(book, order, answer, silences),
            _ => order,
        };
        order = OrderReply.Answered(order);
        book.Orders.Save(order);
        return order.ValidateType == ValidateType.None ? OrderReply.ToApplication(order) : OrderReply.ToConfirmation(order);
    }

    private static Order Waiting(Book book, Order order, ChannelAnswer answer, int silences)
    {
        var unknown = answer.Result == ChannelResult.Unknown;
        if (unknown) book.Outbox.AskAfterSilence(order, ChannelOperation.Payout, silences);
        else book.Outbox.AskAt(order, ChannelOperation.Payout, book.Now + PaymentReported.QueryGaps[2]);
        return order with { ChannelUnknown = unknown };
    }

    private static async ValueTask<Order> Paid(Book book, Order order, ChannelAnswer answer)
    {
        order = Landed(book, order);
        if (order.Kind != OrderKind.PositionTransfer) await book.Holds.Take(order.Account, order.No.Value, order.Amount);
        await book.Ledger.Must(order.Kind == OrderKind.PositionTransfer ? Events.PositionMoved : Events.WithdrawalPaid, order.No.Value, Postings.PaidOut(order, order.ChannelLeg!.Account));
        order = order.On(book, OrderEvent.Complete) with { PaidAt = answer.Facts?.PaidAt ?? book.Now, Channel = answer.Facts, ChannelUnknown = false };
        await book.TakeServiceFee(order);
        book.Outbox.Notify(order, order.BackUrl, "orderResult", OrderResult.Of(book, order));
        return order;
    }

    /// <summary>退票, 退汇: the fee comes back as well where the platform still has it, else an operator sees to it.</summary>
    private static async ValueTask<Order> Returned(Book book, Order order, ChannelAnswer answer)
    {
        await book.Ledger.Must(Events.WithdrawalReturned, order.No.Value, Postings.PayoutReturned(order, order.ChannelLeg!.Account));
        if (!await book.Ledger.Post(Events.WithdrawalFeeReturned, order.No.Value, Postings.WithdrawalFeeReturned(order)))
            book.Findings.Save(new Finding(book.NextNumber(), book.Now, "fee-not-returned", order.BizNo.Value, order.Fee, "提现退票,手续费账户余额不足"));
        order = await book.Uncount(order.On(book, OrderEvent.Return) with { FailMessage = answer.Message ?? "退票" });
        book.Outbox.Notify(order, order.BackUrl, "orderResult", OrderResult.Of(book, order));
        return order;
    }

    /// <summary>A sent payout has its answer: it no longer lowers beside the books what stands where it was made from.</summary>
    private static Order Landed(Book book, Order order)
    {
        if (order.Payout is { Sent: true } && order.ChannelLeg!.Account == Chart.Reserve)
            book.Counters = book.Counters with { InFlight = book.Counters.InFlight - order.ChannelLeg.Amount };
        if (order.Payout is { Counted: true }) book.Counters = book.Counters with { BankInFlight = book.Counters.BankInFlight - order.ChannelLeg!.Amount };
        return order;
    }
}
