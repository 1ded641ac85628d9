namespace Tongbao.Tests.Simulation;

public enum TradeKind { TopUp, Purchase, Guarantee, Transfer, Withdrawal, Refund }

/// <summary>How far a trade of ACCP is, as its query tells it.</summary>
public enum TradeState { Waiting, Checking, Done, Closed, Failed }

/// <summary>What a payee of a trade has: its part, what of it came to its account, and what it gave back of that.</summary>
public sealed record Payee(string Name, string Place, long Due)
{
    public long PaidOut { get; set; }
    public long GivenBack { get; set; }
    public long Returnable => PaidOut - GivenBack;
}

/// <summary>A trade of ACCP as the simulation believes it to be.</summary>
public sealed class Trade
{
    public required string No { get; init; }
    public required TradeKind Kind { get; init; }

    /// <summary>A member, or <see cref="Merchant"/>.</summary>
    public required string Payer { get; init; }
    public required long Amount { get; init; }
    public long Fee { get; init; }
    public IReadOnlyList<Part> Parts { get; init; } = [];
    public IReadOnlyList<Payee> Payees { get; init; } = [];
    public TradeState State { get; set; } = TradeState.Waiting;

    /// <summary>Of a guarantee: what nobody confirmed and nobody had back.</summary>
    public long Held { get; set; }

    /// <summary>The merchant itself, among payers and payees.</summary>
    public const string Merchant = "MERCHANT";

    // A refund's side.
    public Trade? Original { get; init; }

    /// <summary>Who gives; null: the guarantee.</summary>
    public Payee? Giver { get; init; }
    public Part? By { get; init; }

    public bool IsRefundable => Kind is TradeKind.Purchase or TradeKind.Guarantee && State == TradeState.Done;

    /// <summary>Does the merchant hear how it ended? Of payments only that they were made.</summary>
    public bool IsTold => State == TradeState.Done || (State == TradeState.Failed && Kind is TradeKind.Withdrawal or TradeKind.Refund);
}
