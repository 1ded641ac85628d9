using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tongbao.Server.Wire.Accp;

/// <summary>
/// 报文的写法: one line of JSON, keys in alphabetical order at every depth, Chinese as it is. A name with dots, as tables have them, is an
/// object within an object.
/// </summary>
public static class AccpText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="members">Writes the members of one object, in any order.</param>
    public static byte[] Of(Action<Utf8JsonWriter> members)
    {
        var flat = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(flat, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        using var read = JsonDocument.Parse(flat.WrittenMemory);
        var sorted = new ArrayBufferWriter<byte>(flat.WrittenCount);
        using (var json = new Utf8JsonWriter(sorted, Plain)) Write(json, read.RootElement);
        return sorted.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(json, value.EnumerateObject().Select(m => (m.Name, m.Value))); break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.String: json.WriteStringValue(value.GetString()); break;
            default: value.WriteTo(json); break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<(string Name, JsonElement Value)> members)
    {
        json.WriteStartObject();
        foreach (var group in members.GroupBy(m => m.Name.Split('.', 2)[0]).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(group.Key);
            if (group.Any(m => m.Name.Contains('.')))
                WriteObject(json, group.Where(m => m.Name.Contains('.')).Select(m => (m.Name[(group.Key.Length + 1)..], m.Value)));
            else Write(json, group.Last().Value);
        }
        json.WriteEndObject();
    }
}
