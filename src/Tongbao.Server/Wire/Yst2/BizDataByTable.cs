using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 业务参数的写法: clients write one request in many ways: names in any case, an object as its text, one object in place of a list, a field that
/// holds nothing encrypted. Here bizData is written as its table has it, so that what reads it knows one form alone. What fits no form
/// stays as it came, and is refused by its reader.
/// </summary>
public sealed class BizDataByTable(Tables catalog)
{
    /// <summary>The platform as a member, written without its hashes.</summary>
    private const string BarePlatform = "yunBizUserId_B2C";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="InvalidOperationException">A text of it is no valid Unicode.</exception>
    public JsonDocument Write(IReadOnlyList<FieldRow> rows, JsonElement data, Yst2Keys keys)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(text, Plain)) WriteObject(json, rows, null, data, keys);
        return JsonDocument.Parse(text.WrittenMemory);
    }

    /// <param name="outer">The row of an object whose members have rows of their own.</param>
    private void WriteObject(Utf8JsonWriter json, IReadOnlyList<FieldRow> rows, FieldRow? outer, JsonElement data, Yst2Keys keys)
    {
        json.WriteStartObject();
        var written = new HashSet<string>();
        // The name as the table has it is meant before the same in another case.
        foreach (var (member, row) in data.EnumerateObject().Select(m => (Member: m, Row: RowOf(rows, outer, m.Name)))
            .OrderBy(m => m.Row is not null && m.Row.Leaf != m.Member.Name))
        {
            if (!written.Add(row?.Leaf ?? member.Name)) continue;
            json.WritePropertyName(row?.Leaf ?? member.Name);
            if (row is null) member.Value.WriteTo(json);
            else if (row.IsParted && Opened(member.Value) is { ValueKind: JsonValueKind.Object } parts)
                WriteObject(json, rows, row, parts, keys);
            else WriteValue(json, row, member.Value, keys);
        }
        json.WriteEndObject();
    }

    private static FieldRow? RowOf(IReadOnlyList<FieldRow> rows, FieldRow? outer, string name) => rows.FirstOrDefault(row =>
        row.Parent?.Name == outer?.Name && row.Keys.Any(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)));

    private void WriteValue(Utf8JsonWriter json, FieldRow row, JsonElement value, Yst2Keys keys)
    {
        if (row.Encrypted || row.Type == "anycard") WriteEncrypted(json, value, keys);
        else if (row.Type is "object" or "list" or "some" && row.Shape is { } shape) WriteShaped(json, row, shape, Opened(value), keys);
        else if (row.Type == "payMethod") WritePayMethods(json, Opened(value), keys);
        else if (value.ValueKind == JsonValueKind.String && value.ValueEquals(BarePlatform))
            json.WriteStringValue(BizUserId.Platform.Value);
        else value.WriteTo(json);
    }

    /// <summary>Nothing, encrypted, is nothing (E12).</summary>
    private static void WriteEncrypted(Utf8JsonWriter json, JsonElement value, Yst2Keys keys)
    {
        if (value.ValueKind == JsonValueKind.String && keys.Empty.Equals(value.GetString(), StringComparison.OrdinalIgnoreCase))
            json.WriteStringValue("");
        else value.WriteTo(json);
    }

    private void WriteShaped(Utf8JsonWriter json, FieldRow row, string shape, JsonElement value, Yst2Keys keys)
    {
        var (rows, isList) = (catalog.Shapes[shape].Section("fields"), row.Type != "object");
        if (!isList) value = FieldPresence.OneOf(value);
        if (value.ValueKind == JsonValueKind.Object)
        {
            if (isList) json.WriteStartArray();
            WriteObject(json, rows, null, value, keys);
            if (isList) json.WriteEndArray();
        }
        else if (isList && value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray().Select(Opened))
            {
                if (item.ValueKind == JsonValueKind.Object) WriteObject(json, rows, null, item, keys);
                else item.WriteTo(json);
            }
            json.WriteEndArray();
        }
        else value.WriteTo(json);
    }

    /// <summary>支付方式: an object of methods, each with fields of its own.</summary>
    private void WritePayMethods(Utf8JsonWriter json, JsonElement methods, Yst2Keys keys)
    {
        if (methods.ValueKind != JsonValueKind.Object)
        {
            methods.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        foreach (var member in methods.EnumerateObject())
        {
            var known = catalog.PayMethods.Values.FirstOrDefault(m => m.Method.Key.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
            json.WritePropertyName(known?.Method.Key ?? member.Name);
            if (known is not null && Opened(member.Value) is { ValueKind: JsonValueKind.Object } method)
                WriteObject(json, known.Fields, null, method, keys);
            else member.Value.WriteTo(json);
        }
        json.WriteEndObject();
    }

    /// <summary>What a text of JSON holds; any other value as it is.</summary>
    private static JsonElement Opened(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString()!.AsSpan().TrimStart() is not ['{' or '[', ..]) return value;
        try
        {
            using var document = JsonDocument.Parse(value.GetString()!, Yst2Envelope.Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return value;
        }
    }
}
