using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Conformance;

/// <summary>
/// A good request with one field that its table does not allow, at any depth, and the refusal that the table names for it.
/// </summary>
public sealed record Spoiled(string What, string Code, JsonObject Param)
{
    private const int LongestText = 4_000;
    private const string Parameter = "10000", Missing = "10001", TooLong = "10004", NotDecrypted = "20017", NoSuchMethod = "40025",
        WrongAmount = "40020";

    /// <summary>The fields of an object, and those of the objects that the good one has within it.</summary>
    public static IEnumerable<Spoiled> Of(IReadOnlyList<FieldRow> rows, JsonObject good) =>
        rows.SelectMany(row => Itself(row, good)).Concat(rows.SelectMany(row => Within(row, good)));

    private static IEnumerable<Spoiled> Itself(FieldRow row, JsonObject good) =>
        Cases(row, good).Where(c => c.Value is not null || NameIn(row, good) is not null)
            .Select(c => new Spoiled($"{row.Name} {c.What}", c.Code, With(good, row, c.Value)));

    /// <summary>Of a list the first row stands for all.</summary>
    private static IEnumerable<Spoiled> Within(FieldRow row, JsonObject good) =>
        (row.Type, NameIn(row, good) is { } name ? good[name] : null) switch
    {
        ("object", JsonObject inner) => Of(RowsOf(row), inner).Select(s => s.In(row.Name, good, row, s.Param)),
        ("list", JsonArray and [JsonObject first, ..] list) =>
            Of(RowsOf(row), first).Select(s => s.In($"{row.Name}[0]", good, row, FirstOf(list, s.Param))),
        ("payMethod", JsonObject ways) =>
            ways.SelectMany(way => OfWay(way.Key, way.Value!).Select(s => s.In(way.Key, good, row, Put(ways, way.Key, s.Param)))),
        _ => [],
    };

    /// <summary>One way to pay: an object, or, where the wire has it so, a list of them.</summary>
    private static IEnumerable<Spoiled> OfWay(string key, JsonNode way) =>
        Of(Tables.Tsy2.PayMethods[key].Fields, (JsonObject)(way is JsonArray list ? list[0]! : way));

    private static IReadOnlyList<FieldRow> RowsOf(FieldRow row) => Tables.Tsy2.Shapes[row.Shape!].Section("fields");

    private Spoiled In(string where, JsonObject outer, FieldRow row, JsonNode inner) =>
        new($"{where}.{What}", Code, With(outer, row, inner));

    private static IEnumerable<(string What, string Code, JsonNode? Value)> Cases(FieldRow row, JsonObject good)
    {
        if (IsNeeded(row, good))
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

    private static bool IsNeeded(FieldRow row, JsonObject good) => row.Presence switch
    {
        Presence.Required => true,
        Presence.When => good[row.WhenField!] is { } other && row.WhenValues.Contains(other.ToString()),
        Presence.With => good.ContainsKey(row.WhenField!),
        _ => false,
    };

    private static IEnumerable<(string What, string Code, JsonNode? Value)> OfType(FieldRow row, string own) => row.Type switch
    {
        "json" => [],
        "long" or "cents" =>
        [
            ("of the wrong type", Parameter, "many"), ("a fraction", Parameter, JsonNode.Parse("1.5")),
                ("an object", Parameter, new JsonObject()),
            ("with a plus", Parameter, "+1"), ("with a NUL", Parameter, "1\0"), ("with a blank", Parameter, " 1"), .. TooMuch(row),
        ],
        "bool" => [("of the wrong type", own, "perhaps")],
        "object" => [("of the wrong type", own, "text"), ("a list", own, new JsonArray())],
        "list" => [("of the wrong type", own, "text"), ("of texts", own, new JsonArray("text")), .. TooMany(row)],
        "payMethod" => [("of the wrong type", own, "text"),
            ("of no known method", NoSuchMethod, new JsonObject { ["BARTER"] = new JsonObject() }),
            ("of a text", Parameter, new JsonObject { ["SCAN_WEIXIN"] = "text" })],
        "date" or "day" or "datetime" or "url" =>
            [("of the wrong type", Parameter, new JsonObject()), ("of the wrong form", own, "tomorrow")],
        "union" => [("of the wrong type", Parameter, new JsonObject()), ("of the wrong form", own, "12345")],
        _ => [("of the wrong type", Parameter, new JsonObject())],
    };

    private static (string What, string Code, JsonNode? Value)[] TooMuch(FieldRow row) =>
        row.Type == "cents" ? [("beyond any sum", WrongAmount, Core.Cents.LargestSum + 1),
            ("below any sum", WrongAmount, -Core.Cents.LargestSum - 1)] : [];

    private static (string What, string Code, JsonNode? Value)[] TooMany(FieldRow row) =>
        row.Max is { } most ? [("too many", TooLong, new JsonArray([.. Enumerable.Range(0, most + 1).Select(_ => new JsonObject())]))] : [];

    private static string? NameIn(FieldRow row, JsonObject good) => row.Aliases.Prepend(row.Name).FirstOrDefault(good.ContainsKey);

    private static JsonObject With(JsonObject good, FieldRow row, JsonNode? value)
    {
        var spoiled = (JsonObject)good.DeepClone();
        foreach (var name in row.Aliases.Prepend(row.Name)) spoiled.Remove(name);
        if (value is not null) spoiled[row.Name] = value.DeepClone();
        return spoiled;
    }

    private static JsonObject Put(JsonObject under, string name, JsonNode value)
    {
        var copy = (JsonObject)under.DeepClone();
        copy[name] = value.DeepClone();
        return copy;
    }

    private static JsonArray FirstOf(JsonArray list, JsonNode first)
    {
        var copy = (JsonArray)list.DeepClone();
        copy[0] = first.DeepClone();
        return copy;
    }
}
