using System.Globalization;
using System.Text.RegularExpressions;
using Tongbao.Server.Catalog;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>Looks up in the tables of a wire what the reference shows.</summary>
public sealed partial class WireReference(Tables catalog, IWireReference words)
{
    /// <summary>The section that lists the values of account sets; each app has more of its own.</summary>
    private const string AccountSets = "6.17";

    /// <summary>A list with more values than this has a table of its own.</summary>
    private const int MostChoices = 10;

    private readonly IReadOnlyDictionary<string, string> _texts = catalog.Errors.Rows.Where(e => !e.IsCase).GroupBy(e => e.Code)
        .ToDictionary(e => e.Key, e => string.Join("；", e.Select(row => row.Zh)));

    public IWireReference Words => words;

    public Tables Tables => catalog;

    /// <summary>The navigation at the top of every page of this wire.</summary>
    public IReadOnlyList<(string Address, string Zh)> Chapters { get; } =
    [
        (words.Root, "接口"),
        .. catalog.Apis.SelectMany(a => a.Section("request")).Any(r => r.Type == "payMethod")
            ? [($"{words.Root}/paymethods", "支付方式")] : Array.Empty<(string, string)>(),
        ($"{words.Root}/choices", "字典"), ($"{words.Root}/errors", "错误代码"),
    ];

    public IEnumerable<(string Group, string Zh, IReadOnlyList<ApiTable> Apis)> Groups =>
        words.Groups.Select(g => (g.Id, g.Zh,
            (IReadOnlyList<ApiTable>)[.. catalog.Apis.Where(a => words.GroupOf(a) == g.Id).OrderBy(a => ChapterOrder(a.Chapter))
            .ThenBy(a => a.Name, StringComparer.Ordinal)]));

    public string AddressOf(ApiTable api) => $"{words.Root}/{words.GroupOf(api)}/{api.Name}";

    public IReadOnlyList<PayMethodTable> PayMethods => [.. catalog.PayMethods.Values];

    public ApiTable? Find(string group, string name) => catalog.Apis.FirstOrDefault(a => words.GroupOf(a) == group && a.Name == name);

    /// <summary>The values of a field with their meaning, if there are few.</summary>
    public IReadOnlyList<Choice> ChoicesOf(FieldRow row)
    {
        if (ChapterIn(row) is { } chapter && chapter != AccountSets && catalog.Choices.TryGetValue(chapter, out var table))
            return row.Enum.Count == 0 ? table.Choices
                : [.. row.Enum.Select(v => table.Choices.FirstOrDefault(c => c.Value == v) ?? new Choice(v, "", ""))];
        if (row.Enum.Count > MostChoices) return [];
        return catalog.Choices.Values.FirstOrDefault(t => t.Choices.Select(c => c.Value).SequenceEqual(row.Enum))?.Choices
            ?? [.. row.Enum.Select(v => new Choice(v, "", ""))];
    }

    /// <summary>The table of a field's values, if there are many.</summary>
    public string? TableOf(FieldRow row) =>
        ChapterIn(row) is { } chapter && (chapter == AccountSets || words.Lists.Any(l => l.Id == chapter))
            ? $"{words.Root}/choices#{chapter}" : null;

    /// <summary>The nested objects of an interface, each once, in order of first use.</summary>
    public IReadOnlyList<ApiTable> ShapesIn(ApiTable api)
    {
        var met = new List<ApiTable>();
        Meet(api);
        return met;

        void Meet(ApiTable table)
        {
            foreach (var row in table.Sections.Values.SelectMany(s => s))
            {
                if (row.Shape is null || !catalog.Shapes.TryGetValue(row.Shape, out var shape) || met.Contains(shape)) continue;
                met.Add(shape);
                Meet(shape);
            }
        }
    }

    public bool HasEncrypted(ApiTable api) =>
        ShapesIn(api).Append(api).SelectMany(t => t.Sections.Values).SelectMany(s => s).Any(r => r.Encrypted);

    /// <summary>The refusals for wrong fields, field by field, then those of the use case.</summary>
    public IReadOnlyList<WireRefusal> RefusalsOf(ApiTable api)
    {
        var rows = ShapesIn(api).Select(s => s.Section("fields")).Prepend(api.Section("request")).SelectMany(r => r).ToList();
        List<WireRefusal> refusals = [Of(CodeOf(Errors.BadParameter), "字段形式不对，且没有自己的代码")];
        if (rows.Any(r => r.Presence is not Presence.Optional)) refusals.Add(Of(CodeOf(Errors.ParameterMissing), "缺必填字段"));
        if (rows.Any(r => r is { Type: "text", Max: not null })) refusals.Add(Of(CodeOf(Errors.ParameterTooLong), "文本超长"));
        if (rows.Any(r => r.Encrypted)) refusals.Add(Of(CodeOf(Errors.DecryptionFailed), "密文解不开，或解开后形式不对"));
        foreach (var (code, fields) in rows.Where(r => r.Code is not null).GroupBy(r => r.Code!, r => r.Name)
            .Select(g => (g.Key, g.Distinct()))) refusals.Add(Of(code, $"{string.Join("、", fields)} 不符"));
        refusals.AddRange(UseCaseRefusals.Of(catalog.Wire, api.Command).Select(CodeOf).Distinct().Order(StringComparer.Ordinal)
            .Where(e => refusals.All(r => r.Code != e)).Select(e => Of(e, "业务规则")));
        return refusals;
    }

    public IEnumerable<(string Title, string Text)> ExamplesOf(ApiTable api) => new ExampleWriter(catalog, words).Of(api);

    private string CodeOf(Error error) => catalog.Errors.Of(error).Code;

    private WireRefusal Of(string code, string when) => new(code, _texts.GetValueOrDefault(code, ""), when);

    private static string? ChapterIn(FieldRow row) => Chapter().Match(row.Meaning) is { Success: true } at ? at.Value : null;

    /// <summary>Sorts numerically: 4.1.10 comes after 4.1.9. What has no place in the document comes last.</summary>
    private static (int, int, int) ChapterOrder(string chapter) =>
        Number().Matches(chapter).Select(m => int.Parse(m.ValueSpan, CultureInfo.InvariantCulture)).ToArray() is [var first, .. var rest]
            ? (first, rest.ElementAtOrDefault(0), rest.ElementAtOrDefault(1)) : (int.MaxValue, 0, 0);

    [GeneratedRegex(@"\b6\.[0-9]{1,2}\b")]
    private static partial Regex Chapter();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
