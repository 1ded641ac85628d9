using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Refunds;

namespace Tongbao.Core.Orders.Payments;

/// <summary>
/// 终端交易 (当面付标准模式, POS 不查订单): a payment, or a refund, that a terminal made of itself. It has no order until the merchant has been asked
/// for its number by the back-fill notice (4.1.22), once.
/// </summary>
/// <param name="TrxId">收银宝交易流水号.</param>
/// <param name="FailMessage">Why the channel refused it; null: the money moved.</param>
/// <param name="Original">Of a refund: the order that is given back.</param>
/// <param name="Order">The order made of it, once it is.</param>
public sealed record TerminalPayment(string TrxId, BizUserId Member, string Cusid, string TermId, string BizSeq, Cents Amount,
    ChannelFacts Facts,
    string? FailMessage, OrderNo? Original, string? Summary, OrderNo? Order = null)
{
    public static readonly RowKind<TerminalPayment> Rows = new("terminal_payments", p => p.TrxId);

    public bool IsRefund => Original is not null;
}

/// <summary>What the merchant answers to a back-fill notice.</summary>
public sealed record BackfillAnswer(string? BizOrderNo, string? MerchantRet, string? ExtendInfo)
{
    public bool Accepted => MerchantRet == "0000" && !string.IsNullOrEmpty(BizOrderNo);
}

/// <summary>终端回报: the channel tells of a terminal's payment or refund in its final state. May come twice.</summary>
/// <param name="OriginalBizNo">Of a refund: the merchant's number of the order that is given back.</param>
public sealed record TerminalReported(string TrxId, string TermId, string? BizSeq, Cents Amount, ChannelFacts Facts, string? FailMessage,
    BizOrderNo? OriginalBizNo, string? Summary) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.TerminalPayments.Find(TrxId) is { } twin) return new Heard(twin);
        if (await book.VspTerminals.Find(TermId) is not { } terminal) return Errors.TerminalNotBound;
        var original = OriginalBizNo is { } no ? await book.FindOrder(no) : null;
        if (OriginalBizNo is not null && original?.Outcome.Facts?.TradeNo is null) return Errors.OrderNotFound;
        var payment = new TerminalPayment(TrxId, terminal.Member, terminal.VspCusid, TermId, BizSeq
            ?? TrxId, Amount, Facts with { Cusid = terminal.VspCusid, TermNo = TermId },
            FailMessage, original?.No, Summary);
        book.TerminalPayments.Save(payment);
        if (book.App.Hearing(s => s.BackfillUrl).Settings.BackfillUrl is not { Length: > 0 } url)
            return new Heard(await TerminalPayments.Settle(book, payment, null));
        book.Outbox.Notify(TrxId, url, Backfill.Event, Backfill.Of(book, payment, original), retries: false, after: TimeSpan.Zero);
        return new Heard(payment);
    }

    public sealed record Heard(TerminalPayment Payment) : Reply;
}

/// <summary>
/// 补登结果: the merchant has answered, or has not; either way the money is there and is booked. It never refuses, since nobody could act on
/// that.
/// </summary>
public sealed record BackfillAnswered(string TrxId, BackfillAnswer? Answer) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.TerminalPayments.Find(TrxId) is { Order: null } payment)
            await TerminalPayments.Settle(book, payment, Answer ?? new BackfillAnswer(null, null, null));
        return Done.It;
    }
}

/// <summary>补登: makes the order of a terminal's payment or refund.</summary>
public static class TerminalPayments
{
    public const string Method = "ORDER_VSPPAY";
    private const int LongestNumber = 128;

    /// <param name="answer">Null where no address is registered, so that nobody was asked.</param>
    public static async ValueTask<TerminalPayment> Settle(Book book, TerminalPayment payment, BackfillAnswer? answer)
    {
        var (bizNo, accepted) = await NumberOf(book, payment, answer);
        if (answer is not null && !accepted)
            book.List("backfill-not-accepted", bizNo, payment.Amount, answer.MerchantRet is null ? FindingCauses.BackfillUnanswered
                : FindingCauses.BackfillRefused);
        var told = book.App.Hearing(s => s.BackfillUrl);
        var order = new Order
        {
            No = book.NextOrderNo(), BizNo = bizNo, Kind = OrderKind.Deposit, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
                Timetable = book.Timetable, Serial = new Serial { Wire = told.Wire }, Payer = payment.Member,
            Payee = payment.Member, Account = book.AccountOf(payment.Member), Amount = payment.Amount,
            Said = new Said
            {
                BackUrl = told.Settings.BackfillUrl, Summary = payment.Summary, ExtendInfo = accepted ? answer!.ExtendInfo : null,
            },
            Outcome = new OrderOutcome { Facts = payment.Facts },
            Legs = [new Leg(Method, PayFlow.Pos, Chart.Channel("vsp"), payment.Amount, RefundWay.Pos, null, PayUse.NoMore)],
        };
        // Confirmed without being counted: what is limited is how often a member calls, not how often buyers pay at its counter.
        order = OrderReply.Answered(order.On(book, OrderEvent.Confirm));
        if (payment.IsRefund) order = await TerminalRefund.Book(book, order, payment);
        else if (payment.FailMessage is { } why) order = order.Fail(book, OrderEvent.Fail, new(why, null));
        else order = await PaymentBooked.Book(book, order, payment.Facts);
        book.Orders.Save(order);
        payment = payment with { Order = order.No };
        book.TerminalPayments.Save(payment);
        return payment;
    }

    /// <summary>The merchant's number where it gave one that is new, else the channel's, else ours.</summary>
    private static async ValueTask<(BizOrderNo No, bool Accepted)> NumberOf(Book book, TerminalPayment payment, BackfillAnswer? answer)
    {
        if (answer is { Accepted: true, BizOrderNo: { Length: <= LongestNumber } named } && !named.Contains('\0')
            && await book.FindOrder(new BizOrderNo(named)) is null)
            return (new BizOrderNo(named), true);
        var own = new BizOrderNo(payment.TrxId);
        return (await book.FindOrder(own) is null ? own : new BizOrderNo(book.NextNumber()), false);
    }
}
