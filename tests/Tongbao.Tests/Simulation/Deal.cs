using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

public enum DealKind { Deposit, Purchase, Collect, Withdrawal, AgentPay, Transfer, Refund }

/// <summary>A way in which a deal is paid, and how much of it was given back.</summary>
/// <param name="Place">Where its money comes from: a channel, or a balance.</param>
public sealed record Part(string Method, string Place, long Amount)
{
    public long Refunded { get; set; }
    public bool IsChannel => Place.StartsWith("channel/", StringComparison.Ordinal);
    public bool IsCoupon => Method == "COUPON";
}

/// <summary>A receiver's share in a collect.</summary>
public sealed record Share(string Member, long Collected)
{
    public long PaidOut { get; set; }
    public long Refunded { get; set; }
    public long GivenBack { get; set; }
    public long Owed => Collected - PaidOut - Refunded;
    public long Returnable => PaidOut - GivenBack;
}

/// <summary>分账: a child's part and what it passes on.</summary>
public sealed record Slice(string Member, long Amount, long Fee, IReadOnlyList<Slice> Children);

/// <summary>An order as the simulation believes it to be.</summary>
public sealed class Deal
{
    public required string No { get; init; }
    public required DealKind Kind { get; init; }
    public required string Payer { get; init; }
    public string Payee { get; init; } = "";
    public required long Amount { get; init; }
    public long Fee { get; init; }

    /// <summary>Where its money arrives; of a withdrawal, where it leaves from.</summary>
    public required string Account { get; init; }
    public IReadOnlyList<Part> Parts { get; init; } = [];
    public IReadOnlyList<Slice> Split { get; init; } = [];
    public IReadOnlyList<Share> Shares { get; init; } = [];

    public DateTimeOffset CreatedAt { get; set; }
    public OrderStatus Status { get; set; } = OrderStatus.Unpaid;
    public bool IsOpen => Status is OrderStatus.Unpaid or OrderStatus.InProgress;
    public bool IsPaid => Status is OrderStatus.Paid or OrderStatus.PaidThenRefunded;

    /// <summary>The notices that it should bring, by their status.</summary>
    public List<string> Told { get; } = [];

    // The channel's side.
    public required Script Script { get; init; }
    public Part? ChannelPart => Parts.FirstOrDefault(p => p.IsChannel);
    public bool Asked { get; set; }

    /// <summary>What the channel says when it is asked now; null where it would begin anew.</summary>
    public (Said Said, long Amount, int Nth)? Standing { get; set; }

    /// <summary>Nothing is known but that it was asked.</summary>
    public bool Unknown { get; set; }

    /// <summary>Which of its payments paid the order, and which were strangers to it: each counts once.</summary>
    public int? PaidBy { get; set; }
    public HashSet<int> Strangers { get; } = [];

    /// <summary>Strangers that wait to be sent back.</summary>
    public Dictionary<int, long> Strays { get; } = [];

    // A withdrawal's side.
    public string WithdrawType { get; init; } = "D0";
    public bool Sent { get; set; }

    // A refund's side, and what refunds took of an original.
    public Deal? Original { get; init; }
    public long FeePart { get; init; }
    public long Coupon { get; init; }
    public long ToChannel { get; set; }
    public long ToBalance { get; set; }
    public IReadOnlyList<(string From, long Amount)> Gave { get; set; } = [];
    public IReadOnlyList<(Share Share, long FromEscrow, long FromMember)> Takes { get; set; } = [];
    public (long Amount, long Fee, long Coupon) Refunds { get; set; }
}
