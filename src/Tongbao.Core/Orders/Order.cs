using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Orders.Splitting;
using Tongbao.Core.Orders.Strays;
using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Payouts;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Settling;

namespace Tongbao.Core.Orders;

/// <summary>订单类型. The numbers are those that stand in the store; what a wire calls a kind is the wire's.</summary>
public enum OrderKind
{
    Deposit = 1, Purchase = 2, Withdrawal = 3, Collect = 4, AgentPay = 5, BatchAgentPay = 6, PositionTransfer = 7,
    Refund = 10, PlatformTransfer = 12, CrossBorderWithdrawal = 17,

    /// <summary>担保消费: the money waits until the payer confirms.</summary>
    SecuredPurchase = 20,

    /// <summary>担保确认: pays payees of a guarantee order, whole or in part.</summary>
    SecuredConfirmation = 21,

    /// <summary>代发: from one balance to others.</summary>
    Transfer = 22,

    /// <summary>收单消费: paid to a merchant number, settled later (<see cref="Settling.Settlement"/>).</summary>
    AcquiredPurchase = 23,

    /// <summary>结算: what of an acquired purchase reached its payee's transit.</summary>
    Settlement = 24,

    /// <summary>订单分账: makes the settled money of an order available, and gives parts of it to others.</summary>
    OrderSplit = 25,
}

/// <summary>订单状态. The numbers are those that stand in the store; what a wire calls a state is the wire's.</summary>
public enum OrderStatus { Unpaid = 1, Failed = 3, Paid = 4, Refunded = 5, Closed = 6, InProgress = 99 }

/// <summary>订单: one record for all kinds; what a kind does not have is null or zero.</summary>
public sealed record Order
{
    public const string ByBizNo = "biz_no", ByOpenSince = "open_since", ByClosesAt = "closes_at", ByPaidAt = "paid_at", ByPayer = "payer",
        ByPayee = "payee", BySettlesAt = "settles_at";

    public static readonly RowKind<Order> Rows = new("orders", o => o.No.Value,
        new RowIndex<Order>(ByBizNo, o => OrderNumbers.KeyOf(o.BizNo, o.Numbers), Unique: true),
        new RowIndex<Order>(ByOpenSince, o => o.IsOpen ? o.CreatedAt.ToUnixTimeMilliseconds() : null),
        new RowIndex<Order>(ByClosesAt, o => o.ClosesAt?.ToUnixTimeMilliseconds()),
        new RowIndex<Order>(ByPaidAt, o => o.Outcome.FiledAt?.ToUnixTimeMilliseconds()),
        new RowIndex<Order>(ByPayer, o => OrdersUnderWay.PayerOf(o)), new RowIndex<Order>(ByPayee, o => OrdersUnderWay.PayeeOf(o)),
        new RowIndex<Order>(BySettlesAt, o => o.Settlement.Settled is null ? o.Settlement.DueAt?.ToUnixTimeMilliseconds() : null))
        { PassesInBulk = true };

    public required OrderNo No { get; init; }
    public required BizOrderNo BizNo { get; init; }

    /// <summary>In which row of numbers its own is unique; null: in that of all orders.</summary>
    public string? Numbers { get; init; }
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

    /// <summary>批次 that the order is a row of.</summary>
    public string? Batch { get; init; }
    public IReadOnlyList<Leg> Legs { get; init; } = [];
    public IReadOnlyList<SplitRule> Split { get; init; } = [];

    /// <summary>分账状态: null before the split, then whether it was booked.</summary>
    public bool? SplitDone { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// 订单有效期 of its wire; null: the usual one, as of orders of before wires had their own.
    /// </summary>
    public Timetable? Timetable { get; init; }

    /// <summary>
    /// When it closes by itself, should nothing become of it; null: never. Orders of before it was written have the usual life.
    /// </summary>
    public DateTimeOffset? ClosesAt { get => IsOpen ? field ?? OrderLife.ClosesAt(Timetable ?? Platform.Timetable.Usual, this)
        : null; init; }

    /// <summary>Its time is over: it closes when the channel says that it was not paid.</summary>
    public bool Closing { get; init; }

    public Said Said { get; init; } = Said.None;
    public Payment Payment { get; init; } = Payment.None;
    public OrderOutcome Outcome { get; init; } = OrderOutcome.None;
    public Guarantee Guarantee { get; init; } = Guarantee.None;
    public StrayPayments Strays { get; init; } = StrayPayments.None;
    public Payout? Payout { get; init; }
    public RefundTotals Refunds { get; init; } = RefundTotals.None;
    public RefundPlan? Refund { get; init; }
    public Settlement Settlement { get; init; } = Settlement.None;
    public Sharing? Sharing { get; init; }

    /// <summary>How it came to where it is, for its story.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    public bool IsOpen => Status is OrderStatus.Unpaid or OrderStatus.InProgress;
    public bool IsPaid => Status is OrderStatus.Paid or OrderStatus.Refunded;
    public Leg? ChannelLeg => Legs.FirstOrDefault(l => !l.IsInside);

    /// <summary>The channel that it is paid by, or was to be paid by in a try that came to nothing: it may still bring money.</summary>
    public Leg? LastChannelLeg => ChannelLeg ?? Payment.GivenUp?.LastOrDefault(l => !l.IsInside);

    /// <summary>Moves the order along a row of <see cref="OrderStates"/> and notes the step for its story.</summary>
    public Order On(Book book, OrderEvent @event)
    {
        var to = OrderStates.Next(this, @event) ?? throw new InvalidOperationException($"{No}: {@event} in state {Status}");
        return this with { Status = to, Steps = [.. Steps, new Step(book.Now, Status, to, @event)] };
    }

    /// <summary>Its money has moved.</summary>
    /// <param name="facts">What the channel told of it; null where none had a part in it.</param>
    public Order Complete(Book book, ChannelFacts? facts) => On(book, OrderEvent.Complete) with
    {
        Outcome = new OrderOutcome { PaidAt = facts?.PaidAt ?? book.Now, BookedAt = book.Now, Facts = facts },
    };

    /// <summary>It came to nothing, or what was paid has gone back.</summary>
    public Order Fail(Book book, OrderEvent how, Reason why) => On(book, how) with
    {
        Outcome = Outcome with { FailMessage = why, Unknown = false },
    };

    /// <summary>Does its channel still owe the answer to what it was asked?</summary>
    public Order Unknown(bool unknown) => Outcome.Unknown == unknown ? this : this with { Outcome = Outcome with { Unknown = unknown } };
}

/// <summary>One step of an order through its states.</summary>
public sealed record Step(DateTimeOffset At, OrderStatus From, OrderStatus To, OrderEvent On);
