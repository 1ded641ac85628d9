using System.Globalization;
using System.Text;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Coverage;

/// <summary>docs/coverage.md as the tests make it: every rule with what holds it, and a list of those that nothing holds.</summary>
public static class CoveragePage
{
    public static string File { get; } = Repository.File("docs", "coverage.md");

    public static string Text()
    {
        var page = new StringBuilder();
        var open = Rules.All.Where(r => !Rules.Tests.Contains(r.Number)).ToList();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Coverage

            Every rule of the 通商云 2.0 document by number, the place where the document has it, and the tests that hold it. A test names its
            rules by `[Holds]`; this page is made from them by `TONGBAO_REWRITE=1 ./test Coverage`, and the tests fail while it is not what they would make.
            Numbers are the order of a section's rules; pay methods count by their key, the rules of time by `clock:`.

            {Rules.All.Count} rules: {Rules.All.Count - open.Count} held by tests, {open.Count(r => Rules.Reasons.Contains(r.Number))} that no test can hold, {open.Count(r => !Rules.Reasons.Contains(r.Number))} open.

            ## Held by no test


            """);
        foreach (var why in open.GroupBy(r => Rules.Reasons[r.Number].FirstOrDefault() ?? "Open: no test yet.")
            .OrderBy(g => g.Key, StringComparer.Ordinal))
            page.Append(CultureInfo.InvariantCulture, $"- {why.Key} {string.Join(", ", why.Select(r => $"`{r.Number}`"))}\n");
        foreach (var section in Rules.All.GroupBy(r => r.Of)) Write(page, section.Key, section);
        return page.ToString();
    }

    private static void Write(StringBuilder page, string of, IEnumerable<Rule> rules)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"\n## {of}{(TitleOf(of) is { } title ? $" {title}" : "")}\n\n| rule | stands in | held by |\n|---|---|---|\n");
        foreach (var rule in rules)
            page.Append(CultureInfo.InvariantCulture,
                $"| {rule.Number} | {rule.Place.Replace("|", "\\|", StringComparison.Ordinal)} | {HeldBy(rule)} |\n");
    }

    private static string HeldBy(Rule rule) => Rules.Tests.Contains(rule.Number)
        ? string.Join("<br>", Rules.Tests[rule.Number].Select(test => test.Replace("|", "\\|", StringComparison.Ordinal)))
        : Rules.Reasons.Contains(rule.Number) ? "see above" : "open";

    private static string? TitleOf(string of)
    {
        if (of == "clock") return "时间规则";
        return Tables.Tsy2.PayMethods.TryGetValue(of, out var method) ? method.Method.Name : Titles.GetValueOrDefault(of);
    }

    /// <summary>The sections' names, as the head of each .api file has them.</summary>
    private static readonly IReadOnlyDictionary<string, string> Titles = Directory
        .EnumerateFiles(Repository.File("catalog", "tsy2"), "*.api", SearchOption.AllDirectories).Select(System.IO.File.ReadAllLines)
        .Select(lines => (Section: lines.First(l => l.StartsWith("section", StringComparison.Ordinal)).Split(' ')[^1], Title: lines[0][2..]
            .Split(':')[0]))
        .GroupBy(t => t.Section).ToDictionary(g => g.Key, g => g.First().Title);
}
