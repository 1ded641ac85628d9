using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>Renders facts under the names of a table; what is null is left out.</summary>
/// <param name="byName">Members in the order of their names, not of the table.</param>
public sealed class ReplyWriter(Tables catalog, bool byName = false)
{
    private readonly ConcurrentDictionary<IReadOnlyList<FieldRow>, IReadOnlyList<FieldRow>> _ordered =
        new(ReferenceEqualityComparer.Instance);

    private static readonly ConcurrentDictionary<(Type, string), Func<object, object?>?> Getters = new();

    public void Write(Utf8JsonWriter json, IReadOnlyList<FieldRow> rows, object facts, IFieldCipher cipher)
    {
        if (byName) rows = _ordered.GetOrAdd(rows, all => [.. all.OrderBy(r => r.Leaf, StringComparer.Ordinal)]);
        WriteAll(json, rows, rows.Where(r => r.Parent is null), facts, cipher);
    }

    private void WriteAll(Utf8JsonWriter json, IReadOnlyList<FieldRow> rows, IEnumerable<FieldRow> some, object facts, IFieldCipher cipher)
    {
        foreach (var row in some)
        {
            if (row.IsParted) WriteParts(json, rows, row, facts, cipher);
            else if (Get(facts, row.Property) is { } value)
            {
                json.WritePropertyName(row.Leaf);
                WriteValue(json, row, value, cipher);
            }
        }
    }

    /// <summary>An object that the facts know in parts; without any of them it is left out.</summary>
    private void WriteParts(Utf8JsonWriter json, IReadOnlyList<FieldRow> rows, FieldRow whole, object facts, IFieldCipher cipher)
    {
        var parts = rows.Where(r => r.Parent?.Name == whole.Name).ToList();
        if (parts.All(r => Get(facts, r.Property) is null)) return;
        json.WriteStartObject(whole.Leaf);
        WriteAll(json, rows, parts, facts, cipher);
        json.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter json, FieldRow row, object value, IFieldCipher cipher)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); break;
            case Reason why: json.WriteStringValue(catalog.Words.Of(why)); break;
            case Cents cents when row.Type is "yuan" or "yuan0": json.WriteStringValue(cents.ToString()); break;
            case Cents cents when row.Type == "text": json.WriteStringValue(cents.Fen.ToString(CultureInfo.InvariantCulture)); break;
            case Cents cents: json.WriteNumberValue(cents.Fen); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case Enum named: WriteEnum(json, row, catalog.Enums.Of(named)); break;
            case long or int: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case DateOnly day: json.WriteStringValue(day.ToString(row.Type == "day" ? "yyyyMMdd"
                : "yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset at when row.Type is "stamp" or "day":
                json.WriteStringValue(Days.ToChina(at).ToString(row.Type == "stamp" ? FieldForms.StampForm : "yyyyMMdd",
                    CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset at: json.WriteStringValue(Days.ToChina(at)
                .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)); break;
            case BankCardNo card: json.WriteStringValue(row.Encrypted ? cipher.Encrypt(card.Clear) : card.Masked); break;
            case IdNumber id: json.WriteStringValue(row.Encrypted ? cipher.Encrypt(id.Clear) : id.Masked); break;
            case JsonText text when row.Type == "jsontext": json.WriteStringValue(text.Value); break;
            case JsonText text: json.WriteRawValue(text.Value); break;
            case Phone phone: json.WriteStringValue(phone.Clear); break;
            case IList list when row.Type == "listtext": WriteListText(json, row, list, cipher); break;
            case IList several when row.Type == "text":
                json.WriteStringValue(string.Join(',', several.Cast<Enum>().Select(one => catalog.Enums.Of(one).Value)));
                break;
            case IList list: WriteList(json, row, list, cipher); break;
            default:
                if (row.Shape is null) json.WriteStringValue(value.ToString());
                else WriteObject(json, row, value, cipher);
                break;
        }
    }

    /// <summary>A number in a field of the type long, else a text; in one of the type word, what it is called in words.</summary>
    private static void WriteEnum(Utf8JsonWriter json, FieldRow row, EnumValue value)
    {
        if (row.Type == "long") json.WriteRawValue(value.Value);
        else json.WriteStringValue(row.Type == "word" ? value.Word : value.Value);
    }

    private void WriteList(Utf8JsonWriter json, FieldRow row, IList list, IFieldCipher cipher)
    {
        json.WriteStartArray();
        foreach (var item in list) WriteObject(json, row, item!, cipher);
        json.WriteEndArray();
    }

    /// <summary>A list as a string that holds its JSON.</summary>
    private void WriteListText(Utf8JsonWriter json, FieldRow row, IList list, IFieldCipher cipher)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var inner = new Utf8JsonWriter(text, json.Options)) WriteList(inner, row, list, cipher);
        json.WriteStringValue(text.WrittenSpan);
    }

    private void WriteObject(Utf8JsonWriter json, FieldRow row, object value, IFieldCipher cipher)
    {
        json.WriteStartObject();
        Write(json, catalog.Shapes[row.Shape!].Section("fields"), value, cipher);
        json.WriteEndObject();
    }

    /// <summary>Do the facts say something of that name?</summary>
    public static bool Says(object facts, string property) => Get(facts, property) is not null;

    /// <summary>The property of that name, of the facts themselves or of what they carry as Facts.</summary>
    private static object? Get(object facts, string property) => Getters.GetOrAdd((facts.GetType(), property), key =>
    {
        if (key.Item1.GetProperty(key.Item2) is { } own) return own.GetValue;
        if (key.Item1.GetProperty("Facts") is not { } carried || carried.PropertyType.GetProperty(key.Item2) is not { } inner) return null;
        return o => carried.GetValue(o) is { } f ? inner.GetValue(f) : null;
    })?.Invoke(facts);
}
