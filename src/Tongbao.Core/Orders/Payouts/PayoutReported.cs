using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Payments;

namespace Tongbao.Core.Orders.Payouts;

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
            ChannelResult.Failed or ChannelResult.Returned when order.Status == OrderStatus.InProgress =>
                await PayoutSending.Fail(book, Landed(book, order), Reason.Of(answer.Message, Reasons.PayoutFailed)),
            ChannelResult.Failed or ChannelResult.Returned when order.Status == OrderStatus.Paid => await Returned(book, order, answer),
            // Whatever else is said of one under way does not end it: it is asked about again.
            _ when order.Status == OrderStatus.InProgress => Waiting(book, order, answer, silences),
            _ => order,
        };
        order = OrderReply.Answered(order);
        book.Orders.Save(order);
        return order.Payment.ValidateType == ValidateType.None ? OrderReply.ToApplication(order) : OrderReply.ToConfirmation(order);
    }

    private static Order Waiting(Book book, Order order, ChannelAnswer answer, int silences)
    {
        var unknown = answer.Result == ChannelResult.Unknown;
        if (unknown) book.Outbox.AskAfterSilence(order, ChannelOperation.Payout, silences);
        else book.Outbox.AskAt(order, ChannelOperation.Payout, book.Now + PaymentReported.QueryGaps[2]);
        return order.Unknown(unknown);
    }

    private static async ValueTask<Order> Paid(Book book, Order order, ChannelAnswer answer)
    {
        order = Landed(book, order);
        await PayoutHolds.Take(book, order);
        await book.Ledger.Must(order.Kind == OrderKind.PositionTransfer ? Events.PositionMoved
            : Events.WithdrawalPaid, order.No.Value, Postings.PaidOut(order, order.ChannelLeg!.Account));
        order = order.Complete(book, answer.Facts);
        await book.TakeServiceFee(order);
        book.Tell(order);
        return order;
    }

    /// <summary>退票, 退汇: the fee comes back as well where the platform still has it, else an operator sees to it.</summary>
    private static async ValueTask<Order> Returned(Book book, Order order, ChannelAnswer answer)
    {
        await book.Ledger.Must(Events.WithdrawalReturned, order.No.Value, Postings.PayoutReturned(order, order.ChannelLeg!.Account));
        if (!await book.Ledger.Post(Events.WithdrawalFeeReturned, order.No.Value, Postings.WithdrawalFeeReturned(order)))
            book.List("fee-not-returned", order.BizNo, order.Fee, FindingCauses.FeeAccountShort);
        order = await book.Uncount(order.Fail(book, OrderEvent.Return, Reason.Of(answer.Message, Reasons.PayoutReturned)));
        book.Tell(order);
        return order;
    }

    /// <summary>A sent payout has its answer: it no longer lowers beside the books what stands where it was made from.</summary>
    private static Order Landed(Book book, Order order)
    {
        if (order.Payout is { Sent: true } && order.ChannelLeg!.Account == Chart.Reserve)
            book.Counters = book.Counters with { InFlight = book.Counters.InFlight - order.ChannelLeg.Amount };
        if (order.Payout is { Counted: true })
            book.Counters = book.Counters with { BankInFlight = book.Counters.BankInFlight - order.ChannelLeg!.Amount };
        return order;
    }
}
