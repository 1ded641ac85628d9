using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongbao.Server.Store;

/// <summary>
/// 失败原因 in stored rows. Words of a channel or an operator are a text, as all reasons were in 0.1.0; the reason of a rule is an object with
/// its name.
/// </summary>
internal sealed class ReasonConverter : JsonConverter<Reason>
{
    public override Reason Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new Reason(reader.GetString(), null);
        var kept = JsonSerializer.Deserialize<Kept>(ref reader, options)!;
        // A name that this version does not know still counts as a case of its general error.
        return (Reasons.All.GetValueOrDefault(kept.Id) ?? new Error(kept.Id, kept.Kind))
            with { What = kept.What, Field = kept.Field, Values = kept.Values ?? [] };
    }

    public override void Write(Utf8JsonWriter writer, Reason value, JsonSerializerOptions options)
    {
        if (value.Error is not { } error) writer.WriteStringValue(value.Said);
        else JsonSerializer.Serialize(writer,
            new Kept(error.Id, error.Kind, error.What, error.Field, error.Values.Count == 0 ? null : error.Values), options);
    }

    private sealed record Kept(string Id, string? Kind, string? What, string? Field, IReadOnlyList<string>? Values);
}
