using System.Reflection;

namespace Tongbao.Tests.Coverage;

/// <summary>A rule of a wire: its number here, and the place where it stands in the document.</summary>
/// <param name="About">In a few words of ours; null where the place says enough.</param>
public sealed record Rule(string Wire, string Number, string Place, string? About)
{
    /// <summary>
    /// What the rule belongs to: a section (4.2.4), a pay method (SCAN_WEIXIN), the clock, a row (A1), or a wire itself (W).
    /// </summary>
    public string Of => Number.IndexOfAny(['#', ':']) is > 0 and var end ? Number[..end] : Number.TrimEnd([.. "0123456789"]);
}

/// <summary>The rules of the wires, the tests that hold them, and the reasons why some are held by none.</summary>
public static class Rules
{
    public static IReadOnlyList<Rule> All { get; } = 
    [
        .. Rows("rules.tbl", 2).Select(row => new Rule("tsy2", row[0], row[1], null)),
        .. Rows("accp-rules.tbl", 3).Select(row => new Rule("accp", row[0], row[1], row[2])),
        .. Rows("yst2-rules.tbl", 3).Select(row => new Rule("yst2", row[0], row[1], row[2])),
    ];

    /// <summary>Why no test holds a rule: rule, tab, reason.</summary>
    public static ILookup<string, string> Reasons { get; } = Rows("reasons.tbl", 2).ToLookup(row => row[0], row => row[1]);

    /// <summary>The tests by the rule that they say they hold.</summary>
    public static ILookup<string, string> Tests { get; } = Claims().ToLookup(claim => claim.Rule, claim => claim.Test);

    private static IEnumerable<(string Rule, string Test)> Claims()
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var type in typeof(Rules).Assembly.GetTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            foreach (var rule in RulesOn(type)) yield return (rule, type.Name);
            foreach (var method in type.GetMethods(own).OrderBy(m => m.Name, StringComparer.Ordinal))
                foreach (var rule in RulesOn(method)) yield return (rule, $"{type.Name}: {method.Name.Replace('_', ' ')}");
        }
    }

    private static IEnumerable<string> RulesOn(MemberInfo member) =>
        member.GetCustomAttributes<HoldsAttribute>(inherit: false).SelectMany(holds => holds.Rules).Distinct();

    private static IEnumerable<string[]> Rows(string file, int cells) =>
        File.ReadLines(Repository.File("tests", "Tongbao.Tests", "Coverage", file))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t', cells));
}
