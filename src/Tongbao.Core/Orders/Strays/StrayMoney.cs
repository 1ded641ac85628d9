using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Refunds;

namespace Tongbao.Core.Orders.Strays;

/// <summary>
/// 退回原路: money that belongs to no order waits in 100005, and goes back to its channel on the next day. A channel tells of what it was asked
/// by number, so each payment goes back as a question of its own: the order's number and the payment's place among the strays, from 1.
/// </summary>
public static class StrayMoney
{
    /// <summary>Those of an order; what an older version added up is one.</summary>
    public static IReadOnlyList<StrayPayment> Of(Order order) => order.Strays.Each
        ?? (order.Strays.Sum.IsPositive
            ? [new StrayPayment(order.Strays.Trades.Count == 1 ? order.Strays.Trades[0] : null, order.Strays.Sum)] : []);

    public static async ValueTask<Order> Came(Book book, Order order, ChannelAnswer answer, Cents came, Event why)
    {
        await book.Ledger.Must(why, order.No.Value, Postings.Stray(order.LastChannelLeg!.Account, came));
        book.List(why.Name["payment.".Length..], order.BizNo, came, "");
        var tradeNo = answer.Facts?.TradeNo;
        var stray = new StrayPayment(tradeNo, came) { Leg = order.Payment.Attempt > 0 ? order.LastChannelLeg : null };
        IReadOnlyList<StrayPayment> strays = [.. Of(order), stray];
        book.Outbox.AskAt(order, ChannelOperation.SendBack, Days.At(Days.DateOf(book.Now).AddDays(1), RefundRules.ToChannelAt),
            part: strays.Count);
        return Known(order.Unknown(false) with { Strays = order.Strays with { Sum = order.Strays.Sum + came, Each = strays } }, tradeNo);
    }

    /// <summary>Told of again, it is no new money.</summary>
    public static Order Known(Order order, string? tradeNo) =>
        tradeNo is null || order.Strays.Trades.Contains(tradeNo) ? order
        : order with { Strays = order.Strays with { Trades = [.. order.Strays.Trades, tradeNo] } };

    /// <summary>冲正 of a stray payment: the channel has its money, so it is not sent back as well.</summary>
    public static async ValueTask<Order> TakenBack(Book book, Order order, string tradeNo)
    {
        var strays = Of(order).ToList();
        var at = strays.FindIndex(s => s.TradeNo == tradeNo);
        // Taken back before it was heard of, or told of again.
        if (at < 0 || strays[at].State == StrayState.TakenBack) return order;
        var stray = strays[at];
        if (stray.State == StrayState.SentBack)
        {
            book.List("sent-back-twice", order.BizNo, stray.Amount, FindingCauses.SentBackThenReversed);
            return At(order, strays, at, StrayState.TakenBack, Cents.Zero);
        }
        await book.Outbox.StopAsking(order.No, ChannelOperation.SendBack, part: at + 1);
        await book.Ledger.Must(Events.StrayReversed, order.No.Value, Postings.SentBack(stray.LegOf(order).Account, stray.Amount));
        return At(order, strays, at, StrayState.TakenBack, stray.Amount);
    }

    /// <summary>What the channel says of sending one back.</summary>
    public static async ValueTask<Result> SendBackReported(Book book, Order order, int part, ChannelAnswer answer)
    {
        await book.Outbox.StopAsking(order.No, ChannelOperation.SendBack, part);
        var strays = Of(order).ToList();
        if (part < 1 || part > strays.Count || strays[part - 1] is { State: StrayState.SentBack }) return Done.It;
        var (stray, sent) = (strays[part - 1], answer.Result == ChannelResult.Success);
        if (stray.State == StrayState.TakenBack)
        {
            // It was asked for before the channel told that it had taken the money itself.
            if (!sent) return Done.It;
            book.List("sent-back-twice", order.BizNo, stray.Amount, FindingCauses.ReversedThenSentBack);
            book.Orders.Save(At(order, strays, part - 1, StrayState.SentBack, Cents.Zero));
            return Done.It;
        }
        if (!sent)
        {
            book.Outbox.AskAt(order, ChannelOperation.SendBack, book.Now + PaymentReported.QueryGaps[^1], part: part);
            return Done.It;
        }
        await book.Ledger.Must(Events.StraySentBack, order.No.Value, Postings.SentBack(stray.LegOf(order).Account, stray.Amount));
        book.Orders.Save(At(order, strays, part - 1, StrayState.SentBack, stray.Amount));
        return Done.It;
    }

    /// <param name="gone">What of the money that waits is gone with it.</param>
    private static Order At(Order order, List<StrayPayment> strays, int at, StrayState state, Cents gone)
    {
        strays[at] = strays[at] with { State = state };
        return order with { Strays = order.Strays with { Sum = order.Strays.Sum - gone, Each = strays } };
    }
}
