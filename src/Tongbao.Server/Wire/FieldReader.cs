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
    private const int MaxPayUses = 20;

    /// <summary>Reads the rows of a section from an object, checks presence and form, and makes a record of the type named.</summary>
    public (object? Value, Error? Wrong) Bind(IReadOnlyList<FieldRow> rows, JsonElement from, Type record, IFieldCipher cipher,
        RequestContent? content = null)
    {
        var (values, wrong) = ReadAll(rows, from, cipher, Constructors.Of(record).Types, content);
        if (wrong is not null) return (null, wrong);
        return (Constructors.Of(record).Make(values), null);
    }

    /// <summary>Checks a request against its table without a use case to hand it to.</summary>
    public Error? Check(IReadOnlyList<FieldRow> rows, JsonElement from, IFieldCipher cipher, RequestContent? content = null) =>
        ReadAll(rows, from, cipher, NoTypes, content).Wrong;

    private static readonly IReadOnlyDictionary<string, Type> NoTypes = new Dictionary<string, Type>();

    private (Dictionary<string, object?> Values, Error? Wrong) ReadAll(IReadOnlyList<FieldRow> rows, JsonElement from, IFieldCipher cipher,
        IReadOnlyDictionary<string, Type> types, RequestContent? content)
    {
        var values = new Dictionary<string, object?>(rows.Count);
        foreach (var row in rows)
        {
            if (row.HasNamesake && !FieldPresence.Applies(row, rows, from)) continue;
            if (FieldPresence.Find(row, from) is not { } element)
            {
                if (FieldPresence.IsNeeded(row, rows, from)) return (values, FieldFaults.Missing(row, rows, from));
                continue;
            }
            var outer = content?.Enter(row.Name) ?? 0;
            var (value, wrong) = Read(row, element, types.GetValueOrDefault(row.Property), cipher, content);
            content?.Leave(outer);
            if (wrong is not null) return (values, wrong);
            // Some clients encrypt whatever a field holds, nothing too.
            if (FieldValues.IsNothing(value))
            {
                if (FieldPresence.IsNeeded(row, rows, from)) return (values, Errors.DecryptionFailed.About(row.Name));
                continue;
            }
            values[row.Property] = value;
        }
        return (values, null);
    }

    private (object? Value, Error? Wrong) Read(FieldRow row, JsonElement element, Type? target, IFieldCipher cipher,
        RequestContent? content)
    {
        if (ofKept && Unkept.IsUnkept(row) && element.ValueKind == JsonValueKind.String && element.ValueEquals(Unkept.Mark))
            return (new Secret(Unkept.Mark), null);
        if (!row.Encrypted)
        {
            switch (row.Type)
            {
                case "object" when row.IsParted: return ReadParted(row, element, content);
                case "object": return ReadObject(row, element, target, cipher, content);
                case "list" or "some": return ReadList(row, element, target, cipher, content);
                case "sealed": return ReadSealed(row, element, cipher);
                case "payMethod": return ReadPayMethod(row, element, cipher, content);
            }
        }
        var (value, wrong) = FieldValues.Read(row, element, target, cipher);
        if (value is null || FieldValues.IsNothing(value)) return (value, wrong);
        content?.Say(row, value, element);
        return EnumOf(target) is { } named ? ReadEnum(row, element, named, value) : (FieldForms.Fit(value, target), null);
    }

    /// <summary>What Core has a name for: by enums.tbl.</summary>
    private (object?, Error?) ReadEnum(FieldRow row, JsonElement element, Type named, object sent) =>
        catalog.Enums.Parse(named, Convert.ToString(sent, CultureInfo.InvariantCulture)!) is { } value ? (value, null)
            : (null, FieldFaults.Wrong(row, element));

    private static Type? EnumOf(Type? target) =>
        target is null ? null : (Nullable.GetUnderlyingType(target) ?? target) is { IsEnum: true } named ? named : null;

    /// <summary>Its members have rows of their own, and are read by them.</summary>
    private static (object?, Error?) ReadParted(FieldRow row, JsonElement element, RequestContent? content)
    {
        if (FieldPresence.OneOf(element).ValueKind != JsonValueKind.Object) return (null, FieldFaults.Wrong(row, element));
        content?.Say();
        return (null, null);
    }

    /// <summary>A password, which whoever judges it is given as it opened: what does not open is a wrong one, not a wrong field.</summary>
    private static (object?, Error?) ReadSealed(FieldRow row, JsonElement element, IFieldCipher cipher) =>
        element.ValueKind == JsonValueKind.String && Text(element) is { } text ? (new Secret(cipher.OpenPassword(text)), null)
            : (null, FieldFaults.Wrong(row, element));

    private (object?, Error?) ReadObject(FieldRow row, JsonElement element, Type? target, IFieldCipher cipher, RequestContent? content)
    {
        if (element.ValueKind != JsonValueKind.Object) return (null, FieldFaults.Wrong(row, element));
        var rows = catalog.Shapes[row.Shape!].Section("fields");
        content?.Say();
        var (value, wrong) = target is null ? (null, Check(rows, element, cipher, content)) : Bind(rows, element, target, cipher, content);
        return (value, wrong?.Within(row.Name));
    }

    private (object?, Error?) ReadList(FieldRow row, JsonElement element, Type? target, IFieldCipher cipher, RequestContent? content)
    {
        if (element.ValueKind != JsonValueKind.Array && (row.Type, element.ValueKind) != ("some", JsonValueKind.Object))
            return (null, FieldFaults.Wrong(row, element));
        IReadOnlyList<JsonElement> children = element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];
        if (row.Max is { } max && children.Count > max) return (null, FieldFaults.TooLong(row.Name, children.Count, max));
        var rows = catalog.Shapes[row.Shape!].Section("fields");
        var item = target?.GetGenericArguments()[0];
        var list = item is null ? null : (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var (at, child) in children.Index())
        {
            if (child.ValueKind != JsonValueKind.Object) return (null, FieldFaults.Wrong(row, element));
            var outer = content?.Enter(at) ?? 0;
            content?.Say();
            var (value, wrong) = item is null ? (null, Check(rows, child, cipher, content)) : Bind(rows, child, item, cipher, content);
            content?.Leave(outer);
            if (wrong is not null) return (null, wrong.Within($"{row.Name}[{at}]"));
            list?.Add(value);
        }
        return (list, null);
    }

    /// <summary>支付方式 (5.2): an object of methods, each with fields of its own.</summary>
    private (object?, Error?) ReadPayMethod(FieldRow row, JsonElement element, IFieldCipher cipher, RequestContent? content)
    {
        if (element.ValueKind != JsonValueKind.Object) return (null, FieldFaults.NotThatType(row, element));
        var uses = new List<PayUse>();
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is not { } name || !catalog.PayMethods.TryGetValue(name, out var table))
                return (null, FieldFaults.UnknownMethod(row.Name, NameOf(member), catalog.PayMethods.Keys));
            if (member.Value.ValueKind == JsonValueKind.Null) continue;
            var items = member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : new[] { member.Value };
            var method = content?.Enter(name) ?? 0;
            foreach (var (at, item) in items.Index())
            {
                if (item.ValueKind != JsonValueKind.Object)
                    return (null, Errors.BadParameter.About(name)
                    .On(null, null, new Allowed.Words("每种支付方式是一个对象", "each pay method is an object")).Within(row.Name));
                if (uses.Count == MaxPayUses) return (null, FieldFaults.TooLong(name, uses.Count + 1, MaxPayUses).Within(row.Name));
                var use = content?.Enter(at) ?? 0;
                content?.Say();
                var (values, wrong) = ReadAll(table.Fields, item, cipher, NoTypes, content);
                content?.Leave(use);
                if (wrong is not null) return (null, wrong.Within($"{row.Name}.{name}"));
                if (FieldValues.AmountOf(values) is not { } amount)
                    return (null, Errors.WrongAmount.About(name).On(null, null, Allowed.Sum).Within(row.Name));
                uses.Add(ToUse(table, amount, values));
            }
            content?.Leave(method);
        }
        return (uses, null);
    }

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
