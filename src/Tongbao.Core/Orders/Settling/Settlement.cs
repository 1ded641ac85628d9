using Tongbao.Core.Orders.Refunds;

namespace Tongbao.Core.Orders.Settling;

/// <summary>
/// 结算: how a purchase by a merchant number reaches the payee. Nothing is booked when it is paid. On the day of the clearing rule what was
/// not refunded, less the channel's fee, comes into the payee's money in transit; one split of the order makes it available.
/// </summary>
public sealed record Settlement : IPart<Settlement>
{
    public static Settlement None { get; } = new();

    /// <summary>Of a settlement and of a split: the purchase that it is of. A purchase has none.</summary>
    public OrderNo? Original { get; init; }

    /// <summary>收银宝商户号 of the payee, by which its purchase came and a refund goes; null of an order that is not settled so.</summary>
    public string? Merchant { get; init; }

    /// <summary>产品 of that number that the payer pays by.</summary>
    public string? Product { get; init; }

    /// <summary>The rate and the clearing rule are those of the moment of the payment.</summary>
    public int RatePpm { get; init; }

    /// <summary>手续费日结: otherwise the order is settled whole.</summary>
    public bool IsDaily { get; init; }
    public Cents LeastFee { get; init; }

    /// <summary>T+1 or D+1.</summary>
    public string? ClearTimeRule { get; init; }

    /// <summary>When the clearing job settles it; null before it is paid.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>From when the settled amount is told.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>What was settled; null before.</summary>
    public Cents? Settled { get; init; }
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The order that booked it; null where nothing was left to settle.</summary>
    public OrderNo? SettledBy { get; init; }

    /// <summary>What of it is still in the payee's transit.</summary>
    public Cents InTransit { get; init; }

    /// <summary>What of it went back to the payer since.</summary>
    public Cents GivenBack { get; init; }

    /// <summary>退款记录: what was refunded when, or came back when a refund failed. Files of a day tell what stood then.</summary>
    public IReadOnlyList<RefundCount> Refunds { get; init; } = [];

    /// <summary>What those who got parts of it gave back to the payee since, all refunds together.</summary>
    public ShareReturn Returned { get; init; } = ShareReturn.None;

    /// <summary>分账: the split of this order; null before. An order is split once.</summary>
    public OrderNo? SplitBy { get; init; }
    public bool WaitsForSplit => Settled is { IsPositive: true } && SplitBy is null;

    /// <summary>
    /// What of the settled amount is left to the order. It stands in transit, or, once the order is split, with those who got it.
    /// </summary>
    public Cents Left => (Settled ?? Cents.Zero) - GivenBack;

    /// <summary>
    /// 退款: what a refund takes back of what was settled, so that what is left is what a smaller order would have been settled with. Nothing
    /// before it is settled.
    /// </summary>
    /// <param name="left">What of the order is not refunded once this refund is.</param>
    public Cents BackOf(Cents left) => Settled is null || Of(left) >= Left ? Cents.Zero : Left - Of(left);

    /// <summary>Paid, and its clearing day has not come.</summary>
    public bool IsAwaited => DueAt is not null && Settled is null;

    /// <summary>结算金额 as it is told: none before the day after the payment; then what was settled, or will be as it stands.</summary>
    public Cents? ToldAt(DateTimeOffset now, Cents amount, Cents refunded) =>
        KnownAt is { } known && now >= known ? Settled ?? Of(amount - refunded) : null;

    public Settlement Counting(DateTimeOffset at, Cents refunded) =>
        Merchant is null || refunded.IsZero ? this : this with { Refunds = [.. Refunds, new RefundCount(at, refunded)] };

    /// <summary>What was refunded of the order before an instant.</summary>
    public Cents RefundedBefore(DateTimeOffset at) => Refunds.Where(r => r.At < at).Sum(r => r.Amount);

    /// <summary>What is settled of an amount: the amount less the fee, which is rounded half up and at most the amount.</summary>
    public Cents Of(Cents amount)
    {
        if (!IsDaily || !amount.IsPositive) return amount;
        var fee = new Cents((long)((((Int128)amount.Fen * RatePpm) + 500_000) / 1_000_000));
        if (fee < LeastFee) fee = LeastFee;
        return amount - Cents.Min(fee, amount);
    }
}

/// <param name="Amount">Below zero where a refund failed.</param>
public sealed record RefundCount(DateTimeOffset At, Cents Amount);
