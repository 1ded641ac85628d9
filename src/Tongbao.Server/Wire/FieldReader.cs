using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>字段类型: turns a JSON value into what a use case takes, or says with which code it is refused.</summary>
/// <param name="ofKept">Reads requests that were kept, in which a mark stands for what came and was not kept.</param>
public sealed class FieldReader(Tables catalog, bool ofKept = false)
{
    private const int MaxKeyLength = 128, MaxTextLength = 4_000, MaxPayUses = 20;

    /// <summary>Reads the rows of a section from an object, checks presence and form, and makes a record of the type named.</summary>
    public (object? Value, Error? Wrong) Bind(IReadOnlyList<FieldRow> rows, JsonElement from, Type record, IFieldCipher cipher)
    {
        var (values, wrong) = ReadAll(rows, from, cipher, Constructors.Of(record).Types);
        if (wrong is not null) return (null, wrong);
        var made = Constructors.Of(record).Make(values);
        return (made is Command command
            && Rest(rows, values, Constructors.Of(record).Types) is { } rest ? command with { Rest = rest } : made, null);
    }

    /// <summary>What the request says beyond what its use case takes, secrets apart; null: nothing.</summary>
    private static SortedDictionary<string, string>? Rest(IReadOnlyList<FieldRow> rows, Dictionary<string, object?> values,
        IReadOnlyDictionary<string, Type> taken)
    {
        SortedDictionary<string, string>? rest = null;
        foreach (var row in rows)
        {
            if (row.Encrypted || taken.ContainsKey(row.Property)) continue;
            if (values.GetValueOrDefault(row.Property) is var value && value is string or long)
                (rest ??= new(StringComparer.Ordinal))[row.Property] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }
        return rest;
    }

    /// <summary>Checks a request against its table without a use case to hand it to.</summary>
    public Error? Check(IReadOnlyList<FieldRow> rows, JsonElement from, IFieldCipher cipher) => ReadAll(rows, from, cipher, NoTypes).Wrong;

    private static readonly IReadOnlyDictionary<string, Type> NoTypes = new Dictionary<string, Type>();

    private (Dictionary<string, object?> Values, Error? Wrong) ReadAll(IReadOnlyList<FieldRow> rows, JsonElement from, IFieldCipher cipher,
        IReadOnlyDictionary<string, Type> types)
    {
        var values = new Dictionary<string, object?>(rows.Count);
        foreach (var row in rows)
        {
            if (row.HasNamesake && !Applies(row, rows, from)) continue;
            if (Find(row, from) is not { } element)
            {
                if (IsNeeded(row, rows, from)) return (values, FieldFaults.Missing(row, rows, from));
                continue;
            }
            var (value, wrong) = Read(row, element, types.GetValueOrDefault(row.Property), cipher);
            if (wrong is not null) return (values, wrong);
            // Some clients encrypt whatever a field holds, nothing too.
            if (value is Nothing)
            {
                if (IsNeeded(row, rows, from)) return (values, Errors.DecryptionFailed.About(row.Name));
                continue;
            }
            values[row.Property] = value;
        }
        return (values, null);
    }

    /// <summary>The text of an encrypted field that holds none.</summary>
    private sealed record Nothing
    {
        public static readonly Nothing Here = new();
    }

    private static bool Applies(FieldRow row, IReadOnlyList<FieldRow> rows, JsonElement from) => row.Presence == Presence.When
        ? IsNeeded(row, rows, from)
        : !rows.Any(other => other.Name == row.Name && other.Presence == Presence.When && IsNeeded(other, rows, from));

    /// <summary>Null, "", absent, and what a table says stands for nothing, are one.</summary>
    private static JsonElement? Find(FieldRow row, JsonElement from)
    {
        if (from.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in row.Aliases.Prepend(row.Name))
        {
            if (!from.TryGetProperty(name, out var element)) continue;
            if (element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) continue;
            if (element.ValueKind == JsonValueKind.String && element.ValueEquals("")) continue;
            if (row.Nothing.Count > 0 && element.ValueKind is JsonValueKind.String or JsonValueKind.Number && Text(element) is { } text
                && row.Nothing.Contains(text)) continue;
            return element;
        }
        return null;
    }

    private static bool IsNeeded(FieldRow row, IReadOnlyList<FieldRow> rows, JsonElement from)
    {
        if (row.Presence == Presence.Required) return true;
        if (row.Presence is not (Presence.When or Presence.With) || rows.FirstOrDefault(r => r.Name == row.WhenField) is not { } other)
            return false;
        if (row.Presence == Presence.With) return Find(other, from) is not null;
        return Find(other, from) is { } element
            && row.WhenValues.Contains(element.ValueKind == JsonValueKind.String ? Text(element) : element.GetRawText());
    }

