using System.Globalization;

namespace Tongbao.Tests.Coverage;

/// <summary>
/// Names the rules of the document that a test holds, for docs/coverage.md: `4.2.4#3` is the third rule of section 4.2.4,
/// `SCAN_WEIXIN#2` the second of a pay method, `SCAN_WEIXIN#1-4` its first four, `clock:pwd_lock` a row of the timetable.
/// Numbers are those of Coverage/rules.tbl.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class HoldsAttribute(params string[] rules) : Attribute
{
    public IReadOnlyList<string> Rules { get; } = [.. rules.SelectMany(Each)];

    private static IEnumerable<string> Each(string rule)
    {
        var (of, numbers) = (rule.Split('#')[0], rule.Split('#').ElementAtOrDefault(1)?.Split('-'));
        if (numbers is not [var first, var last]) return [rule];
        var from = int.Parse(first, CultureInfo.InvariantCulture);
        return Enumerable.Range(from, int.Parse(last, CultureInfo.InvariantCulture) - from + 1).Select(n => $"{of}#{n}");
    }
}
