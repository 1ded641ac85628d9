using System.Text.Json;

namespace Tongbao.Simulators;

/// <summary>The stories that are remembered, one a trade.</summary>
internal sealed class Stories(IMemory memory)
{
    public async ValueTask<Story?> Find(Trade trade) =>
        await memory.Get(Key(trade)) is { } text ? JsonSerializer.Deserialize(text, Texts.Default.Story) : null;

    public ValueTask Keep(Trade trade, Story story) => memory.Put(Key(trade), JsonSerializer.Serialize(story, Texts.Default.Story));

    private static string Key(Trade trade) => $"story/{trade.App}/{trade.No}/{trade.Kind}";
}
