using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Orders.Splitting;
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
        if (wrongCode) order = await book.Uncount(order);
        order = wrongCode
            ? order.On(book, OrderEvent.CodeRefused).Unknown(false)
            : answer.Result switch
            {
                ChannelResult.Success => await Succeeded(book, order, answer),
                ChannelResult.Failed => await Failed(book, order, Reason.Of(answer.Message, Reasons.PaymentFailed)),
                ChannelResult.Reversed => await Reversed(book, order, answer),
                ChannelResult.Unknown => Unknown(book, order, silences),
                _ => await Waiting(book, order, answer),
            };
        if (order is { Status: OrderStatus.Unpaid, Outcome.Unknown: false } && (order.Closing || CloseOrder.IsOver(order, book.Now)))
            order = await CloseOrder.Close(book, order);
        order = OrderReply.Answered(order);
        book.Orders.Save(order);
        if (wrongCode) await ReleaseInside(book, order);
        if (wrongCode) return new ConfirmationReply(order, Errors.WrongCode);
        if (wasInProgress && order is { IsPaid: false, Payment.Attempt: > 0, Status: not OrderStatus.InProgress })
            return new ConfirmationReply(order, Errors.PaymentFailed.About(order.Outcome.FailMessage?.Said ?? order.No.Value));
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
        var due = order.ChannelLeg?.Amount ?? Cents.Zero;
        var came = answer.Amount ?? due;
        var tradeNo = answer.Facts?.TradeNo;
        if (tradeNo is null ? order.IsPaid : tradeNo == order.Outcome.Facts?.TradeNo) return order;
        if (tradeNo is not null && order.Strays.Trades.Contains(tradeNo)) return await StrayAgain(book, order, answer);
        if (!order.IsOpen) return await StrayMoney.Came(book, order, answer, came, order.IsPaid ? Events.PaymentDoubled
            : Events.PaymentLate);
        if (came != due)
        {
            order = await StrayMoney.Came(book, order, answer, came, Events.PaymentOfWrongAmount);
            return order.Status == OrderStatus.InProgress ? await Failed(book, order, Reasons.ChannelAmountDiffers) : order;
        }
        if (order.Status == OrderStatus.Unpaid && !await HoldInside(book, order))
            return await StrayMoney.Came(book, order, answer, came, Events.PaymentWithBalanceShort);
        return await Book(book, order, answer.Facts);
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

    /// <summary>All legs are paid: the money moves, the split follows as an entry of its own, the notice goes out.</summary>
    public static async ValueTask<Order> Book(Book book, Order order, ChannelFacts? facts)
    {
        foreach (var leg in order.Legs.Where(l => l.IsInside)) await book.Holds.Take(leg.Account, order.No.Value, leg.Amount);
        await book.Ledger.Must(EventOf(order.Kind), order.No.Value, Postings.Paid(order, book.AccountOf));
        if (order.Kind == OrderKind.SecuredPurchase) await book.Holds.Add(order.Account, order.No.Value, order.Amount);
        OrderShares.Open(book, order);
        await book.Outbox.StopClosing(order);
        if (order.Status == OrderStatus.Unpaid) order = await book.Count(order);
        order = order.Complete(book, facts);
        order = await Splits.Book(book, order);
        await book.TakeServiceFee(order);
        book.Outbox.Notify(order, order.Said.BackUrl, "orderResult", order.Payment.Attempt > 0 ? TradeResult.Of(book, order)
            : OrderResult.Of(book, order));
        return order;
    }

    private static Event EventOf(OrderKind kind) => kind switch
    {
        OrderKind.Deposit => Events.DepositPaid,
        OrderKind.Collect => Events.CollectPaid,
        OrderKind.SecuredPurchase => Events.SecuredPaid,
        _ => Events.PurchasePaid,
    };

    private static async ValueTask<Order> Failed(Book book, Order order, Reason why) => order switch
    {
        { IsOpen: false } => order,
        { Payment.Attempt: > 0, Status: OrderStatus.InProgress } => await GiveUpAttempt(book, order, why),
        _ => await GiveUp(book, order, OrderEvent.Fail, why),
    };

    /// <summary>One try to pay came to nothing: what was held for it goes back, and the order may be paid in another way.</summary>
    private static async ValueTask<Order> GiveUpAttempt(Book book, Order order, Reason why)
    {
        await ReleaseInside(book, order);
        order = (await book.Uncount(order)).On(book, OrderEvent.AttemptFailed);
        return order with
        {
            Legs = [], Outcome = order.Outcome with { FailMessage = why, Unknown = false },
            Payment = order.Payment with { PayInfo = null, GivenUp = [.. order.Payment.GivenUp ?? [], .. order.Legs.Where(l => l.IsInside)] },
        };
    }

    /// <summary>An order that will not be paid: what was held for it goes back, and it no longer counts on its day.</summary>
    public static async ValueTask<Order> GiveUp(Book book, Order order, OrderEvent how, Reason why)
    {
        await ReleaseInside(book, order);
        await book.Outbox.StopClosing(order);
        await book.Holds.Release(Chart.Platform(Chart.ReserveQuota), $"service:{order.No}", Events.ServiceFeeReleased, order.No.Value);
        if (order.Status == OrderStatus.InProgress) order = await book.Uncount(order);
        return order.Fail(book, how, why);
    }

    private static async ValueTask ReleaseInside(Book book, Order order)
    {
        foreach (var leg in order.Legs.Where(l => l.IsInside))
            await book.Holds.Release(leg.Account, order.No.Value, Events.OrderReleased, order.No.Value);
    }

    /// <summary>冲正: a trade number says which payment it was, lest another be taken back for it.</summary>
    private static async ValueTask<Order> Reversed(Book book, Order order, ChannelAnswer answer)
    {
        var tradeNo = answer.Facts?.TradeNo;
        if (tradeNo is not null && order.Strays.Trades.Contains(tradeNo)) return await StrayMoney.TakenBack(book, order, tradeNo);
        // The channel paid and took it back before we heard of either; of the payment we may hear yet.
        if (order.IsOpen) return StrayMoney.Known(await GiveUp(book, order, OrderEvent.Fail,
            Reason.Of(answer.Message, Reasons.PaymentReversed)), tradeNo);
        var isItsOwn = tradeNo is null || order.Outcome.Facts?.TradeNo is null || tradeNo == order.Outcome.Facts.TradeNo;
        if (!isItsOwn || !order.IsPaid) return StrayMoney.Known(order, tradeNo);
        if (order.ChannelLeg is not { } leg) return order;
        var shares = order.Receivers.Count > 0 ? await OrderShares.Of(book, order.No) : [];
        if (!CanReverse(order, shares)
            || !await book.Ledger.Post(Events.PaymentReversed, order.No.Value, Postings.Reversed(order, leg, book.AccountOf)))
        {
            StrayMoney.Find(book, order, "reversal-not-covered", leg.Amount, answer.Message ?? "");
            return order;
        }
        // Only what was booked changes what is owed.
        foreach (var share in shares) book.Shares.Save(share with { GivenBack = share.Owed, GivenBackByPayee = share.PaidOut });
        if (order.Kind == OrderKind.SecuredPurchase) await book.Holds.Take(order.Account, order.No.Value, order.Amount);
        order = await book.Uncount(order.Fail(book, OrderEvent.Reverse, Reason.Of(answer.Message, Reasons.PaymentReversed)));
        // The merchant was told that it was paid.
        book.Outbox.Notify(order, order.Said.BackUrl, "orderResult", OrderResult.Of(book, order));
        return order;
    }

    /// <summary>
    /// An order is taken back whole or not at all: the channel alone paid it, nothing was given back yet, and of a collect all is still in
    /// escrow; of a guarantee order nothing is confirmed.
    /// </summary>
    private static bool CanReverse(Order order, IReadOnlyList<Share> shares) =>
        order.Legs.Count == 1 && order.Refunds == RefundTotals.None && order.Guarantee == Guarantee.None
            && (order.Kind == OrderKind.Purchase || shares.All(s => s.Owed == s.Due));
}

/// <summary>A confirmation that the channel refused for its code: the order is as before, the caller hears why.</summary>
public sealed record ConfirmationReply(Order Order, Error Refusal) : Reply;
