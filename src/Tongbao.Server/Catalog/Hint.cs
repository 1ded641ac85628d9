namespace Tongbao.Server.Catalog;

/// <summary>提示: what a code is about where nobody said it, and what to do first. A row of hints.tbl.</summary>
/// <param name="Properties">Of the request; the first that it has is shown with what was sent.</param>
public sealed record Hint(IReadOnlyList<string> Properties, (string Zh, string En)? Words)
{
    private const string Nothing = "-";

    /// <summary>code  Property,Property  中文  | English; a - where there is nothing to say.</summary>
    public static IReadOnlyDictionary<string, Hint> Read(string text) => ApiText.Lines(text).Select(line =>
    {
        var (left, english) = line.IndexOf(" | ", StringComparison.Ordinal) is > 0 and var bar ? (line[..bar], line[(bar + 3)..].Trim()) : (line, Nothing);
        var cells = left.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (Code: cells[0], Hint: new Hint(cells[1] == Nothing ? [] : cells[1].Split(','), cells.Length > 2 ? (cells[2], english) : null));
    }).ToDictionary(row => row.Code, row => row.Hint);
}
