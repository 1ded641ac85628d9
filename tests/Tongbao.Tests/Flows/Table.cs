namespace Tongbao.Tests.Flows;

/// <summary>Rows as they should be beside rows as they are. All of them are shown when one differs.</summary>
public sealed class Table
{
    private readonly List<(string Expected, string Actual)> rows = [];

    public void Add(string expected, string actual) => rows.Add((expected, actual));

    public void MustMatch() =>
        Assert.True(rows.All(r => r.Expected == r.Actual),
            string.Concat(rows.Select(r => r.Expected == r.Actual ? $"\n  {r.Expected}" : $"\n- {r.Expected}\n+ {r.Actual}")));
}
