using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Orders.Splitting;
using Tongbao.Core.Orders.Strays;
using Tongbao.Core.Orders.Closing;

namespace Tongbao.Core.Orders;

/// <summary>订单类型. The numbers are those that stand in the store; what a wire calls a kind is the wire's.</summary>
public enum OrderKind
{
    Deposit = 1, Purchase = 2, Withdrawal = 3, Collect = 4, AgentPay = 5, BatchAgentPay = 6, PositionTransfer = 7,
    Refund = 10, PlatformTransfer = 12, CrossBorderWithdrawal = 17,
}

/// <summary>订单状态. The numbers are those that stand in the store; what a wire calls a state is the wire's.</summary>
public enum OrderStatus { Unpaid = 1, Failed = 3, Paid = 4, Refunded = 5, Closed = 6, InProgress = 99 }

/// <summary>订单: one record for all kinds; what a kind does not have is null or zero.</summary>
public sealed record Order
{
    /// <summary>The file of a day is made at 08:00 of the next; what is being booked just then must not come into it afterwards.</summary>
    public const string FileCloses = "07:55";

    public const string ByBizNo = "biz_no", ByOpenSince = "open_since", ByClosesAt = "closes_at", ByPaidAt = "paid_at";

    public static readonly RowKind<Order> Rows = new("orders", o => o.No.Value,
        new RowIndex<Order>(ByBizNo, o => o.BizNo.Value, Unique: true),
        new RowIndex<Order>(ByOpenSince, o => o.IsOpen ? o.CreatedAt.ToUnixTimeMilliseconds() : null),
        new RowIndex<Order>(ByClosesAt, o => o.ClosesAt?.ToUnixTimeMilliseconds()),
        new RowIndex<Order>(ByPaidAt, o => o.FiledAt?.ToUnixTimeMilliseconds()));

    public required OrderNo No { get; init; }
    public required BizOrderNo BizNo { get; init; }
    public required OrderKind Kind { get; init; }
    public required OrderStatus Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public required Serial Serial { get; init; }

    public BizUserId Payer { get; init; }
    public BizUserId Payee { get; init; }

    /// <summary>The account that receives, or of a withdrawal the one that pays.</summary>
    public required AccountId Account { get; init; }
    public required Cents Amount { get; init; }
    public Cents Fee { get; init; }
    public Cents ServiceFee { get; init; }
    public IReadOnlyList<Receiver> Receivers { get; init; } = [];
    public IReadOnlyList<CollectSource> Sources { get; init; } = [];
    public string? TradeCode { get; init; }

    /// <summary>批次 that the order is a row of.</summary>
    public string? Batch { get; init; }
    public IReadOnlyList<Leg> Legs { get; init; } = [];
    public IReadOnlyList<SplitRule> Split { get; init; } = [];

