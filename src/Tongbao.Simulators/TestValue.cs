using System.Globalization;

namespace Tongbao.Simulators;

/// <summary>测试值: a row of catalog/shared/testvalues.tbl; the head of the file explains the words.</summary>
/// <param name="Conditions">All must hold. Empty: always.</param>
/// <param name="Words">What is written after the outcome: code, minutes, limit.</param>
internal sealed record TestValue(string Where, IReadOnlyList<TestValue.Condition> Conditions, string Outcome,
    IReadOnlyDictionary<string, string> Words, string? Message)
{
    public sealed record Condition(string Field, char Sign, string Value)
    {
        public bool Holds(string? given) => (Sign, Value) switch
        {
            (_, _) when given is null => false,
            ('>', _) => long.Parse(given, CultureInfo.InvariantCulture) > long.Parse(Value, CultureInfo.InvariantCulture),
            (_, ['*', .. var middle, '*']) => given.Contains(middle, StringComparison.Ordinal),
            (_, [.. var start, '*']) => given.StartsWith(start, StringComparison.Ordinal),
            (_, ['*', .. var end]) => given.EndsWith(end, StringComparison.Ordinal),
            _ => given == Value,
        };
    }

    public bool Fits(Func<string, string?> field) => Conditions.All(c => c.Holds(field(c.Field)));

    /// <summary>The value that a condition requires for a field; null if there is none.</summary>
    public string? Printed(string field) => Conditions.FirstOrDefault(c => c.Field == field)?.Value;

    /// <summary>A line with a wrong form stops the program at start.</summary>
    public static TestValue Read(string line)
    {
        if (line.Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries)
            is not [var where, var conditions, var outcome, var message])
            throw new FormatException($"testvalues.tbl: {line}");
        var words = outcome.Split(',').Select(word => word.Split('=', 2)).ToList();
        return new TestValue(where, conditions == "*" ? [] : [.. conditions.Split(',').Select(ReadCondition)], words[0][0],
            words.Where(w => w.Length == 2).ToDictionary(w => w[0], w => w[1]), message.Trim() is "-" ? null : message.Trim());
    }

    private static Condition ReadCondition(string text) => text.IndexOfAny(['=', '>']) is var at and > 0
        ? new Condition(text[..at], text[at], text[(at + 1)..])
        : throw new FormatException($"testvalues.tbl: {text}");
}
