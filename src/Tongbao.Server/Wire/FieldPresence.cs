using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>必填: where a field of a table stands in a request, and whether it must be there.</summary>
public static class FieldPresence
{
    /// <summary>Of two rows with one name, the one that is meant.</summary>
    public static bool Applies(FieldRow row, IReadOnlyList<FieldRow> rows, JsonElement from) => row.Presence == Presence.When
        ? IsNeeded(row, rows, from)
        : !rows.Any(other => other.Name == row.Name && other.Presence == Presence.When && IsNeeded(other, rows, from));

    /// <summary>Null, "", absent, and what a table says stands for nothing, are one; of `some` objects an empty list is none.</summary>
    public static JsonElement? Find(FieldRow row, JsonElement from)
    {
        if (row.Parent is { } parent)
        {
            if (Find(parent, from) is not { } outer) return null;
            from = OneOf(outer);
        }
        if (from.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in row.Keys)
        {
            if (!from.TryGetProperty(name, out var element)) continue;
            if (element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) continue;
            if (element.ValueKind == JsonValueKind.String && element.ValueEquals("")) continue;
            if (row.Type == "some" && element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 0) continue;
            if (row.Nothing.Count > 0 && element.ValueKind is JsonValueKind.String or JsonValueKind.Number
                && FieldReader.Text(element) is { } text && row.Nothing.Contains(text)) continue;
            return element;
        }
        return null;
    }

    /// <summary>Must it be there? Within an object that is not there nothing must.</summary>
    public static bool IsNeeded(FieldRow row, IReadOnlyList<FieldRow> rows, JsonElement from)
    {
        if (row.Parent is { } parent && Find(parent, from) is null) return false;
        if (row.Presence == Presence.Required) return true;
        if (row.WhenField is null || rows.FirstOrDefault(r => r.Name == row.WhenField) is not { } other) return false;
        return row.Presence switch
        {
            Presence.With => Find(other, from) is not null,
            Presence.Without => Find(other, from) is null,
            _ => Find(other, from) is { } element && row.WhenValues.Contains(
                element.ValueKind == JsonValueKind.String ? FieldReader.Text(element) : element.GetRawText()),
        };
    }

    /// <summary>An object, also as the only one of a list; what it is not stays as it came.</summary>
    public static JsonElement OneOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 1 ? element[0] : element;
}