    /// <summary>分账状态: null before the split, then whether it was booked.</summary>
    public bool? SplitDone { get; init; }
    public ValidateType? ValidateType { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// When it closes by itself, should nothing become of it; null: never. Orders of before it was written have the usual life.
    /// </summary>
    public DateTimeOffset? ClosesAt { get => IsOpen ? field ?? OrderLife.Usual.ClosesAt(this) : null; init; }

    /// <summary>Until when the channel lets the buyer pay.</summary>
    public DateTimeOffset? PayableUntil { get; init; }
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>The day on whose limits it counts.</summary>
    public DateOnly? CountedOn { get; init; }

    /// <summary>When the payment was booked; its channel may have had it before.</summary>
    public DateTimeOffset? BookedAt { get; init; }

    /// <summary>
    /// The instant by which it stands in a day's file: when it was paid, unless the file of that day was closed before we heard of it.
    /// </summary>
    public DateTimeOffset? FiledAt =>
        PaidAt is { } paid && BookedAt is { } heard && heard >= Days.At(Days.DateOf(paid).AddDays(1), FileCloses) ? heard : PaidAt;
    public OrderedGoods? Goods { get; init; }
    public string? BackUrl { get; init; }
    public string? FrontUrl { get; init; }
    public string? Summary { get; init; }
    public string? ExtendInfo { get; init; }
    public Reason? FailMessage { get; init; }

    /// <summary>What the channel gave for the buyer to pay with: a QR string, a JS string.</summary>
    public string? PayInfo { get; init; }
    public ChannelFacts? Channel { get; init; }

    /// <summary>The channel checks a code of its own before it pays.</summary>
    public bool ChannelCode { get; init; }
    public DateTimeOffset? SmsSentAt { get; init; }
    public bool ChannelUnknown { get; init; }

    /// <summary>Its time is over: it closes when the channel says that it was not paid.</summary>
    public bool Closing { get; init; }

    /// <summary>Money that came for the order and is not its own; it waits in 100005 to be sent back.</summary>
    public Cents Stray { get; init; }

    /// <summary>Each such payment; it goes back by its place in the list. Null in an order of before they were told apart.</summary>
    public IReadOnlyList<StrayPayment>? StrayPayments { get; init; }

    /// <summary>
    /// The channel's numbers of payments that are not, or no longer, the order's: told of again, they are the same money.
    /// </summary>
    public IReadOnlyList<string> StrayTrades { get; init; } = [];

    public Payout? Payout { get; init; }
    public RefundTotals Refunds { get; init; } = RefundTotals.None;
    public RefundPlan? Refund { get; init; }

    /// <summary>How it came to where it is, for its story.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    public bool IsOpen => Status is OrderStatus.Unpaid or OrderStatus.InProgress;
    public bool IsPaid => Status is OrderStatus.Paid or OrderStatus.Refunded;
    public Leg? ChannelLeg => Legs.FirstOrDefault(l => !l.IsInside);

    /// <summary>Moves the order along a row of <see cref="OrderStates"/> and notes the step for its story.</summary>
    public Order On(Book book, OrderEvent @event)
    {
        var to = OrderStates.Next(this, @event) ?? throw new InvalidOperationException($"{No}: {@event} in state {Status}");
        return this with { Status = to, Steps = [.. Steps, new Step(book.Now, Status, to, @event)], BookedAt = @event == OrderEvent.Complete
            ? book.Now : BookedAt };
    }
}

/// <summary>One step of an order through its states.</summary>
public sealed record Step(DateTimeOffset At, OrderStatus From, OrderStatus To, OrderEvent On);

/// <summary>What the channel told of its trade.</summary>
public sealed record ChannelFacts(string? TradeNo, DateTimeOffset? PaidAt, string? Acct, string? AcctType, string? Cusid,
    string? TrxCode, string? TermNo, string? TermRefNum, string? TraceNo, string? Fee);

/// <summary>出金: where a withdrawal goes and when.</summary>
public sealed record Payout(string WithdrawType, BankCardNo Card, int CardPro, string AccountName, string? BankName, bool Sent,
    DateTimeOffset? SendAt)
{
    /// <summary>Is its amount among <see cref="Counters.BankInFlight"/> until it is answered?</summary>
    public bool? Counted { get; init; }
}

/// <summary>How much of an order has been given back, refunds under way counted. Invariant 7.</summary>
public sealed record RefundTotals(Cents Amount, Cents Fee, Cents Coupon)
{
    public static readonly RefundTotals None = new(Cents.Zero, Cents.Zero, Cents.Zero);
}

/// <summary>退款: of which order, by which parts, and through which legs it goes back.</summary>
/// <param name="Shares">Of a collect: what each receiver's share gives, out of escrow and out of its own balance.</param>
/// <param name="Sources">Out of which places it was taken, to be put back there should the channel refuse.</param>
public sealed record RefundPlan(OrderNo Original, BizOrderNo OriginalBizNo, Cents Fee, Cents Coupon, Cents ToChannel, Cents ToBalance,
    string RefundType, IReadOnlyList<Move> Sources, bool SendsToChannel)
{
    public IReadOnlyList<RefundShare> Shares { get; init; } = [];
}

/// <summary>A receiver's part in the refund of a collect.</summary>
public sealed record RefundShare(BizUserId Member, Cents FromEscrow, Cents FromMember);
