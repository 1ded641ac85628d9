using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Conformance.Yst2;

/// <summary>同一请求的其他写法: a request as another client would write it, which means the same.</summary>
public static class OtherWriting
{
    /// <summary>A block of SM4 that no key of the app opens.</summary>
    private static readonly string Garbage = new('a', 64);

    public static JsonObject Of(Tables tables, IReadOnlyList<FieldRow> rows, JsonObject good)
    {
        var written = new JsonObject();
        foreach (var (name, value) in good)
        {
            var row = rows.FirstOrDefault(r => r.Keys.Contains(name));
            written[row is null ? name : name.ToUpperInvariant()] = Value(tables, row, value);
        }
        return written;
    }

    private static JsonNode? Value(Tables tables, FieldRow? row, JsonNode? value) => (row, value) switch
    {
        ({ Type: "long" or "cents" }, JsonValue number) =>
            number.TryGetValue<string>(out var digits) ? JsonNode.Parse(digits) : number.ToJsonString(),
        ({ Type: "object", Shape: { } shape }, JsonObject inner) => Json.Text(Of(tables, RowsOf(tables, shape), inner)),
        ({ Type: "list", Shape: { } shape }, JsonArray list) => Json.Text(List(tables, shape, list)),
        ({ Type: "payMethod" }, JsonObject modes) => Json.Text(Modes(tables, modes)),
        _ => value?.DeepClone(),
    };

    private static JsonNode List(Tables tables, string shape, JsonArray list)
    {
        var items = list.Select(item => Of(tables, RowsOf(tables, shape), (JsonObject)item!)).ToArray<JsonNode>();
        return items is [var only] ? only : new JsonArray(items);
    }

    private static JsonObject Modes(Tables tables, JsonObject modes)
    {
        var written = new JsonObject();
        foreach (var (mode, fields) in modes)
            written[mode.ToLowerInvariant()] = Json.Text(Of(tables, tables.PayMethods[mode].Fields, (JsonObject)fields!));
        return written;
    }

    /// <summary>The request with one encrypted field after another that does not open.</summary>
    public static IEnumerable<(string Field, JsonObject Request)> Garbled(Tables tables, IReadOnlyList<FieldRow> rows, JsonObject good)
    {
        foreach (var row in rows)
        {
            if (row.Encrypted || row.Type == "anycard") yield return (row.Name, Spoiler.With(good, row, Garbage));
            if (row is not { Type: "object", Shape: { } shape } || Spoiler.Find(row, good) is not JsonObject inner) continue;
            foreach (var (field, request) in Garbled(tables, RowsOf(tables, shape), inner))
                yield return ($"{row.Name}.{field}", Spoiler.With(good, row, request));
        }
    }

    private static IReadOnlyList<FieldRow> RowsOf(Tables tables, string shape) => tables.Shapes[shape].Section("fields");
}
