namespace Tongbao.Tests.Coverage;

/// <summary>
/// Names the rules of the document that a test holds, for docs/coverage.md: `4.2.4#3` is the third rule of section 4.2.4,
/// `SCAN_WEIXIN#2` the second of a pay method, `clock:pwd_lock` a row of the timetable. Numbers are those of Coverage/rules.tbl.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class HoldsAttribute(params string[] rules) : Attribute
{
    public IReadOnlyList<string> Rules { get; } = rules;
}
