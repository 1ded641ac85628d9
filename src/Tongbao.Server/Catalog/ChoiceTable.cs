namespace Tongbao.Server.Catalog;

/// <summary>A value of a field, and what it means.</summary>
public sealed record Choice(string Value, string Zh, string En);

/// <summary>字典: a section of catalog/tsy2/choices.tbl, which says what the values of a field mean.</summary>
public sealed record ChoiceTable(string Section, string Title, IReadOnlyList<Choice> Choices)
{
    public static IEnumerable<ChoiceTable> Read(string text)
    {
        ChoiceTable? open = null;
        foreach (var line in ApiText.Lines(text))
        {
            var (first, rest) = Cut(line.Trim());
            if (char.IsWhiteSpace(line[0]) && open is not null) open = open with { Choices = [.. open.Choices, ReadChoice(first, rest)] };
            else
            {
                if (open is not null) yield return open;
                open = new ChoiceTable(first, rest, []);
            }
        }
        if (open is not null) yield return open;
    }

    private static Choice ReadChoice(string value, string text) =>
        text.Split(" | ") is [var zh, var en] ? new Choice(value, zh, en)
            : throw new InvalidDataException($"choices.tbl: not understood: {value} {text}");

    private static (string First, string Others) Cut(string line) =>
        line.IndexOf(' ') is > 0 and var at ? (line[..at], line[at..].Trim())
            : throw new InvalidDataException($"choices.tbl: not understood: {line}");
}
