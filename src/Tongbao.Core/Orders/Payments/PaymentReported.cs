using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Orders.Splitting;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Orders.Strays;
using Tongbao.Core.Orders.Closing;

namespace Tongbao.Core.Orders.Payments;

/// <summary>支付结果: what the channel says of an order's incoming leg.</summary>
public static class PaymentReported
{
    /// <summary>How long an unanswered question waits for its next query; the last gap repeats.</summary>
    public static readonly TimeSpan[] QueryGaps =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public static async ValueTask<Result> Run(Book book, Order order, ChannelOperation operation, ChannelAnswer answer)
    {
        var silences = await StopAsking(book, order);
        var wasInProgress = order.Status == OrderStatus.InProgress;
        var wrongCode = answer.WrongCode && order.Status == OrderStatus.InProgress;
        order = wrongCode
            ? await CodeRefused(book, order)
            : answer.Result switch
            {
                ChannelResult.Success => await Succeeded(book, order, answer),
                ChannelResult.Failed => await Failed(book, order, Reason.Of(answer.Message, Reasons.PaymentFailed)),
                ChannelResult.Reversed => await PaymentReversed.Run(book, order, answer),
                ChannelResult.Unknown => Unknown(book, order, silences),
                _ => await Waiting(book, order, answer),
            };
        if (order is { Status: OrderStatus.Unpaid, Outcome.Unknown: false } && (order.Closing || CloseOrder.IsOver(order, book.Now)))
            order = await CloseOrder.Close(book, order);
        order = OrderReply.Answered(order);
        book.Orders.Save(order);
        if (wrongCode) return new ConfirmationReply(order, Errors.WrongCode);
        if (wasInProgress && order is { IsPaid: false, Payment.Attempt: > 0, Status: not OrderStatus.InProgress })
            return new ConfirmationReply(order, Errors.PaymentFailed.About(order.Outcome.FailMessage?.Said ?? order.No.Value));
        if (order.Kind == OrderKind.AcquiredPurchase) return PurchaseReply.Of(order);
        return operation == ChannelOperation.ConfirmPay ? OrderReply.ToConfirmation(order) : OrderReply.ToApplication(order);
    }

    private static async ValueTask<int> StopAsking(Book book, Order order) =>
        Math.Max(await book.Outbox.StopAsking(order.No, ChannelOperation.Pay),
            await book.Outbox.StopAsking(order.No, ChannelOperation.ConfirmPay));

    private static async ValueTask<Order> Waiting(Book book, Order order, ChannelAnswer answer)
    {
        if (answer is { WantsCode: true, CodeSent: { } code } && order.ChannelLeg?.Card is { } card)
        {
            var payer = (await book.FindMember(order.Payer))!;
            if ((payer.FindCard(card)?.Phone ?? payer.Phone) is { } phone)
                book.SendCode(order.No.Value, phone, PayCodes.ChannelPayPurpose, SmsMessage.VspPayLife, code.Clear);
            order = order with { Payment = order.Payment with { SmsSentAt = book.Now } };
        }
        // A channel that has an order in hand is queried until it says how it went; one that waits for the buyer tells us itself.
        if (order.Status == OrderStatus.InProgress && !answer.WantsCode) book.Outbox.AskAt(order, QueryOf(order), book.Now + QueryGaps[^1]);
        return order.Unknown(false) with { Payment = order.Payment.Given(answer.PayInfo, answer.WantsCode) };
    }

    private static Order Unknown(Book book, Order order, int silences)
    {
        if (!order.IsOpen) return order;
        // One that is to be closed is asked again in the next night.
        if (!order.Closing) book.Outbox.AskAfterSilence(order, QueryOf(order), silences);
        return order.Unknown(true);
    }

    /// <summary>What a channel is asked about an order in hand: the step that it was last asked for.</summary>
    private static ChannelOperation QueryOf(Order order) =>
        order is { Payment.ChannelCode: true, Status: OrderStatus.InProgress } ? ChannelOperation.ConfirmPay : ChannelOperation.Pay;

    private static async ValueTask<Order> Succeeded(Book book, Order order, ChannelAnswer answer)
    {
        if (order.LastChannelLeg is not { } leg) return order;
        var due = leg.Amount;
        var came = answer.Amount ?? due;
        var tradeNo = answer.Facts?.TradeNo;
        if (tradeNo is null ? order.IsPaid : tradeNo == order.Outcome.Facts?.TradeNo) return order;
        if (tradeNo is not null && order.Strays.Trades.Contains(tradeNo)) return await StrayAgain(book, order, answer);
        if (!order.IsOpen) return await StrayMoney.Came(book, order, answer, came, order.IsPaid ? Events.PaymentDoubled
            : Events.PaymentLate);
        // Its try came to nothing before: the order is to be paid in another way.
        if (order.ChannelLeg is null) return await StrayMoney.Came(book, order, answer, came, Events.PaymentLate);
        if (came != due)
        {
            order = await StrayMoney.Came(book, order, answer, came, Events.PaymentOfWrongAmount);
            return order.Status == OrderStatus.InProgress ? await Failed(book, order, Reasons.ChannelAmountDiffers) : order;
        }
        if (order.Status == OrderStatus.Unpaid && !await HoldInside(book, order))
            return await StrayMoney.Came(book, order, answer, came, Events.PaymentWithBalanceShort);
        return await PaymentBooked.Book(book, order, answer.Facts);
    }

    /// <summary>Money that goes back is told of once more; an order that waits for just that money will not get it.</summary>
    private static async ValueTask<Order> StrayAgain(Book book, Order order, ChannelAnswer answer) => order.Status == OrderStatus.InProgress
        ? await Failed(book, order, Reasons.ChannelMoneyNotForOrder)
        : order.Unknown(false);

    /// <summary>A channel paid before the payer confirmed: the inside legs are held now, all of them or none.</summary>
    private static async ValueTask<bool> HoldInside(Book book, Order order)
    {
        var inside = order.Legs.Where(l => l.IsInside).ToList();
        foreach (var account in inside.GroupBy(l => l.Account))
        {
            if (await book.Ledger.Available(account.Key) < account.Sum(l => l.Amount)) return false;
        }
        foreach (var leg in inside) await book.Holds.Place(leg.Account, order.No.Value, leg.Amount, Events.OrderHeld, order.No.Value);
        return true;
    }

    /// <summary>
    /// The code may be typed again. Where each try to pay is a call of its own, this one is over: the next may be in another way.
    /// </summary>
    private static async ValueTask<Order> CodeRefused(Book book, Order order)
    {
        if (order.Payment.Attempt > 0) return await PaymentGivenUp.GiveUpAttempt(book, order, Errors.WrongCode);
        await PaymentGivenUp.ReleaseInside(book, order);
        return (await book.Uncount(order)).On(book, OrderEvent.CodeRefused).Unknown(false);
    }

    private static async ValueTask<Order> Failed(Book book, Order order, Reason why) => order switch
    {
        { IsOpen: false } => order,
        { Payment.Attempt: > 0, Status: OrderStatus.InProgress } => await PaymentGivenUp.GiveUpAttempt(book, order, why),
        _ => await PaymentGivenUp.GiveUp(book, order, OrderEvent.Fail, why),
    };
}

/// <summary>A confirmation that the channel refused for its code: the order is as before, the caller hears why.</summary>
public sealed record ConfirmationReply(Order Order, Error Refusal) : Reply, IRefusedReply;
