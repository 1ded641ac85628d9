using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// JSON 的写法: how a library writes JSON where its caller asks for nothing, so that a text written anew can be told by its signature.
/// </summary>
/// <param name="Ascii">Everything else as \u and lower-case hexadecimal.</param>
/// <param name="Escaped">Characters that need no escape and get one.</param>
/// <param name="Slashes">A slash as \/.</param>
internal sealed record JsonStyle(string Comma, string Colon, bool Ascii, string Escaped = "", bool Slashes = false)
{
    /// <summary>As the vendor's own clients write: fastjson, Jackson, JSON.stringify.</summary>
    public static readonly JsonStyle Plain = new(",", ":", Ascii: false);

    public static readonly IReadOnlyList<JsonStyle> Usual =
    [
        Plain,
        new(",", ":", Ascii: true, Slashes: true),                  // PHP json_encode
        new(",", ":", Ascii: false, Slashes: true),                 // the same with JSON_UNESCAPED_UNICODE
        new(",", ":", Ascii: false, Escaped: "<>&\u2028\u2029"),    // Go encoding/json
        new(",", ":", Ascii: false, Escaped: "<>&='\u2028\u2029"),  // Gson
        new(", ", ": ", Ascii: true),                               // Python json.dumps
        new(", ", ": ", Ascii: false),                              // the same with ensure_ascii=False
        new(",", ":", Ascii: true),                                 // the same with separators
    ];

    public string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                text.Append('{');
                foreach (var (at, (name, value)) in members.Index())
                {
                    if (at > 0) text.Append(Comma);
                    Quote(text, name);
                    Write(text.Append(Colon), value);
                }
                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                foreach (var (at, value) in list.Index()) Write(at > 0 ? text.Append(Comma) : text, value);
                text.Append(']');
                break;
            case JsonValue value when value.TryGetValue<string>(out var held):
                Quote(text, held);
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '/' when Slashes => text.Append("\\/"),
                _ when c < ' ' || (Ascii && c > '~') || Escaped.Contains(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }
}
