using System.Globalization;
using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>字段的错误: how a field is refused that its table does not allow, with what was sent and what would have been taken.</summary>
public static class FieldFaults
{
    /// <summary>The forms of the types, as people say them.</summary>
    private static readonly IReadOnlyDictionary<string, Allowed.Words> Forms = new Dictionary<string, Allowed.Words>
    {
        ["text"] = new("字符串", "a string"),
        ["long"] = new("整数", "a whole number"),
        ["cents"] = new("整数,单位为分", "a whole number of fen"),
        ["bool"] = new("true 或 false", "true or false"),
        ["date"] = new("yyyy-MM-dd", "yyyy-MM-dd"),
        ["day"] = new("yyyyMMdd", "yyyyMMdd"),
        ["datetime"] = new("yyyy-MM-dd HH:mm:ss,北京时间", "yyyy-MM-dd HH:mm:ss in Asia/Shanghai"),
        ["url"] = new("http 或 https 地址,不含 #,至多 1000 字", "an http or https address without #, 1000 characters at most"),
        ["card"] = new("6 至 32 位数字", "6 to 32 digits"),
        ["id"] = new("6 至 30 位字母或数字", "6 to 30 letters or digits"),
        ["cvv2"] = new("3 位数字", "3 digits"),
        ["expiry"] = new("4 位数字", "4 digits"),
        ["union"] = new("12 位数字", "12 digits"),
        ["object"] = new("一个对象", "an object"),
        ["list"] = new("对象的列表", "a list of objects"),
        ["payMethod"] = new("以支付方式为名的对象", "an object whose names are pay methods"),
        ["json"] = new("JSON", "JSON"),
        ["yuan"] = new("金额,单位为元,至多两位小数", "an amount of yuan with two decimals at most"),
        ["yuan0"] = new("金额,单位为元,至多两位小数", "an amount of yuan with two decimals at most"),
        ["stamp"] = new("yyyyMMddHHmmss,北京时间", "yyyyMMddHHmmss in Asia/Shanghai"),
        ["thru"] = new("MM/YY", "MM/YY"),
        ["sealed"] = new("加密后的字符串", "an encrypted string"),
        ["some"] = new("对象的列表,或单个对象", "a list of objects, or one object"),
        ["anycard"] = new("6 至 32 位数字,明文或加密", "6 to 32 digits, in clear or encrypted"),
        ["jsontext"] = new("内容为 JSON 的字符串", "a string that holds JSON"),
    };

    private static readonly Allowed.Words Encrypted =
        new("平台公钥 RSA PKCS#1 v1.5 加密后的大写十六进制", "upper-case hexadecimal, encrypted with the platform's key by RSA PKCS#1 v1.5");

    /// <summary>What is needed has not come; perhaps under a misspelt name.</summary>
    public static Error Missing(FieldRow row, IReadOnlyList<FieldRow> rows, JsonElement from)
    {
        var error = Errors.ParameterMissing.About(row.Name);
        if (from.ValueKind == JsonValueKind.Object && NearestWord.Of(row.Name, Unknown(rows, from)) is { } other)
            return error.On(null, null, new Allowed.Words($"送来的 \"{other}\" 不是本接口的字段",
                $"\"{other}\" that came is no field of this interface"));
        return row.Presence switch
        {
            Presence.When => error.On(null, null,
                new Allowed.Words($"{row.WhenField} 为 {string.Join("、", row.WhenValues)} 时必送",
                $"needed where {row.WhenField} is {string.Join(" or ", row.WhenValues)}")),
            Presence.Without => error.On(null, null,
                new Allowed.Words($"不送 {row.WhenField} 时必送", $"needed where {row.WhenField} is not there")),
            Presence.With => error.On(null, null, new Allowed.Words($"送 {row.WhenField} 时必送", $"needed beside {row.WhenField}")),
            _ => error,
        };
    }

    public static Error NotThatType(FieldRow row, JsonElement sent) =>
        Errors.BadParameter.About(row.Name).On(null, Shown(sent), MustBe(row));

    /// <summary>The type is right, the form or value is not: here a table may name a refusal of its own.</summary>
    public static Error Wrong(FieldRow row, JsonElement sent) =>
        (row.Refusal ?? (row.Enum.Count > 0 ? Errors.ValueNotListed : Errors.BadParameter)).About(row.Name)
        .On(null, Shown(sent), row.Enum.Count > 0 ? Allowed.OneOf(row.Enum) : MustBe(row));

    public static Error TooLong(string name, int length, int most) => Errors.ParameterTooLong.About(name)
        .On(null, null, new Allowed.Words($"送了 {Digits(length)},至多 {Digits(most)}", $"{Digits(length)} came, {Digits(most)} at most"));

    /// <summary>Whatever was wrong with it, padding or content, the answer is the same.</summary>
    public static Error NotDecrypted(FieldRow row) =>
        Errors.DecryptionFailed.About(row.Name).On(null, null, Forms.GetValueOrDefault(row.Type) is { } form
        ? new Allowed.Words($"应为{Encrypted.Zh},明文为{form.Zh}", $"must be {Encrypted.En}; the clear text is {form.En}") : MustBe(row));

    private static Allowed.Words? MustBe(FieldRow row) =>
        (row.Encrypted ? Encrypted : Forms.GetValueOrDefault(row.Type)) is { } form
            ? new Allowed.Words($"应为{form.Zh}", $"must be {form.En}") : null;

    /// <summary>不认识的支付方式.</summary>
    public static Error UnknownMethod(string name, string? sent, IEnumerable<string> known) =>
        Errors.PayMethodNotOpened.About(name).On(null, sent, Allowed.OneOf(known));

    /// <summary>Names that came and are none of the rows'.</summary>
    public static IEnumerable<string> Unknown(IReadOnlyList<FieldRow> rows, JsonElement from) =>
        from.EnumerateObject().Select(FieldReader.NameOf).OfType<string>()
            .Where(name => !rows.Any(r => r.Name == name || r.Aliases.Contains(name)));

    /// <summary>A value as it is said: of what has parts only what it is.</summary>
    private static object Shown(JsonElement sent) => sent.ValueKind switch
    {
        JsonValueKind.String => FieldReader.Text(sent) ?? "\uFFFD",
        JsonValueKind.Object => new Unquoted("{…}"),
        JsonValueKind.Array => new Unquoted($"[…] ({Digits(sent.GetArrayLength())})"),
        _ => new Unquoted(sent.GetRawText()),
    };

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What is said as it stands, without quotes.</summary>
public sealed record Unquoted(string Text);
