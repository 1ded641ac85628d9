namespace Tongbao.Core.Orders;

/// <summary>Asks a channel to do something for an order, or how it went: by our order number, as often as needed.</summary>
/// <param name="Code">What the buyer typed for the channel to check; never stored.</param>
/// <param name="Part">The ordinal of this request among those of its kind for the order.</param>
public sealed record ChannelAsk(OrderNo Order, ChannelOperation Operation, Secret? Code = null, int Part = 1) : Ask
{
    /// <summary>The question as it stands on the agenda: "SendBack", "SendBack:2".</summary>
    public string Planned => Part == 1 ? $"{Operation}" : $"{Operation}:{Part}";

    public static ChannelAsk Read(OrderNo order, string planned) => planned.Split(':') is [var operation, var part]
        ? new(order, Enum.Parse<ChannelOperation>(operation), Part: int.Parse(part, System.Globalization.CultureInfo.InvariantCulture))
        : new(order, Enum.Parse<ChannelOperation>(planned));
}
