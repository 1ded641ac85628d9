using System.Globalization;
using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>
/// 拒绝的话: the vendor's text of a refusal, and behind it in the sandbox, in brackets, what a caller needs to mend it: whose or which field
/// by its name on this wire, what was sent, what is allowed, and what to do first. Secrets are never said back.
/// </summary>
public sealed class RefusalWords(Tables catalog, ServerOptions options)
{
    /// <summary>So much of a value is said back, and so many values are listed.</summary>
    private const int MaxShown = 80, MaxListed = 12;

    public string Of(Error error, ApiTable? method = null, JsonElement param = default)
    {
        var refusal = catalog.Words.Of(error, method);
        var said = CardsInText.Hide(refusal.Zh);
        if (!options.IsSandbox) return said;
        var rows = method?.Section("request") ?? [];
        var hint = catalog.Words.HintOf(error);
        var detail = error.Detail ?? Asked(hint, rows, param);
        var name = detail?.Property is { } property ? catalog.Names.OfPath(property, rows) : refusal.Name;
        var subject = Subject(name, detail?.Sent, isNew: name != refusal.Name);
        var (zh, en) = (new List<string>(), new List<string>());
        if (subject is not null) (zh, en) = ([subject], [subject]);
        if (detail?.Allowed is { } allowed && Words(allowed, detail.Sent) is var (allowedZh, allowedEn))
            (zh, en) = ([.. zh, allowedZh], [.. en, allowedEn]);
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
                if (param.TryGetProperty(name, out var sent) && sent.ValueKind == JsonValueKind.String
                    && FieldReader.Text(sent) is { } text) return new Detail(property, text);
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
        Allowed.Some { Values.Count: <= MaxListed } some =>
            ($"应为 {string.Join("、", some.Values)} 之一", $"must be one of {string.Join(", ", some.Values)}"),
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
}
