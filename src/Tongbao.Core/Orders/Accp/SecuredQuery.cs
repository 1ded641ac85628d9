using Tongbao.Core.Orders.Shares;

namespace Tongbao.Core.Orders.Accp;

/// <summary>担保订单状态.</summary>
public enum SecureState { WaitsForPayment, WaitsForConfirmation, Confirming, Confirmed, Closed, Refunded }

/// <summary>担保交易信息查询 (连连): a guarantee order with its payers, its payees, its confirmations and its refunds.</summary>
public sealed record SecuredQuery(BizOrderNo? BizOrderNo, OrderNo? OrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await Trades.Find(book, BizOrderNo, OrderNo) is not { Kind: OrderKind.SecuredPurchase } order) return Errors.OrderNotFound;
        var facts = TradeResult.Of(book, order, book.Wire);
        return new SecuredDetail(order.No, order.BizNo, facts.OrderedAt, order.Amount, StateOf(book, order),
            [.. facts.Payers.Zip(order.Legs, (p, leg) => new SecuredPayer(p.PayerType, p.Payer, p.Method, p.Amount, leg.Refunded))],
            await Payees(book, order), order.IsPaid ? order.No : null, order.IsPaid ? order.BizNo : null,
            [.. order.Guarantee.Confirmations.Select(c => new Confirmation(c.OrderNo, c.BizOrderNo, AcceptState.Done))],
            [.. order.Guarantee.Refunds.Select(r => new SecuredRefund(r.BizOrderNo, r.OrderNo))]);
    }

    private static SecureState StateOf(Book book, Order order) => TradeResult.StateOf(order, book.Now) switch
    {
        TradeState.Waiting => SecureState.WaitsForPayment,
        TradeState.Closed or TradeState.Reversed => SecureState.Closed,
        _ when order.Status == OrderStatus.Refunded && order.Refunds.Amount == order.Amount => SecureState.Refunded,
        _ when order.Guarantee.Confirmed.IsZero => SecureState.WaitsForConfirmation,
        _ => Guarantees.Left(order).IsZero ? SecureState.Confirmed : SecureState.Confirming,
    };

    /// <summary>By their shares; before the payment, as the order names them.</summary>
    private static async ValueTask<IReadOnlyList<SecuredPayee>> Payees(Book book, Order order)
    {
        var shares = order.IsPaid ? await OrderShares.Of(book, order.No) : [];
        var rows = shares.Count > 0 || order.IsPaid ? shares.Select(s => (s.Payee, s.Due, s.PaidOut, Back: s.GivenBackByPayee))
            : order.Receivers.Select(r => (Payee: r.Member, Due: r.Amount, PaidOut: Cents.Zero, Back: Cents.Zero));
        return [.. rows.Select(r => new SecuredPayee(r.Payee.IsPlatform ? PartyType.Merchant : PartyType.User,
            PayCalls.NameOf(book, r.Payee).Value, r.Due, r.PaidOut, r.Back))];
    }
}

/// <summary>确认单状态.</summary>
public enum AcceptState { Done }

public sealed record SecuredPayer(PartyType PayerType, string Payer, string Method, Cents Amount, Cents Received);

public sealed record SecuredPayee(PartyType PayeeType, string Payee, Cents Amount, Cents Accepted, Cents Refunded);

public sealed record Confirmation(OrderNo OrderNo, BizOrderNo BizOrderNo, AcceptState State);

public sealed record SecuredRefund(BizOrderNo BizRefundNo, OrderNo OrderNo);

/// <summary>A guarantee order as its query shows it.</summary>
public sealed record SecuredDetail(OrderNo OrderNo, BizOrderNo BizOrderNo, DateTimeOffset? OrderedAt, Cents Amount,
    SecureState SecureStatus,
    IReadOnlyList<SecuredPayer> Payers, IReadOnlyList<SecuredPayee> Payees, OrderNo? PayOrderNo, BizOrderNo? PayBizOrderNo,
    IReadOnlyList<Confirmation> Confirmations, IReadOnlyList<SecuredRefund> Refunds) : Reply;
