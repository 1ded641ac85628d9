using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>
/// 旧应用: reads apps of version 0.1.0, which had one number and its keys, as apps with one identity. They are written in the new form.
/// </summary>
public sealed class OlderApps : JsonConverter<App>
{
    private const string Identities = "identities";

    /// <summary>In 0.1.0 all keys were RSA keys.</summary>
    private const string KeyKind = "rsa";

    private JsonSerializerOptions? _plain;

    public override App Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var row = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("an app is an object");
        if (!row.ContainsKey(Identities)) row[Identities] = new JsonArray(FirstOf(row));
        var app = row.Deserialize<App>(Plain(options));
        return app is { Id.Value: not null, Identities.Count: > 0 } ? app : throw new JsonException("an app has a number");
    }

    public override void Write(Utf8JsonWriter writer, App value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, Plain(options));

    private static JsonObject FirstOf(JsonObject row) => new()
    {
        ["wire"] = Taken(row, "protocol"), ["no"] = row["id"]?.DeepClone(), ["keyKind"] = KeyKind,
        ["merchantKeys"] = Taken(row, "merchantKeys"), ["platformKey"] = Taken(row, "platformKey"), ["settings"] = Taken(row, "settings"),
    };

    private static JsonNode? Taken(JsonObject row, string name)
    {
        var value = row[name];
        row.Remove(name);
        return value;
    }

    private JsonSerializerOptions Plain(JsonSerializerOptions options)
    {
        if (_plain is { } made) return made;
        var plain = new JsonSerializerOptions(options);
        plain.Converters.Remove(this);
        return _plain = plain;
    }
}
