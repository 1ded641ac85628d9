using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders;

/// <summary>交易类型, as wires tell kinds of orders apart by who pays whom.</summary>
public enum TradeType { TopUp, PlatformTopUp, Purchase, SecuredPurchase, SecuredConfirmation, Transfer, Withdrawal, Fee }

/// <summary>支付交易状态.</summary>
public enum TradeState { Waiting, Paid, Closed, Reversed }

/// <summary>付款方、收款方类型.</summary>
public enum PartyType { User, Merchant, PersonalAccount, CompanyAccount }

/// <summary>付款方, a row a way to pay.</summary>
public sealed record PaidBy(PartyType PayerType, string Payer, string Method, Cents Amount);

/// <summary>收款方.</summary>
public sealed record PaidTo(PartyType PayeeType, string Payee, Cents Amount);

/// <summary>支付结果: what a notice and a query tell of an order with its payers by their ways to pay, and its payees.</summary>
[StoredAs("trade")]
public sealed record TradeResult : NoticeFacts
{
    public required TradeType TxnType { get; init; }
    public required OrderNo OrderNo { get; init; }
    public required BizOrderNo BizOrderNo { get; init; }
    public required Cents Amount { get; init; }
    public required TradeState TxnStatus { get; init; }
    public DateOnly? Day { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? OrderedAt { get; init; }
    public string? ChannelNo { get; init; }
    public string? OrderInfo { get; init; }
    public string? AgreementNo { get; init; }
    public IReadOnlyList<PaidBy> Payers { get; init; } = [];
    public IReadOnlyList<PaidTo> Payees { get; init; } = [];

    /// <param name="wire">In whose names ways to pay and the merchant are told.</param>
    public static TradeResult Of(Book book, Order order, string wire) => new()
    {
        TxnType = TypeOf(order),
        OrderNo = order.No,
        BizOrderNo = order.BizNo,
        Amount = order.Amount,
        TxnStatus = StateOf(order, book.Now),
        Day = order.Outcome.PaidAt is { } paid ? Days.DateOf(paid) : null,
        FinishedAt = order.Outcome.PaidAt,
        OrderedAt = order.Said.OrderedAt ?? order.CreatedAt,
        ChannelNo = order.Outcome.Facts?.TradeNo,
        OrderInfo = order.Said.ExtendInfo,
        AgreementNo = order.Payment.NewAgreement,
        Payers = [.. order.Legs.Select(l => new PaidBy(PartyOf(order.Payer), NameOf(book, order.Payer, wire),
            PayWays.NameOf(book.Environment, l.Method, book.WireOf(order), wire), l.Amount))],
        Payees = [.. Paid(order).Select(r => new PaidTo(PartyOf(r.Member), NameOf(book, r.Member, wire), r.Amount))],
    };

    /// <summary>May an order of this kind be shown as a payment?</summary>
    public static bool Shows(Order order) => order.Payout is null && order.Refund is null;

    public static TradeType TypeOf(Order order) => order.Kind switch
    {
        OrderKind.Settlement => TradeType.TopUp,
        OrderKind.Deposit => order.Payer.IsPlatform ? TradeType.PlatformTopUp : TradeType.TopUp,
        OrderKind.SecuredPurchase => TradeType.SecuredPurchase,
        OrderKind.SecuredConfirmation => TradeType.SecuredConfirmation,
        OrderKind.Purchase or OrderKind.Collect or OrderKind.AcquiredPurchase => TradeType.Purchase,
        OrderKind.Withdrawal or OrderKind.CrossBorderWithdrawal => TradeType.Withdrawal,
        _ => TradeType.Transfer,
    };

    public static TradeState StateOf(Order order, DateTimeOffset now) => order switch
    {
        { IsPaid: true } => TradeState.Paid,
        { Status: OrderStatus.Failed, Outcome.PaidAt: not null } => TradeState.Reversed,
        { IsOpen: false } => TradeState.Closed,
        _ => CloseOrder.IsOver(order, now) ? TradeState.Closed : TradeState.Waiting,
    };

    /// <summary>What is under guarantee for nobody named yet stands with the platform.</summary>
    private static IEnumerable<Shares.Receiver> Paid(Order order) => order.Receivers.Count > 0 ? order.Receivers
        : [new Shares.Receiver(order.Payee.Value is null ? BizUserId.Platform : order.Payee, order.Amount)];

    private static PartyType PartyOf(BizUserId id) => id.IsPlatform ? PartyType.Merchant : PartyType.User;

    /// <summary>The platform goes by its number on the wire.</summary>
    private static string NameOf(Book book, BizUserId id, string wire) =>
        id.IsPlatform ? book.App.On(wire)?.No ?? book.App.Id.Value : id.Value;
}
