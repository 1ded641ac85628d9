using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Conformance;

/// <summary>A good request with one field that its table does not allow, and the refusal that the table names for it.</summary>
public sealed record Spoiled(string What, string Code, JsonObject Param)
{
    private const int LongestText = 4_000;
    private const string Parameter = "10000", Missing = "10001", TooLong = "10004", NotDecrypted = "20017";

    public static IEnumerable<Spoiled> Of(IReadOnlyList<FieldRow> rows, JsonObject good) => rows.SelectMany(row =>
        Cases(row).Where(c => c.Value is not null || good.ContainsKey(row.Name) || row.Aliases.Any(good.ContainsKey))
            .Select(c => new Spoiled($"{row.Name} {c.What}", c.Code, With(good, row, c.Value))));

    private static IEnumerable<(string What, string Code, JsonNode? Value)> Cases(FieldRow row)
    {
        if (row.Presence == Presence.Required)
        {
            yield return ("missing", Missing, null);
            yield return ("empty", Missing, "");
        }
        var own = row.Code ?? Parameter;
        if (row.Encrypted)
        {
            yield return ("of the wrong type", own, new JsonObject());
            yield return ("not encrypted", NotDecrypted, "6228480000000000099");
            yield break;
        }
        foreach (var wrong in OfType(row, own)) yield return wrong;
        if (row.Enum.Count > 0) yield return ("of no known value", own, row.Type == "long" ? 987 : "?");
        else if (row.Type == "text") yield return ("too long", TooLong, new string('长', (row.Max ?? LongestText) + 1));
    }

    private static IEnumerable<(string What, string Code, JsonNode? Value)> OfType(FieldRow row, string own) => row.Type switch
    {
        "json" => [],
        "long" or "cents" => [("of the wrong type", Parameter, "many"), ("a fraction", Parameter, JsonNode.Parse("1.5")), ("an object", Parameter, new JsonObject())],
        "bool" => [("of the wrong type", own, "perhaps")],
        "object" => [("of the wrong type", own, "text")],
        "list" when row.Max is { } most => [("of the wrong type", own, "text"), ("too many", TooLong, new JsonArray([.. Enumerable.Range(0, most + 1).Select(_ => new JsonObject())]))],
        "list" or "payMethod" => [("of the wrong type", own, "text")],
        "date" or "day" or "datetime" or "url" => [("of the wrong type", Parameter, new JsonObject()), ("of the wrong form", own, "tomorrow")],
        _ => [("of the wrong type", Parameter, new JsonObject())],
    };

    private static JsonObject With(JsonObject good, FieldRow row, JsonNode? value)
    {
        var spoiled = (JsonObject)good.DeepClone();
        foreach (var name in row.Aliases.Prepend(row.Name)) spoiled.Remove(name);
        if (value is not null) spoiled[row.Name] = value.DeepClone();
        return spoiled;
    }
}
