namespace Tongbao.Server.Catalog;

/// <summary>
/// 错误码表: the code and the words of a wire for each refusal of <see cref="Errors"/>. Reads errors.tbl; the head of the file explains its
/// lines.
/// </summary>
public sealed class ErrorTable
{
    /// <summary>"-" as a name: no rule gives this error. "-" as a hint's properties: none. "=" as words: those of the row above.</summary>
    private const string NotGiven = "-", Nothing = "-", Same = "=";

    /// <summary>Marks of lines that add to the row above: a hint, or further refusals with the same code and words.</summary>
    private const string HintMark = "?", AlsoMark = "+";

    /// <summary>The placeholder in a row's words for the name of a field or value.</summary>
    public const string NameMark = "{name}";

    /// <summary>The row that a wire uses for every refusal without a row of its own.</summary>
    private const string AnyOther = "*";

    private readonly Dictionary<string, ErrorRow> _byId;
    private readonly Dictionary<string, ErrorRow> _byCode;

    private ErrorTable(IReadOnlyList<ErrorRow> rows)
    {
        Rows = rows;
        _byId = rows.Where(r => r.Id is not null).ToDictionary(r => r.Id!);
        // If the vendor's document lists a code twice, the last row with a name wins.
        _byCode = rows.Where(r => r is { Id: not null, IsCase: false, IsAlso: false }).GroupBy(r => r.Code)
            .ToDictionary(g => g.Key, g => g.Last());
    }

    /// <summary>
    /// Whether any row uses the placeholder. Then rows without it show no name; otherwise every row shows the name after its words.
    /// </summary>
    public bool PlacesNames => Rows.Any(r => r.Zh.Contains(NameMark, StringComparison.Ordinal));

    /// <summary>In the order of the wire's document, each row followed by its cases.</summary>
    public IReadOnlyList<ErrorRow> Rows { get; }

    /// <summary>The row of a refusal. A case without a row of its own has the row of its general error.</summary>
    public ErrorRow Of(Error error) => _byId.TryGetValue(error.Id, out var own) ? own
        : _byId.GetValueOrDefault(error.Kind ?? error.Id) ?? _byId[AnyOther];

    /// <summary>The refusal that a code in a field table stands for.</summary>
    public Error ByCode(string code) => Errors.All[_byCode[code].Id!];

    public bool Knows(string code) => _byCode.ContainsKey(code);

    public static ErrorTable Read(string text)
    {
        var rows = new List<ErrorRow>();
        foreach (var line in ApiText.Lines(text))
        {
            var (left, english) = line.IndexOf(" | ", StringComparison.Ordinal) is > 0
                and var bar ? (line[..bar], line[(bar + 3)..].Trim()) : (line, null);
            var cells = left.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (!char.IsWhiteSpace(line[0]))
                rows.Add(new ErrorRow(cells[0] == NotGiven ? null : cells[0], cells[1], cells[2], english!, IsCase: false));
            else if (cells[0] == HintMark) rows[^1] = rows[^1] with { Hint = HintOf(cells, english) };
            else if (cells[0] == AlsoMark) rows.AddRange(AlsoOf(RowAbove(rows), cells));
            else rows.Add(CaseOf(RowAbove(rows), cells, english));
        }
        return new ErrorTable(rows);
    }

    private static ErrorRow RowAbove(List<ErrorRow> rows) => rows.Last(r => r is { IsCase: false, IsAlso: false });

    private static List<ErrorRow> AlsoOf(ErrorRow row, string[] cells) => [.. cells[1..].Select(id => row with { Id = id, IsAlso = true })];

    private static ErrorRow CaseOf(ErrorRow row, string[] cells, string? english) =>
        row with { Id = cells[0], Zh = cells[1] == Same ? row.Zh : cells[1], En = english ?? row.En, IsCase = true };

    private static Hint HintOf(string[] cells, string? english) =>
        new(cells[1] == Nothing ? [] : cells[1].Split(','), cells.Length > 2 ? (cells[2], english!) : null);
}

/// <summary>A refusal's code and words on a wire.</summary>
/// <param name="Id">Null if no rule gives it.</param>
/// <param name="IsCase">The row is a special case of the row above and has the same code.</param>
public sealed record ErrorRow(string? Id, string Code, string Zh, string En, bool IsCase)
{
    /// <summary>The row has the same code and words as the row above.</summary>
    public bool IsAlso { get; init; }

    /// <summary>What the sandbox adds to the error. A case without a hint of its own has the hint of its general row.</summary>
    public Hint? Hint { get; init; }
}

/// <summary>提示: which property an error is probably about, if the error does not say so, and what to try first.</summary>
/// <param name="Properties">Properties of the request. The first one that was sent is shown with its value.</param>
public sealed record Hint(IReadOnlyList<string> Properties, (string Zh, string En)? Words);
