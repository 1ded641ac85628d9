using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Safety;

/// <summary>
/// A good request with something about it changed at random: values, types, nesting, lengths, names missing, unknown or twice.
/// </summary>
public sealed class Mutant
{
    private readonly Random random;
    private readonly FuzzValues values;
    private readonly List<string> tokens = [];

    public Mutant(Random random, Func<string, Task<string>> encrypt) =>
        (this.random, values) = (random, new FuzzValues(random, encrypt, Raw));

    /// <summary>
    /// What `param` is to be, as text: a number that no JSON library writes is in it as well, and a name that comes twice.
    /// </summary>
    public async Task<string> Of(JsonObject good, IReadOnlyList<FieldRow> rows)
    {
        var param = (JsonObject)good.DeepClone();
        for (var change = Math.Max(1, random.Next(-1, 4)); change > 0; change--)
        {
            var places = Places(param, rows).ToList();
            await Change(param, places[random.Next(places.Count)], places);
        }
        return Written(random.Next(40) == 0 ? values.AnyToken() : param);
    }

    /// <summary>The whole of `req`: mostly its three members, in some order.</summary>
    public string Req(string service, string method, string param)
    {
        if (random.Next(60) == 0) (service, method) = random.Next(2) == 0 ? ("OrderService", method)
            : (service, values.Any<string>(["pay", "", "createMember", "\\u0000", "PAY", "frontTrans"]));
        string[] members = [$"\"service\":\"{service}\"", $"\"method\":\"{method}\"", $"\"param\":{param}"];
        if (random.Next(30) == 0) members = [.. members, members[random.Next(members.Length)]];
        if (random.Next(30) == 0) members = [.. members, $"\"more\":{Written(values.Deep(random.Next(40)))}"];
        if (random.Next(60) == 0) members = members[1..];
        random.Shuffle(members);
        var blank = random.Next(10) == 0 ? " \r\n\t" : "";
        return random.Next(60) == 0 ? Written(values.AnyToken()) : $"{{{blank}{string.Join($",{blank}", members)}}}";
    }

    private readonly record struct Place(JsonObject Owner, FieldRow Row)
    {
        public string Name => NameIn(Owner, Row) ?? Row.Name;
    }

    private async Task Change(JsonObject whole, Place place, IReadOnlyList<Place> places)
    {
        var (owner, name) = (place.Owner, place.Name);
        switch (random.Next(20))
        {
            case 0 or 1:
                owner.Remove(name);
                break;
            case 2:
                owner[Twice(name)] = owner[name]?.DeepClone();
                break;
            case 3:
                owner[values.Any<string>(["unknown", "", "长", "a b", "__proto__", name.ToUpperInvariant(), name + " "])] =
                    values.AnyToken();
                break;
            case 4:
                var other = places[random.Next(places.Count)];
                owner[name] = other.Owner[other.Name]?.DeepClone();
                break;
            case 5:
                owner[name] = new JsonArray(owner[name]?.DeepClone());
                break;
            case 6:
                owner[name] = whole.DeepClone();
                break;
            default:
                owner[name] = await values.For(place.Row, owner[name]);
                break;
        }
    }

    /// <summary>The fields that the table knows, at any depth, those that did not come among them.</summary>
    private static IEnumerable<Place> Places(JsonObject owner, IReadOnlyList<FieldRow> rows)
    {
        foreach (var row in rows)
        {
            yield return new Place(owner, row);
            var value = NameIn(owner, row) is { } name ? owner[name] : null;
            var within = (row.Type, value) switch
            {
                ("object", JsonObject inner) => Places(inner, RowsOf(row)),
                ("list", JsonArray list) => list.OfType<JsonObject>().SelectMany(item => Places(item, RowsOf(row))),
                ("payMethod", JsonObject ways) => ways.Where(way => Tables.Tsy2.PayMethods.ContainsKey(way.Key)).SelectMany(way =>
                    (way.Value is JsonArray list ? list.OfType<JsonObject>() : way.Value is JsonObject one ? [one] : [])
                        .SelectMany(item => Places(item, Tables.Tsy2.PayMethods[way.Key].Fields))),
                _ => [],
            };
            foreach (var inner in within) yield return inner;
        }
    }

    private static IReadOnlyList<FieldRow> RowsOf(FieldRow row) => Tables.Tsy2.Shapes[row.Shape!].Section("fields");

    private static string? NameIn(JsonObject owner, FieldRow row) => row.Aliases.Prepend(row.Name).FirstOrDefault(owner.ContainsKey);

    private JsonNode Raw(string token)
    {
        tokens.Add(token);
        return JsonValue.Create($"@@{tokens.Count - 1}@@");
    }

    private string Twice(string name)
    {
        tokens.Add($"\"{name}\"");
        return $"@@{tokens.Count - 1}@@";
    }

    private string Written(JsonNode node)
    {
        var text = Json.Text(node);
        for (var n = tokens.Count - 1; n >= 0; n--) text = text.Replace($"\"@@{n}@@\"", tokens[n], StringComparison.Ordinal);
        return text;
    }
}
