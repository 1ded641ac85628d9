using System.Security.Cryptography;
using System.Text.Json;

namespace Tongbao.Simulators;

/// <summary>The scenarios that wait for a trade, in the order in which they were added.</summary>
internal sealed class Scenarios(IMemory memory)
{
    private const string Prefix = "scenario/", Counter = "scenarios";

    public async ValueTask<string> Add(Scenario scenario)
    {
        if (scenario.Times < 1) throw new SimulatorRefusal("times 至少为 1");
        var kept = scenario with { Match = scenario.Match.Sealed(), Then = Script.Check(scenario.Then) };
        var number = int.Parse(await memory.Get(Counter) ?? "0") + 1;
        await memory.Put(Counter, $"{number}");
        // The random suffix keeps apart two scenarios that two processes add at the same moment.
        var id = $"{scenario.App}-{number:D6}{RandomNumberGenerator.GetHexString(4, lowercase: true)}";
        await Keep(Prefix + id, kept);
        return id;
    }

    public async ValueTask<bool> Remove(string app, string id)
    {
        if (await memory.Get(Prefix + id) is not { } text || Read(text).App != app) return false;
        await memory.Put(Prefix + id, null);
        return true;
    }

    /// <summary>The remaining scenarios of one app or of all, in order of their ids.</summary>
    public async ValueTask<IReadOnlyList<(string Id, Scenario Scenario)>> List(string? app, string? after, int take) =>
        [.. (await memory.Page(app is null ? Prefix : $"{Prefix}{app}-", after is null ? null : Prefix + after, take))
            .Select(row => (row.Key[Prefix.Length..], Read(row.Value)))];

    public async ValueTask<bool> HasOneFor(Trade trade) => await For(trade) is not null;

    /// <summary>Uses up one of the scenario's repetitions.</summary>
    public ValueTask UseUp(string key, Scenario scenario) =>
        Keep(key, scenario.Times > 1 ? scenario with { Times = scenario.Times - 1 } : null);

    /// <summary>The scenario for a trade, and its key in the memory.</summary>
    public async ValueTask<(string Key, Scenario Scenario)?> For(Trade trade)
    {
        foreach (var (key, text) in (await memory.List($"{Prefix}{trade.App}-")).OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            var scenario = Read(text);
            if (scenario.App == trade.App && scenario.Match.Fits(trade)) return (key, scenario);
        }
        return null;
    }

    private ValueTask Keep(string key, Scenario? scenario) =>
        memory.Put(key, scenario is null ? null : JsonSerializer.Serialize(scenario, Texts.Default.Scenario));

    private static Scenario Read(string text) => JsonSerializer.Deserialize(text, Texts.Default.Scenario)!;
}
