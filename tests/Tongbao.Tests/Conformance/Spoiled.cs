using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Conformance;

/// <summary>The codes by which a wire refuses what its tables do not allow.</summary>
public sealed record FieldCodes(string Parameter, string Missing, string TooLong, string NotDecrypted, string NoSuchMethod,
    string WrongAmount)
{
    /// <summary>A wire that has one for all of it.</summary>
    public static FieldCodes AllBy(string code) => new(code, code, code, code, code, code);

    /// <summary>The code of a value that is not in the list of its field; of most wires it is that of any wrong value.</summary>
    public string NotListed { get; init; } = Parameter;
}

/// <summary>A good request with one field that its table does not allow, and the refusal that the table names for it.</summary>
/// <param name="Field">The field, as the wire names it: payeeInfo[0].payee_amount.</param>
public sealed record Spoiled(string Field, string What, string Code, JsonObject Request);

/// <summary>Spoils good requests by the tables of a wire, one field after another, at any depth.</summary>
public sealed class Spoiler(Tables tables, FieldCodes codes)
{
    private readonly WrongValues wrong = new(codes);

    /// <summary>The fields of an object, and those of the objects that the good one has within it.</summary>
    public IEnumerable<Spoiled> Of(IReadOnlyList<FieldRow> rows, JsonObject good) =>
        rows.Where(row => Outer(row, good) is not null).SelectMany(row => Itself(row, rows, good))
            .Concat(rows.SelectMany(row => Within(row, good)));

    private IEnumerable<Spoiled> Itself(FieldRow row, IReadOnlyList<FieldRow> rows, JsonObject good)
    {
        if (IsNeeded(row, rows, good))
        {
            if (Find(row, good) is not null) yield return Wrong(new WrongValue("missing", codes.Missing, null));
            yield return Wrong(new WrongValue("empty", codes.Missing, ""));
        }
        foreach (var value in wrong.Of(row)) yield return Wrong(value);

        Spoiled Wrong(WrongValue value) => new(row.Name, value.What, value.Code, With(good, row, value.Value));
    }

    /// <summary>Of a list the first row stands for all.</summary>
    private IEnumerable<Spoiled> Within(FieldRow row, JsonObject good) => (row.Type, Find(row, good)) switch
    {
        ("object", JsonObject inner) when !row.IsParted =>
            Of(RowsOf(row), inner).Select(s => In(row.Name, s, good, row, s.Request)),
        ("list" or "some", JsonArray and [JsonObject first, ..] list) =>
            Of(RowsOf(row), first).Select(s => In($"{row.Name}[0]", s, good, row, FirstOf(list, s.Request))),
        ("payMethod", JsonObject ways) =>
            ways.SelectMany(way => OfWay(way.Key, way.Value!).Select(s => In(way.Key, s, good, row, Put(ways, way.Key, s.Request)))),
        _ => [],
    };

    /// <summary>One way to pay: an object, or, where the wire has it so, a list of them.</summary>
    private IEnumerable<Spoiled> OfWay(string key, JsonNode way) =>
        Of(tables.PayMethods[key].Fields, (JsonObject)(way is JsonArray list ? list[0]! : way));

    private IReadOnlyList<FieldRow> RowsOf(FieldRow row) => tables.Shapes[row.Shape!].Section("fields");

    private static Spoiled In(string where, Spoiled inner, JsonObject outer, FieldRow row, JsonNode value) =>
        inner with { Field = $"{where}.{inner.Field}", Request = With(outer, row, value) };

    private static bool IsNeeded(FieldRow row, IReadOnlyList<FieldRow> rows, JsonObject good)
    {
        var other = row.WhenField is { } name && rows.FirstOrDefault(r => r.Name == name) is { } found ? Find(found, good) : null;
        return row.Presence switch
        {
            Presence.Required => true,
            Presence.When => other is not null && row.WhenValues.Contains(other.ToString()),
            Presence.With => other is not null,
            Presence.Without => other is null,
            _ => false,
        };
    }

    /// <summary>The object that a field stands in; null where the good request has none.</summary>
    private static JsonObject? Outer(FieldRow row, JsonObject good) => row.Parent is { } parent ? Find(parent, good) as JsonObject : good;

    public static JsonNode? Find(FieldRow row, JsonObject good) =>
        Outer(row, good) is { } outer ? row.Keys.Select(name => outer[name]).FirstOrDefault(value => value is not null) : null;

    public static JsonObject With(JsonObject good, FieldRow row, JsonNode? value)
    {
        var spoiled = (JsonObject)good.DeepClone();
        var outer = Outer(row, spoiled)!;
        foreach (var name in row.Keys) outer.Remove(name);
        if (value is not null) outer[row.Leaf] = value.DeepClone();
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
