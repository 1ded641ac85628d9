using System.Text.RegularExpressions;
using Tongbao.Core;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Tidy;

namespace Tongbao.Tests.Wire;

/// <summary>错误码: what Core refuses has a name, and each wire's table has its code and words.</summary>
public sealed partial class ErrorRowsTests
{
    public static TheoryData<string> Wires => [.. Tables.Wires];

    [Fact]
    public void All_152_rows_of_chapter_7_stand_in_the_table_with_their_Chinese_text()
    {
        var rows = Tables.Tsy2.Errors.Rows.Where(r => !r.IsCase).ToList();
        Assert.Equal(152, rows.Count);
        Assert.Equal(152, rows.DistinctBy(r => (r.Code, r.Zh)).Count());
        Assert.Equal(["40025", "40027"], rows.GroupBy(r => r.Code).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(rows, r => Assert.Matches("^(9[0-9]{3}|[1-5][0-9]{4})$", r.Code));
    }

    [Theory, MemberData(nameof(Wires))]
    public void Every_refusal_and_reason_that_Core_gives_has_a_row(string wire) =>
        Assert.Empty(Reasons.All.Values.Where(e => Tables.Of(wire).Errors.Rows.All(r => r.Id != e.Id && r.Id != e.Kind)).Select(e => e.Id));

    [Theory, MemberData(nameof(Wires))]
    public void A_refusal_has_one_row(string wire) =>
        Assert.Empty(Tables.Of(wire).Errors.Rows.Select(r => r.Id).OfType<string>().GroupBy(id => id).Where(g => g.Count() > 1)
            .Select(g => g.Key));

    [Theory, MemberData(nameof(Wires))]
    public void Every_row_names_what_Core_gives_and_a_case_stands_below_its_kind_unless_it_has_a_code_of_its_own(string wire)
    {
        List<string?> kinds = [];
        foreach (var row in Tables.Of(wire).Errors.Rows)
        {
            if (row is { IsCase: false, IsAlso: false }) kinds.Clear();
            if (!row.IsCase) kinds.Add(row.Id);
            if (row.Id is null) continue;
            Assert.True(Reasons.All.TryGetValue(row.Id, out var error), $"{row.Id} is no name of Core");
            if (row.IsCase) Assert.Contains(error.Kind, kinds);
        }
    }

    [Fact]
    public void Every_name_is_given_by_a_rule_or_by_a_field_table_or_has_cases_that_are()
    {
        var named = Sources.In("src").Where(s => !Path.GetFileName(s.Path).StartsWith("Errors.", StringComparison.Ordinal)).SelectMany(s => s.Lines)
            .SelectMany(line => NamedError().Matches(line).Select(m => m.Groups[1].Value)).ToHashSet();
        var byTables = Tables.Wires.SelectMany(wire => Tables.Of(wire).AllRows).Select(r => r.Refusal?.Id).OfType<string>();
        var kinds = Reasons.All.Values.Select(e => e.Kind).OfType<string>();
        Assert.Empty(Errors.All.Keys.Except(named).Except(byTables).Except(kinds));
    }

    [Fact]
    public void A_code_that_a_field_table_names_is_a_row() =>
        Assert.All(Tables.Wires.Select(Tables.Of), wire => Assert.All(wire.AllRows.Select(r => r.Code).OfType<string>()
            .Distinct(), code => Assert.True(wire.Errors.Knows(code), code)));

    [GeneratedRegex(@"\b(?:Errors|Reasons)\.(\w+)")]
    private static partial Regex NamedError();
}
