using Tongbao.Core.Ledger;
using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>确认方式.</summary>
public enum ConfirmMode { All, Part }

/// <summary>
/// 担保交易确认 (连连 交易 3.5.1): the payer has what was bought, and the payees get their money, at once and without a notice. All of it once, by
/// the shares of the order; or a part, to payees that are named again, or now where the order named none.
/// </summary>
public sealed record SecuredConfirm(BizUserId Payer, ConfirmMode ConfirmMode, BizOrderNo OriBizOrderNo, Cents OriAmount,
    BizOrderNo BizConfirmNo, DateTimeOffset OrderedAt, Cents Amount, Cents? CouponAmount, IReadOnlyList<TradePayee>? Payees) : Command
{
    public override void Prefetch(IPrefetch rows)
    {
        rows.By(Order.Rows, Order.ByBizNo, OriBizOrderNo.Value);
        rows.By(Order.Rows, Order.ByBizNo, BizConfirmNo.Value);
        rows.Row(Account.Rows, Chart.Platform(Chart.Guarantee).Value);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if (ConfirmMode == ConfirmMode.All && Payees is not null) return Errors.BadParameter.In(nameof(Payees));
        if (Payees is not null && Payees.Sum(p => p.Amount) is var sum && sum != Amount)
            return Errors.BadParameter.In(nameof(Amount)).On(null, Amount, Allowed.Just(sum));
        if (await book.CheckFree(BizConfirmNo) is { } taken) return taken;
        var (order, wrong) = await book.OwnOrder(OriBizOrderNo);
        if (wrong is not null) return wrong;
        if (CheckState(book, order!) is { } notNow) return notNow;
        var (receivers, unfit) = ConfirmMode == ConfirmMode.All ? TakeAll(order!) : await TakePart(book, order!);
        if (unfit is not null) return unfit;
        if (await CheckParties(book, order!) is { } notAble) return notAble;
        if (CouponAmount is { IsPositive: true }) return Errors.TradeRule.On(nameof(CouponAmount), CouponAmount);
        return await Book(book, order!, receivers);
    }

    private Error? CheckState(Book book, Order order)
    {
        if (order.Kind != OrderKind.SecuredPurchase) return Errors.TradeRule.On(nameof(OriBizOrderNo), OriBizOrderNo.Value);
        if (!order.IsPaid && (!order.IsOpen || CloseOrder.IsOver(order, book.Now))) return Errors.OrderExpired.On(null, book.Now);
        if (!order.IsPaid) return Errors.TradeRule.On(nameof(OriBizOrderNo), OriBizOrderNo.Value);
        if (Guarantees.Left(order).IsZero) return Errors.OrderNotUnpaid.On(nameof(OriBizOrderNo), OriBizOrderNo.Value);
        return PayCalls.CheckSame(order, Payer, OriAmount);
    }

    /// <summary>
    /// The whole order, once; after a refund only what is left for a single payee, for nobody says which of several bears it.
    /// </summary>
    private (IReadOnlyList<Receiver>, Error?) TakeAll(Order order)
    {
        var payees = order.Receivers.GroupBy(r => r.Member).Select(g => new Receiver(g.Key, g.Sum(r => r.Amount))).ToList();
        var left = Guarantees.Left(order);
        if (payees.Count == 0 || !order.Guarantee.Confirmed.IsZero || (payees.Count > 1 && left != order.Amount))
            return ([], Errors.DiffersFromOrder.On(nameof(ConfirmMode), "ALL"));
        if (Amount != left) return ([], Errors.DiffersFromOrder.On(nameof(Amount), Amount, Allowed.Just(left)));
        return (payees.Count == 1 ? [payees[0] with { Amount = left }] : payees, null);
    }

    /// <summary>Payees that the order named get no more than their shares, and all together no more than what is held.</summary>
    private async ValueTask<(IReadOnlyList<Receiver>, Error?)> TakePart(Book book, Order order)
    {
        var receivers = Payees!.GroupBy(p => PayeeChecks.MemberOf(p.PayeeType, p.Payee))
            .Select(g => new Receiver(g.Key, g.Sum(p => p.Amount))).ToList();
        foreach (var receiver in receivers.Where(_ => order.Receivers.Count > 0))
        {
            if (await OrderShares.Find(book, order.No, receiver.Member) is not { } share)
                return ([], Errors.DiffersFromOrder.On(nameof(Payees), receiver.Member.Value));
            if (receiver.Amount > share.Owed)
                return ([], Errors.DiffersFromOrder.On(nameof(Payees), receiver.Amount, Allowed.AtMost(share.Owed)));
        }
        return Amount <= Guarantees.Left(order) ? (receivers, null)
            : ([], Errors.DiffersFromOrder.On(nameof(Amount), Amount, Allowed.AtMost(Guarantees.Left(order))));
    }

    private async ValueTask<Error?> CheckParties(Book book, Order order)
    {
        if (!order.Said.Anonymous && await PayCalls.CheckUser(book, Payer) is { } payerNotAble) return payerNotAble;
        if (ConfirmMode == ConfirmMode.All && await PayCalls.CheckPayees(book, order) is { } notOpen) return notOpen;
        foreach (var payee in Payees ?? [])
        {
            if (PayeeChecks.Account(book, payee.PayeeType, payee.PayeeAccount, SetUse.None) is { } wrong) return wrong;
            if (await PayeeChecks.Party(book, payee.PayeeType, payee.Payee) is { } notAble) return notAble;
        }
        return null;
    }

    private async ValueTask<Result> Book(Book book, Order order, IReadOnlyList<Receiver> receivers)
    {
        var confirmation = new Order
        {
            No = book.NextOrderNo(), BizNo = BizConfirmNo, Kind = OrderKind.SecuredConfirmation, Status = OrderStatus.Unpaid,
            CreatedAt = book.Now, Timetable = book.Timetable, Serial = book.Serial, Payer = Payer,
            Payee = receivers is [{ } only] ? only.Member : BizUserId.Platform, Account = order.Account, Amount = Amount,
            Receivers = receivers, Sources = [new CollectSource(order.BizNo, Amount)],
            Said = new Said { OrderedAt = OrderedAt, Anonymous = order.Said.Anonymous },
        };
        book.KeepRequest(confirmation, this);
        await Guarantees.Confirm(book, order, confirmation);
        return Confirmed.Of(order, confirmation);
    }

    public sealed record Confirmed(BizUserId Payer, BizOrderNo BizOrderNo, Cents Amount, OrderNo OrderNo, OrderNo ConfirmOrderNo) : Reply
    {
        public static Confirmed Of(Order order, Order slip) => new(slip.Payer, order.BizNo, slip.Amount, order.No, slip.No);
    }
}
