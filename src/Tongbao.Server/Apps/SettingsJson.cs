using System.Text.Json;
using System.Text.Json.Nodes;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Apps;

/// <summary>
/// Settings as JSON. All settings are shown with their values. A change names some of them; unknown names and wrong values are refused.
/// </summary>
public static class SettingsJson
{
    private static readonly JsonSerializerOptions Options =
        new(RowJson.Clear()) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never };

    /// <summary>The rate is a percentage in the API and parts per million internally.</summary>
    private const string Rate = "channelFeeRate", RateInside = "channelFeeRatePpm";

    private const int Whole = 1_000_000;

    public static JsonElement Show(Settings settings)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(settings, Options)!;
        json.Remove(RateInside);
        json[Rate] = settings.ChannelFeeRatePpm / (decimal)Whole;
        json[RoleRulesJson.Name] = RoleRulesJson.Show(settings.RoleRules);
        return JsonSerializer.SerializeToElement(json);
    }

    public static (Settings Settings, string? Wrong) Merge(Settings before, JsonElement? change, IPayTables pay)
    {
        if (change is not { ValueKind: JsonValueKind.Object } given)
            return change is null or { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } ? (before, null)
            : (before, "settings is an object");
        var json = (JsonObject)JsonSerializer.SerializeToNode(before, Options)!;
        var after = before;
        foreach (var member in given.EnumerateObject())
        {
            if (member.Name == Rate)
            {
                if (member.Value.ValueKind != JsonValueKind.Number || !member.Value.TryGetDecimal(out var rate) || rate is < 0 or > 1
                    || rate * Whole % 1 != 0)
                    return (before, $"{Rate} is a part of one, such as 0.006, with at most six decimals");
                json[RateInside] = (int)(rate * Whole);
            }
            else if (member.Name == RoleRulesJson.Name)
            {
                if (RoleRulesJson.Read(member.Value) is not { } rules) return (before, $"{member.Name} is {RoleRulesJson.May}");
                json[member.Name] = JsonSerializer.SerializeToNode(rules, Options);
            }
            else if (!json.ContainsKey(member.Name)) return (before, $"no such setting: {member.Name}");
            else json[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            // One at a time, so that the wrong one can be named.
            if (Read(json) is not { } read) return (before, $"{member.Name} has the wrong type");
            after = read;
        }
        return SettingRules.Broken(after, pay) is { } wrong ? (before, wrong) : (after, null);
    }

    /// <summary>Whether a change names this setting.</summary>
    public static bool Names(JsonElement? change, string setting) =>
        change is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(setting, out _);

    private static Settings? Read(JsonObject json)
    {
        try
        {
            return json.Deserialize<Settings>(Options);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
