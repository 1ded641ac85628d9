using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Strays;

/// <summary>错付款: the payments that came for an order and are not its own. Few orders have any.</summary>
public sealed record StrayPayments : IPart<StrayPayments>
{
    public static StrayPayments None { get; } = new();

    /// <summary>Their money that still waits in 100005 to be sent back.</summary>
    [FormerlyOutside("stray")] public Cents Sum { get; init; }

    /// <summary>Each such payment; it goes back by its place in the list. Null in an order of before they were told apart.</summary>
    [FormerlyOutside("strayPayments")] public IReadOnlyList<StrayPayment>? Each { get; init; }

    /// <summary>
    /// The channel's numbers of payments that are not, or no longer, the order's: told of again, they are the same money.
    /// </summary>
    [FormerlyOutside("strayTrades")] public IReadOnlyList<string> Trades { get; init; } = [];
}

public enum StrayState { Waiting, SentBack, TakenBack }

/// <summary>A payment that came for an order and is not its own: late, doubled, of a wrong sum.</summary>
public sealed record StrayPayment(string? TradeNo, Cents Amount, StrayState State = StrayState.Waiting)
{
    /// <summary>By what it came, of an order that may be paid in another way after it; null: as the order was to be paid.</summary>
    public Leg? Leg { get; init; }

    /// <summary>The channel that it came by, and goes back by.</summary>
    public Leg LegOf(Order order) => Leg ?? order.LastChannelLeg!;
}
