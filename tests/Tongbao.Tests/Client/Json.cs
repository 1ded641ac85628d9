using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Client;

/// <summary>JSON as existing clients send it: Chinese text unescaped, members in the order they were written.</summary>
public static class Json
{
    public static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An anonymous object's members with their own names.</summary>
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Object(object value) =>
        (JsonObject)(value is JsonObject ready ? ready.DeepClone() : JsonSerializer.SerializeToNode(value, AsWritten)!);

    public static string Text(JsonNode value) => value.ToJsonString(AsWritten);

    /// <summary>The first object with the members of the others put over it, later ones winning.</summary>
    public static JsonObject Merge(object under, params object[] over)
    {
        var merged = Object(under);
        foreach (var (name, value) in over.SelectMany(o => Object(o))) merged[name] = value?.DeepClone();
        return merged;
    }
}
