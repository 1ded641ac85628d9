using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>
/// Types that are told by the JSON value itself, not by its text alone: amounts of yuan, JSON in a string, contents of files.
/// </summary>
public static class ElementForms
{
    private const int MaxJsonLength = 4_000;

    /// <summary>元, by `yuan` more than nothing, by `yuan0` nothing too: a string or a number, read as a decimal.</summary>
    public static (object?, Error?) ReadYuan(FieldRow row, JsonElement element)
    {
        if (element.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || FieldReader.Text(element) is not { } text)
            return (null, FieldFaults.NotThatType(row, element));
        var least = new Cents(row.Type == "yuan0" ? 0 : 1);
        return YuanForms.Read(text) is { } amount && amount >= least ? (amount, null)
            : (null, (row.Refusal ?? Errors.WrongAmount).About(row.Name).On(null, text, Allowed.Between(least, YuanForms.Largest)));
    }

    /// <summary>JSON that a string holds, or the JSON itself: its text, which nobody judges.</summary>
    public static (object?, Error?) ReadJsonInText(FieldRow row, JsonElement element)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.String => FieldReader.Text(element),
            JsonValueKind.Object or JsonValueKind.Array => element.GetRawText(),
            _ => null,
        };
        if (text is null || text.Contains('\0')) return (null, FieldFaults.NotThatType(row, element));
        var most = row.Max ?? MaxJsonLength;
        return text.Length <= most ? (text, null) : (null, FieldFaults.TooLong(row.Name, text.Length, most));
    }

    /// <summary>文件内容: base64, of at most so many bytes as the row says.</summary>
    public static (object?, Error?) ReadBytes(FieldRow row, JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0
            && bytes.Length <= row.Max
            ? (new SecretBytes(bytes), null) : (null, (row.Refusal ?? Errors.BadParameter).About(row.Name));
}
