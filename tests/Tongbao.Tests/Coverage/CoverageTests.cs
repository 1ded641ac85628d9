using Tongbao.Tests.Running;

namespace Tongbao.Tests.Coverage;

/// <summary>The rules of the wires and the tests that hold them.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void A_test_names_only_rules_that_there_are() => Assert.Empty(Unknown(Rules.Tests.Select(t => t.Key)));

    [Fact]
    public void A_reason_is_given_once_and_only_for_a_rule_that_there_is_and_no_test_holds()
    {
        Assert.Empty(Unknown(Rules.Reasons.Select(r => r.Key)));
        Assert.Empty(Rules.Reasons.Where(r => r.Count() > 1 || Rules.Tests.Contains(r.Key)).Select(r => r.Key));
    }

    [Fact]
    public void Every_rule_is_held_by_a_test_or_has_a_reason() =>
        Assert.DoesNotContain(Rules.All, rule => !Rules.Tests.Contains(rule.Number) && !Rules.Reasons.Contains(rule.Number));

    [Fact]
    public void A_rule_has_one_number() => Assert.Equal(Rules.All.Select(r => r.Number).Distinct(), Rules.All.Select(r => r.Number));

    [Fact]
    public void The_page_of_coverage_is_what_the_tests_say() => Rewrite.MustBe(CoveragePage.File, CoveragePage.Text());

    private static IEnumerable<string> Unknown(IEnumerable<string> numbers) => numbers.Except(Rules.All.Select(r => r.Number));
}
