using System.Text.Json;

namespace Tongbao.Simulators;

/// <summary>The stored histories, one per trade.</summary>
internal sealed class TradeHistories(IMemory memory)
{
    public async ValueTask<TradeHistory?> Find(Trade trade) =>
        await memory.Get(Key(trade)) is { } text ? JsonSerializer.Deserialize(text, Texts.Default.TradeHistory) : null;

    public ValueTask Keep(Trade trade, TradeHistory history) =>
        memory.Put(Key(trade), JsonSerializer.Serialize(history, Texts.Default.TradeHistory));

    private static string Key(Trade trade) => $"history/{trade.App}/{trade.No}/{trade.Kind}";
}
