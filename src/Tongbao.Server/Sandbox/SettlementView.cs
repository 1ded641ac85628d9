using Tongbao.Core.Orders;

namespace Tongbao.Server.Sandbox;

/// <summary>How a purchase by a merchant number is settled and split; the other orders have none.</summary>
public sealed record SettlementView(string MerchantNo, string? Product, string? ClearTimeRule, DateTimeOffset? DueAt, long? Settled,
    long InTransit, string? SettledBy, string? SplitBy)
{
    public static SettlementView? Of(Order order) => order.Settlement is not { Merchant: { } merchant } s ? null
        : new(merchant, s.Product, s.ClearTimeRule, s.DueAt is { } due ? Days.ToChina(due) : null, s.Settled?.Fen, s.InTransit.Fen,
            s.SettledBy?.Value, s.SplitBy?.Value);
}
