namespace Tongbao.Server.Catalog;

/// <summary>
/// 错误码表: by which code and in which words a wire gives each refusal of <see cref="Errors"/>. errors.tbl, whose head explains its lines.
/// </summary>
public sealed class ErrorTable
{
    /// <summary>A row's name where no rule gives it; nothing to say; the words of the row that a case stands below.</summary>
    private const string NotGiven = "-", Nothing = "-", Same = "=";

    /// <summary>Lines that add to the row above: a hint; more refusals with its code and words.</summary>
    private const string HintMark = "?", AlsoMark = "+";

    /// <summary>Where the name of a field or value stands in a row's words.</summary>
    public const string NameMark = "{name}";

    /// <summary>The row of a wire that stands for whatever no other row names.</summary>
    private const string AnyOther = "*";

    private readonly Dictionary<string, ErrorRow> _byId;
    private readonly Dictionary<string, ErrorRow> _byCode;

    private ErrorTable(IReadOnlyList<ErrorRow> rows)
    {
        Rows = rows;
        _byId = rows.Where(r => r.Id is not null).ToDictionary(r => r.Id!);
        // Of a code printed twice the later row that is given is meant.
        _byCode = rows.Where(r => r is { Id: not null, IsCase: false, IsAlso: false }).GroupBy(r => r.Code)
            .ToDictionary(g => g.Key, g => g.Last());
    }

    /// <summary>
    /// Does a row say where in its words a name stands? Then the others say none; else every row says it behind its words.
    /// </summary>
    public bool PlacesNames => Rows.Any(r => r.Zh.Contains(NameMark, StringComparison.Ordinal));

    /// <summary>In the order of the wire's document, its cases below each.</summary>
    public IReadOnlyList<ErrorRow> Rows { get; }

    /// <summary>The row of a refusal; of a case that this wire has no words of its own for, that of its kind.</summary>
    public ErrorRow Of(Error error) => _byId.TryGetValue(error.Id, out var own) ? own
        : _byId.GetValueOrDefault(error.Kind ?? error.Id) ?? _byId[AnyOther];

    /// <summary>The refusal that a field table means by a code.</summary>
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

/// <summary>A row: a refusal's code and words on a wire.</summary>
/// <param name="Id">Null where no rule gives it.</param>
/// <param name="IsCase">It stands below the row of what it is a case of, with its code.</param>
public sealed record ErrorRow(string? Id, string Code, string Zh, string En, bool IsCase)
{
    /// <summary>It has the code and words of the row above.</summary>
    public bool IsAlso { get; init; }

    /// <summary>What the sandbox adds; a case has its row's unless it has its own.</summary>
    public Hint? Hint { get; init; }
}

/// <summary>提示: what a refusal is about where nobody said it, and what to do first.</summary>
/// <param name="Properties">Of the request; the first that it has is shown with what was sent.</param>
public sealed record Hint(IReadOnlyList<string> Properties, (string Zh, string En)? Words);
