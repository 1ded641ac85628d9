using System.Reflection;

namespace Tongbao.Tests.Coverage;

/// <summary>A rule of the document: its number here, and the place where it stands there.</summary>
public sealed record Rule(string Number, string Place)
{
    /// <summary>What the rule belongs to: a section (4.2.4), a pay method (SCAN_WEIXIN), or the clock.</summary>
    public string Of => Number.Split('#', ':')[0];
}

/// <summary>The rules of the document, the tests that hold them, and the reasons why some are held by none.</summary>
public static class Rules
{
    public static IReadOnlyList<Rule> All { get; } = [.. Rows("rules.tbl").Select(row => new Rule(row[0], row[1]))];

    /// <summary>Why no test holds a rule: rule, tab, reason.</summary>
    public static ILookup<string, string> Reasons { get; } = Rows("reasons.tbl").ToLookup(row => row[0], row => row[1]);

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

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(Repository.File("tests", "Tongbao.Tests", "Coverage", file))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t', 2));
}