    private (object? Value, Error? Wrong) Read(FieldRow row, JsonElement element, Type? target, IFieldCipher cipher)
    {
        if (ofKept && Unkept.IsUnkept(row) && element.ValueKind == JsonValueKind.String && element.ValueEquals(Unkept.Mark))
            return (new Secret(Unkept.Mark), null);
        if (row.Encrypted) return ReadEncrypted(row, element, target, cipher);
        return row.Type switch
        {
            "object" => ReadObject(row, element, target, cipher),
            "list" => ReadList(row, element, target, cipher),
            "payMethod" => ReadPayMethod(row, element, cipher),
            "json" => target == typeof(JsonText) ? ReadJsonText(row, element) : ReadJson(row, element),
            "bool" => ReadBool(row, element),
            "long" or "cents" => ReadLong(row, element, target),
            _ => ReadText(row, element, target),
        };
    }

    private static (object?, Error?) ReadJson(FieldRow row, JsonElement element) =>
        (element.ValueKind == JsonValueKind.String ? Text(element) : element.GetRawText()) is { } text ? (text, null)
            : (null, FieldFaults.Wrong(row, element));

    /// <summary>As it came, for who gives it back so.</summary>
    private static (object?, Error?) ReadJsonText(FieldRow row, JsonElement element) =>
        element.GetRawText() is var text
            && text.Length <= MaxTextLength ? (new JsonText(text), null)
            : (null, FieldFaults.TooLong(row.Name, element.GetRawText().Length, MaxTextLength));

    private (object?, Error?) ReadText(FieldRow row, JsonElement element, Type? target)
    {
        if (element.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return (null, FieldFaults.NotThatType(row, element));
        if (Text(element) is not { } text || text.Contains('\0')) return (null, FieldFaults.NotThatType(row, element));
        var (length, most) = (text.EnumerateRunes().Count(), row.Max ?? (target is { IsValueType: true } ? MaxKeyLength : MaxTextLength));
        if (length > most) return (null, FieldFaults.TooLong(row.Name, length, most));
        if (row.Enum.Count > 0 && !row.Enum.Contains(text)) return (null, FieldFaults.Wrong(row, element));
        if (EnumOf(target) is { } named) return ReadEnum(row, element, named, text);
        return FieldForms.Parse(row.Type, text) is { } value ? (FieldForms.Fit(value, target), null)
            : (null, FieldFaults.Wrong(row, element));
    }

    private (object?, Error?) ReadLong(FieldRow row, JsonElement element, Type? target)
    {
        long number = 0;
        var read = element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetInt64(out number),
            JsonValueKind.String => FieldForms.IsWhole(Text(element), out number),
            _ => false,
        };
        if (!read) return (null, FieldFaults.NotThatType(row, element));
        if (row.Enum.Count > 0 && !row.Enum.Contains(number.ToString(CultureInfo.InvariantCulture)))
            return (null, FieldFaults.Wrong(row, element));
        if (EnumOf(target) is { } named) return ReadEnum(row, element, named, number.ToString(CultureInfo.InvariantCulture));
        if (row.Type == "cents") return number is >= -Cents.LargestSum
            and <= Cents.LargestSum ? (new Cents(number), null) : (null, Errors.WrongAmount.About(row.Name).On(null, number, Allowed.Sum));
        return number is >= int.MinValue
            and <= int.MaxValue ? (FieldForms.Fit(number, target), null) : (null, FieldFaults.Wrong(row, element));
    }

    private static Type? EnumOf(Type? target) =>
        target is null ? null : (Nullable.GetUnderlyingType(target) ?? target) is { IsEnum: true } named
        ? named : null;

    /// <summary>What Core has a name for: by enums.tbl.</summary>
    private (object?, Error?) ReadEnum(FieldRow row, JsonElement element, Type named, string sent) =>
        catalog.Enums.Parse(named, sent) is { } value ? (value, null) : (null, FieldFaults.Wrong(row, element));

    private static (object?, Error?) ReadBool(FieldRow row, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => (true, null),
        JsonValueKind.False => (false, null),
        JsonValueKind.String when bool.TryParse(Text(element), out var value) => (value, null),
        _ => (null, FieldFaults.Wrong(row, element)),
    };

    /// <summary>A block that does not open and a content of the wrong form are refused alike.</summary>
    private static (object?, Error?) ReadEncrypted(FieldRow row, JsonElement element, Type? target, IFieldCipher cipher)
    {
        if (element.ValueKind != JsonValueKind.String || Text(element) is not { } text) return (null, FieldFaults.Wrong(row, element));
        var clear = cipher.Decrypt(text);
        if (clear.Length == 0) return (Nothing.Here, null);
        return FieldForms.Parse(row.Type, clear) is { } value ? (FieldForms.Fit(value, target), null)
            : (null, FieldFaults.NotDecrypted(row));
    }

