using System.Globalization;
using System.Text;
using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>
/// 字段的值: what a field that is no object and no list holds, as its type reads it; what is wrong with it where it is not of that type.
/// </summary>
public static class FieldValues
{
    private const int MaxKeyLength = 128, MaxTextLength = 4_000;

    /// <param name="target">What a use case takes, which decides only how long a text may be, and whether JSON stays as it came.</param>
    public static (object? Value, Error? Wrong) Read(FieldRow row, JsonElement element, Type? target, IFieldCipher cipher) =>
        row.Encrypted ? ReadEncrypted(row, element, cipher) : row.Type switch
        {
            "json" => target == typeof(JsonText) ? ReadJsonText(row, element) : ReadJson(row, element),
            "bool" => ReadBool(row, element),
            "yuan" or "yuan0" => ElementForms.ReadYuan(row, element),
            "jsontext" => ElementForms.ReadJsonInText(row, element),
            "anycard" => ReadCard(row, element, cipher),
            "base64" => ElementForms.ReadBytes(row, element),
            "long" or "cents" => ReadLong(row, element),
            _ => ReadText(row, element, target),
        };

    /// <summary>Is it the text of an encrypted field that holds none?</summary>
    public static bool IsNothing(object? value) => value is Nothing;

    private sealed record Nothing
    {
        public static readonly Nothing Here = new();
    }

    private static (object?, Error?) ReadJson(FieldRow row, JsonElement element) =>
        (element.ValueKind == JsonValueKind.String ? FieldReader.Text(element) : element.GetRawText()) is { } text ? (text, null)
            : (null, FieldFaults.Wrong(row, element));

    /// <summary>As it came, for who gives it back so.</summary>
    private static (object?, Error?) ReadJsonText(FieldRow row, JsonElement element) =>
        element.GetRawText() is var text
            && text.Length <= MaxTextLength ? (new JsonText(text), null)
            : (null, FieldFaults.TooLong(row.Name, element.GetRawText().Length, MaxTextLength));

    private static (object?, Error?) ReadText(FieldRow row, JsonElement element, Type? target)
    {
        if (element.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return (null, FieldFaults.NotThatType(row, element));
        if (FieldReader.Text(element) is not { } text || text.Contains('\0')) return (null, FieldFaults.NotThatType(row, element));
        var (length, most) = (text.EnumerateRunes().Count(), row.Max ?? (target is { IsValueType: true } ? MaxKeyLength : MaxTextLength));
        if (length > most) return (null, FieldFaults.TooLong(row.Name, length, most));
        text = row.EnumAliases.GetValueOrDefault(text, text);
        if (row.Enum.Count > 0 && !row.Enum.Contains(text)) return (null, FieldFaults.Wrong(row, element));
        return FieldForms.Parse(row.Type, text) is { } value ? (value, null)
            : (null, FieldFaults.Wrong(row, element));
    }

    private static (object?, Error?) ReadLong(FieldRow row, JsonElement element)
    {
        long number = 0;
        var read = element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetInt64(out number),
            JsonValueKind.String => FieldForms.IsWhole(FieldReader.Text(element), out number),
            _ => false,
        };
        if (!read) return (null, FieldFaults.NotThatType(row, element));
        if (row.Enum.Count > 0 && !row.Enum.Contains(number.ToString(CultureInfo.InvariantCulture)))
            return (null, FieldFaults.Wrong(row, element));
        if (row.Type == "cents") return number is >= -Cents.LargestSum
            and <= Cents.LargestSum ? (new Cents(number), null) : (null, Errors.WrongAmount.About(row.Name).On(null, number, Allowed.Sum));
        return number is >= int.MinValue
            and <= int.MaxValue ? (number, null) : (null, FieldFaults.Wrong(row, element));
    }

    private static (object?, Error?) ReadBool(FieldRow row, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => (true, null),
        JsonValueKind.False => (false, null),
        JsonValueKind.String when bool.TryParse(FieldReader.Text(element), out var value) => (value, null),
        _ => (null, FieldFaults.Wrong(row, element)),
    };

    /// <summary>卡号, in clear where it is one as it stands, else encrypted.</summary>
    private static (object?, Error?) ReadCard(FieldRow row, JsonElement element, IFieldCipher cipher) =>
        element.ValueKind is JsonValueKind.String or JsonValueKind.Number && FieldReader.Text(element) is { } text
            && FieldForms.Parse("card", text) is { } card ? (card, null) : ReadEncrypted(row with { Type = "card" }, element, cipher);

    /// <summary>A block that does not open and a content of the wrong form are refused alike.</summary>
    private static (object?, Error?) ReadEncrypted(FieldRow row, JsonElement element, IFieldCipher cipher)
    {
        if (element.ValueKind != JsonValueKind.String || FieldReader.Text(element) is not { } sent)
            return (null, FieldFaults.Wrong(row, element));
        var clear = cipher.Decrypt(sent);
        if (clear.Length == 0) return (Nothing.Here, null);
        return !clear.StartsWith(AppKeys.NotOpened, StringComparison.Ordinal) && FieldForms.Parse(row.Type, clear) is { } value
            && !(value is string text && text.Length > (row.Max ?? MaxTextLength)) ? (value, null)
            : (null, FieldFaults.NotDecrypted(row));
    }

    /// <summary>
    /// 华通 has it as a string of fen, or of what is not printed, which has a point then and says nothing. Zero where there is none; null
    /// where it is no amount.
    /// </summary>
    public static Cents? AmountOf(Dictionary<string, object?> values) => values.GetValueOrDefault("Amount") switch
    {
        Cents cents => cents,
        string digits when FieldForms.IsWhole(digits, out var fen) => fen is >= 0 and <= Cents.LargestSum ? new Cents(fen) : null,
        string other when !FieldForms.IsYuan(other) => null,
        _ => Cents.Zero,
    };
}
