using System.Globalization;
using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// 拒绝的话: the vendor's text of a refusal, and behind it in the sandbox, in brackets, what a caller needs to mend it: whose or which field
/// by its name on this wire, what was sent, what is allowed, and what to do first. Secrets are never said back.
/// </summary>
public sealed class RefusalWords(Tables catalog, ServerOptions options)
{
    /// <summary>So much of a value is said back, and so many values are listed.</summary>
    private const int MaxShown = 80, MaxListed = 12;

    /// <summary>Use cases that orders share know who pays and who is paid; where a method has one member, it is that one.</summary>
    private static readonly string[] Parties = ["Payer", "Payee"];

    public string Of(Error error, ApiTable? method = null, JsonElement param = default)
    {
        var said = CardsInText.Hide(error.Zh);
        if (!options.IsSandbox) return said;
        var rows = method?.Section("request") ?? [];
        var hint = catalog.Hints.GetValueOrDefault(error.Tsy2);
        var detail = error.Detail ?? Asked(hint, rows, param);
        var name = detail?.Property is { } property ? FieldPath(property, rows) : error.What;
        var subject = Subject(name, detail?.Sent, isNew: name != error.What);
        var (zh, en) = (new List<string>(), new List<string>());
        if (subject is not null) (zh, en) = ([subject], [subject]);
        if (detail?.Allowed is { } allowed && Words(allowed, detail.Sent) is var (allowedZh, allowedEn)) (zh, en) = ([.. zh, allowedZh], [.. en, allowedEn]);
        if (hint?.Words is { } words) (zh, en) = ([.. zh, words.Zh], [.. en, words.En]);
        if (zh.Count == 0) return said;
        // A client that takes the signed text apart looks for this sign.
        return $"{said}({string.Join(",", zh)} / {string.Join(", ", en)})".Replace('&', '&');
    }

    /// <summary>Where the use case names nothing, the code's own row says which field of the request it is about.</summary>
    private static Detail? Asked(Hint? hint, IReadOnlyList<FieldRow> rows, JsonElement param)
    {
        if (hint is null || param.ValueKind != JsonValueKind.Object) return null;
        foreach (var property in hint.Properties)
        {
            if (rows.FirstOrDefault(r => r.Property == property) is not { } row) continue;
            foreach (var name in row.Aliases.Prepend(row.Name))
            {
                if (param.TryGetProperty(name, out var sent) && sent.ValueKind == JsonValueKind.String && FieldReader.Text(sent) is { } text) return new Detail(property, text);
            }
        }
        return null;
    }

    private static string? Subject(string? name, object? sent, bool isNew)
    {
        var shown = sent is null || (name is not null && Masking.IsSecret(name[(name.LastIndexOf('.') + 1)..])) ? null : Show(sent);
        return (name, shown) switch
        {
            (null, _) => shown,
            (_, null) => isNew ? name : null,
            _ => $"{name}: {shown}",
        };
    }

    private static (string Zh, string En)? Words(Allowed allowed, object? sent) => allowed switch
    {
        Allowed.Words words => (words.Zh, words.En),
        Allowed.One one => ($"应为 {Show(one.Value)}", $"must be {Show(one.Value)}"),
        Allowed.Some { Values.Count: 0 } => ("尚无允许的值", "no value is allowed yet"),
        Allowed.Some { Values.Count: 1 } some => ($"应为 {some.Values[0]}", $"must be {some.Values[0]}"),
        Allowed.Some { Values.Count: <= MaxListed } some => ($"应为 {string.Join("、", some.Values)} 之一", $"must be one of {string.Join(", ", some.Values)}"),
        Allowed.Some some => sent is string word && NearestWord.Of(word, some.Values) is { } near
            ? ($"最接近的是 {near}", $"the nearest is {near}") : ($"可取的值有 {some.Values.Count} 个", $"there are {some.Values.Count} values"),
        Allowed.Range { Most: null } range => ($"至少 {Show(range.Least!)}", $"at least {Show(range.Least!)}"),
        Allowed.Range { Least: null } range => ($"至多 {Show(range.Most!)}", $"at most {Show(range.Most!)}"),
        Allowed.Range range => ($"应为 {Show(range.Least!)} 至 {Show(range.Most!)}", $"must be {Show(range.Least!)} to {Show(range.Most!)}"),
        _ => null,
    };

    private static string Show(object value) => value switch
    {
        Cents cents => cents.Fen.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset at => Days.ToChina(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        string text => $"\"{Short(text)}\"",
        Unquoted raw => Short(raw.Text),
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => "****",
    };

    private static string Short(string text)
    {
        var line = string.Concat(CardsInText.Hide(text).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
        return line.Length <= MaxShown ? line : $"{line[..MaxShown]}…";
    }

    /// <summary>splitRule[0].splitRuleList[1].amount for Split[0].Split[1].Amount; payMethod.SCAN_WEIXIN.amount for what belongs to a pay method.</summary>
    private string FieldPath(string path, IReadOnlyList<FieldRow> rows)
    {
        var names = new List<string>();
        FieldRow? outer = null;
        foreach (var step in path.Split('.'))
        {
            if (outer?.Type == "payMethod")
            {
                (outer, rows) = (null, catalog.PayMethods.GetValueOrDefault(step)?.Fields ?? []);
                names.Add(step);
                continue;
            }
            var bracket = step.IndexOf('[');
            var (property, at) = bracket < 0 ? (step, "") : (step[..bracket], step[bracket..]);
            outer = rows.FirstOrDefault(r => r.Property == property) ?? (Parties.Contains(property) ? rows.FirstOrDefault(r => r.Property == "Member") : null);
            names.Add((outer?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property)) + at);
            if (outer?.Type is "object" or "list") rows = catalog.Shapes[outer.Shape!].Section("fields");
        }
        return string.Join('.', names);
    }
}
