namespace Tongbao.Server.Catalog;

/// <summary>A value of a field, and what it means.</summary>
public sealed record Choice(string Value, string Zh, string En);

/// <summary>字典: a section of a wire's choices.tbl, which explains the values of a field.</summary>
public sealed record ChoiceTable(string Section, string Title, IReadOnlyList<Choice> Choices)
{
    /// <summary>Other accepted spellings, each with the value that it stands for.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; private init; } = new Dictionary<string, string>();

    public static IEnumerable<ChoiceTable> Read(string text)
    {
        ChoiceTable? open = null;
        foreach (var line in ApiText.Lines(text))
        {
            var (first, rest) = Cut(line.Trim());
            if (char.IsWhiteSpace(line[0]) && open is not null) open = open.With(first.Split('|'), rest);
            else
            {
                if (open is not null) yield return open;
                open = new ChoiceTable(first, rest, []);
            }
        }
        if (open is not null) yield return open;
    }

    private ChoiceTable With(string[] spelt, string text) => this with
    {
        Choices = [.. Choices, ReadChoice(spelt[0], text)],
        Aliases = Aliases.Concat(spelt[1..].Select(other => KeyValuePair.Create(other, spelt[0]))).ToDictionary(),
    };

    private static Choice ReadChoice(string value, string text) =>
        text.Split(" | ") is [var zh, var en] ? new Choice(value, zh, en)
            : throw new InvalidDataException($"choices.tbl: not understood: {value} {text}");

    private static (string First, string Others) Cut(string line) =>
        line.IndexOf(' ') is > 0 and var at ? (line[..at], line[at..].Trim())
            : throw new InvalidDataException($"choices.tbl: not understood: {line}");
}
