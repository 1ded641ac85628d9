namespace Tongbao.Simulators;

/// <summary>测试值 as in their table, for showing them.</summary>
/// <param name="Subject">A pay method, bind.N for a 绑卡方式, person or company.</param>
/// <param name="Act">pay, refund, sms, card; empty if the subject says it all.</param>
public sealed record TestValueRow(string Subject, string Act, string Condition, string Outcome, string? Message);

public static class TestValueTable
{
    public static IEnumerable<TestValueRow> Read() => TestValues.Lines().Where(line => line.Length > 0 && line[0] != '#').Select(Row);

    private static TestValueRow Row(string line)
    {
        var words = line.Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries);
        var cut = words[0].LastIndexOf('.') is > 0 and var at && !char.IsAsciiDigit(words[0][at + 1]) ? at : words[0].Length;
        return new TestValueRow(words[0][..cut], cut == words[0].Length ? ""
            : words[0][(cut + 1)..], words[1], words[2], words[3].Trim() is "-" ? null : words[3].Trim());
    }
}
