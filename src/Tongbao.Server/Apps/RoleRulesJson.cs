using System.Text.Json;
using System.Text.Json.Nodes;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Apps;

/// <summary>分账签约规则 in the API, where roles have their Chinese names: [{"payee":"收款方","splitter":"门店","agreement":false}].</summary>
public static class RoleRulesJson
{
    /// <summary>The setting.</summary>
    public const string Name = "roleRules";

    private static readonly IReadOnlyDictionary<string, MemberRole> Payees =
        new Dictionary<string, MemberRole> { ["收单商户"] = MemberRole.Merchant, ["收款方"] = MemberRole.Payee };

    private static readonly IReadOnlyDictionary<string, MemberRole> Splitters =
        new Dictionary<string, MemberRole> { ["分账方"] = MemberRole.Splitter, ["门店"] = MemberRole.Store };

    /// <summary>What the setting may be.</summary>
    public static string May =>
        $"a list of {{payee, splitter, agreement}}, each pair once: {string.Join(" or ", Payees.Keys)}, "
        + $"{string.Join(" or ", Splitters.Keys)}, true or false";

    public static JsonArray Show(IReadOnlyList<RoleRule> rules) => [.. rules.Select(rule => new JsonObject
    {
        ["payee"] = Payees.First(p => p.Value.ToString() == rule.Payee).Key,
        ["splitter"] = Splitters.First(p => p.Value.ToString() == rule.Splitter).Key,
        ["agreement"] = rule.Agreement,
    })];

    /// <summary>Null if it is not a list of such rules.</summary>
    public static IReadOnlyList<RoleRule>? Read(JsonElement sent)
    {
        if (sent.ValueKind != JsonValueKind.Array) return null;
        var rules = sent.EnumerateArray().Select(ReadOne).OfType<RoleRule>().ToList();
        return rules.Count == sent.GetArrayLength() ? rules : null;
    }

    /// <summary>Whether all names are known and no pair has two rules.</summary>
    public static bool AreKnown(IReadOnlyList<RoleRule>? rules) =>
        rules?.All(rule => Payees.Values.Any(role => role.ToString() == rule.Payee)
            && Splitters.Values.Any(role => role.ToString() == rule.Splitter)) == true
        && rules.DistinctBy(rule => (rule.Payee, rule.Splitter)).Count() == rules.Count;

    /// <summary>A name that is not known stays as it is, and is refused by the rule of the setting.</summary>
    private static RoleRule? ReadOne(JsonElement sent)
    {
        if (sent.ValueKind != JsonValueKind.Object || sent.EnumerateObject().Count() != 3) return null;
        if (TextOf(sent, "payee") is not { } payee || TextOf(sent, "splitter") is not { } splitter
            || !sent.TryGetProperty("agreement", out var agreement)
            || agreement.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
        return new RoleRule(NameOf(Payees, payee), NameOf(Splitters, splitter), agreement.GetBoolean());
    }

    private static string NameOf(IReadOnlyDictionary<string, MemberRole> roles, string word) =>
        roles.TryGetValue(word, out var role) ? role.ToString() : word;

    private static string? TextOf(JsonElement sent, string name) =>
        sent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