    private (object?, Error?) ReadObject(FieldRow row, JsonElement element, Type? target, IFieldCipher cipher)
    {
        if (element.ValueKind != JsonValueKind.Object) return (null, FieldFaults.Wrong(row, element));
        var rows = catalog.Shapes[row.Shape!].Section("fields");
        var (value, wrong) = target is null ? (null, Check(rows, element, cipher)) : Bind(rows, element, target, cipher);
        return (value, wrong?.Within(row.Name));
    }

    private (object?, Error?) ReadList(FieldRow row, JsonElement element, Type? target, IFieldCipher cipher)
    {
        if (element.ValueKind != JsonValueKind.Array) return (null, FieldFaults.Wrong(row, element));
        if (row.Max is { } max && element.GetArrayLength() > max)
            return (null, FieldFaults.TooLong(row.Name, element.GetArrayLength(), max));
        var rows = catalog.Shapes[row.Shape!].Section("fields");
        var item = target?.GetGenericArguments()[0];
        var list = item is null ? null : (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var (at, child) in element.EnumerateArray().Index())
        {
            if (child.ValueKind != JsonValueKind.Object) return (null, FieldFaults.Wrong(row, element));
            var (value, wrong) = item is null ? (null, Check(rows, child, cipher)) : Bind(rows, child, item, cipher);
            if (wrong is not null) return (null, wrong.Within($"{row.Name}[{at}]"));
            list?.Add(value);
        }
        return (list, null);
    }

    /// <summary>支付方式 (5.2): an object of methods, each with fields of its own.</summary>
    private (object?, Error?) ReadPayMethod(FieldRow row, JsonElement element, IFieldCipher cipher)
    {
        if (element.ValueKind != JsonValueKind.Object) return (null, FieldFaults.NotThatType(row, element));
        var uses = new List<PayUse>();
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is not { } name || !catalog.PayMethods.TryGetValue(name, out var table))
                return (null, FieldFaults.UnknownMethod(row.Name, NameOf(member), catalog.PayMethods.Keys));
            if (member.Value.ValueKind == JsonValueKind.Null) continue;
            var items = member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : new[] { member.Value };
            foreach (var item in items)
            {
                if (item.ValueKind != JsonValueKind.Object)
                    return (null, Errors.BadParameter.About(name)
                    .On(null, null, new Allowed.Words("每种支付方式是一个对象", "each pay method is an object")).Within(row.Name));
                if (uses.Count == MaxPayUses) return (null, FieldFaults.TooLong(name, uses.Count + 1, MaxPayUses).Within(row.Name));
                var (values, wrong) = ReadAll(table.Fields, item, cipher, NoTypes);
                if (wrong is not null) return (null, wrong.Within($"{row.Name}.{name}"));
                if (AmountOf(values) is not { } amount)
                    return (null, Errors.WrongAmount.About(name).On(null, null, Allowed.Sum).Within(row.Name));
                uses.Add(ToUse(table, amount, values));
            }
        }
        return (uses, null);
    }

    /// <summary>
    /// 华通 has it as a string of fen, or of what is not printed, which has a point then and says nothing. Zero where there is none; null
    /// where it is no amount.
    /// </summary>
    private static Cents? AmountOf(Dictionary<string, object?> values) => values.GetValueOrDefault("Amount") switch
    {
        Cents cents => cents,
        string digits when FieldForms.IsWhole(digits, out var fen) => fen is >= 0 and <= Cents.LargestSum ? new Cents(fen) : null,
        string other when !FieldForms.IsYuan(other) => null,
        _ => Cents.Zero,
    };

    private static PayUse ToUse(PayMethodTable table, Cents amount, Dictionary<string, object?> values)
    {
        var more = new SortedDictionary<string, Secret>(StringComparer.Ordinal);
        var unkept = table.Fields.Where(row => values.GetValueOrDefault(row.Property) is Secret).Select(row => row.Name).ToList();
        foreach (var row in table.Fields)
        {
            // What may not be kept is not passed on by the order: 有效期 and CVV2 go no further than their check.
            if (row.Property is "Amount" or "Card" or "AccountSetNo" || values.GetValueOrDefault(row.Property) is not { } value
                || value is Secret) continue;
            more[row.Name] = new Secret(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }
        return new PayUse(table.Method, amount, values.GetValueOrDefault("AccountSetNo") as string,
            values.GetValueOrDefault("Card") as BankCardNo, more, unkept);
    }

    /// <summary>The name of a member; null where it is no valid Unicode.</summary>
    public static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The text of a string or number; null where it is no valid Unicode.</summary>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Number ? element.GetRawText() : element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
