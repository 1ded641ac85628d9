namespace Tongbao.Server.Catalog;

/// <summary>A row of an .api file: one field of a request, a reply or a nested object.</summary>
/// <param name="Aliases">Other spellings that are accepted. We send the first name.</param>
/// <param name="Code">The refusal for a wrong form or value; null for the general one.</param>
public sealed record FieldRow(string Name, IReadOnlyList<string> Aliases, string Type, string? Shape, int? Max, IReadOnlyList<string> Enum,
    bool Encrypted, string? Code, Presence Presence, string? WhenField, IReadOnlyList<string> WhenValues, string Property)
{
    /// <summary>Its meaning in Chinese, with the section of chapter 6 that lists its values.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>Values that are treated as if the field had not been sent.</summary>
    public IReadOnlyList<string> Nothing { get; init; } = [];

    /// <summary>Other spellings of values, each with the value of <see cref="Enum"/> that it stands for.</summary>
    public IReadOnlyDictionary<string, string> EnumAliases { get; init; } = NoAliases;

    /// <summary>The row of the enclosing object: for payerInfo.payer_id that of payerInfo. Null at the top level.</summary>
    public FieldRow? Parent { get; init; }

    /// <summary>Its accepted names in JSON within the enclosing object. We send the first.</summary>
    public IEnumerable<string> Keys => Aliases.Prepend(Leaf);

    /// <summary>Its name without the name of the enclosing object.</summary>
    public string Leaf => Parent is null ? Name : Name[(Parent.Name.Length + 1)..];

    /// <summary>An object without a shape of its own: each member has a row, named with a dot.</summary>
    public bool IsParted => Type == "object" && Shape is null;

    private static readonly IReadOnlyDictionary<string, string> NoAliases = new Dictionary<string, string>();

    /// <summary>The error that <see cref="Code"/> stands for.</summary>
    public Error? Refusal { get; init; }

    /// <summary>
    /// Whether another row has the same name. For a request, the row whose `when` condition holds applies, else the row without a
    /// condition.
    /// </summary>
    public bool HasNamesake { get; init; }
}

public enum Presence { Required, Optional, Conditional, When, With, Without }

/// <summary>An .api file: a method of a wire, or, without service and method, a nested object.</summary>
public sealed record ApiTable(string Name, string Service, string Method, string Kind, string? Path, string? Command,
    IReadOnlyDictionary<string, IReadOnlyList<FieldRow>> Sections)
{
    private static readonly IReadOnlyList<FieldRow> None = [];

    /// <summary>Its title in Chinese, and a sentence in English.</summary>
    public (string Zh, string En) Title { get; init; }

    /// <summary>Its place in the vendor's document.</summary>
    public string Chapter { get; init; } = "";

    /// <summary>For a notice or a page: the methods whose requests give its address.</summary>
    public IReadOnlyList<string> Of { get; init; } = [];

    public IReadOnlyList<FieldRow> Section(string name) => Sections.TryGetValue(name, out var rows) ? rows : None;
}

/// <summary>Reads the grammar that catalog/README.md describes. A line with a wrong form stops the program at start.</summary>
public static class ApiText
{
    private const char NothingMark = '~';

    public static ApiTable Read(string name, string text)
    {
        var head = new Dictionary<string, string>();
        var sections = new Dictionary<string, IReadOnlyList<FieldRow>>();
        List<FieldRow>? rows = null;
        foreach (var line in Lines(text))
        {
            if (char.IsWhiteSpace(line[0])) Add(name, rows ?? throw Bad(name, line), ReadRow(name, line));
            else if (Words(line) is [var section]) sections[section] = rows = [];
            else head[Words(line)[0]] = Words(line)[1];
        }
        return new ApiTable(name, head.GetValueOrDefault("service", ""), head.GetValueOrDefault("method", ""),
            head.GetValueOrDefault("kind", "shape"),
            head.GetValueOrDefault("path"), head.GetValueOrDefault("command"), sections) { Title = TitleOf(text),
                Chapter = head.GetValueOrDefault("section", "").Trim('-'), Of = head.GetValueOrDefault("of")?.Split(',') ?? [] };
    }

    private static readonly string[] Vendors = [" 云商通", " 通商云", " 连连"];

    /// <summary>Reads the first line of a file, such as: # 消费申请: a buyer pays a seller. 通商云 4.2.4</summary>
    private static (string Zh, string En) TitleOf(string text)
    {
        var line = text.Split('\n')[0].TrimStart('#').Trim();
        var (zh, en) = line.IndexOf(':') is > 0 and var at ? (line[..at], line[(at + 1)..].Trim()) : (line, "");
        return (zh, Vendors.Select(v => en.LastIndexOf(v, StringComparison.Ordinal)).Max() is > 0 and var end ? en[..end] : en);
    }

    private static void Add(string file, List<FieldRow> rows, FieldRow row)
    {
        if (row.Name.LastIndexOf('.') is > 0 and var dot)
            row = row with { Parent = rows.FirstOrDefault(r => r.IsParted && r.Name == row.Name[..dot]) ?? throw Bad(file, row.Name) };
        if (rows.FindIndex(r => r.Name == row.Name) is >= 0 and var first)
            (rows[first], row) = (rows[first] with { HasNamesake = true }, row with { HasNamesake = true });
        rows.Add(row);
    }

    public static FieldRow ReadRow(string file, string line)
    {
        var words = Words(line);
        if (words.Length < 4) throw Bad(file, line);
        var names = words[0].Split('|');
        var (type, shape, max, values, encrypted, code) = ReadType(file, words[1]);
        var spelt = values.Where(v => v[0] != NothingMark).Select(v => v.Split('|')).ToList();
        var (presence, whenField, whenValues) = ReadPresence(file, words[2]);
        return new FieldRow(names[0], names[1..], type, shape, max, [.. spelt.Select(v => v[0])], encrypted, code, presence,
            whenField, whenValues, words[3])
        {
            Meaning = string.Join(' ', words[4..]),
            EnumAliases = spelt.SelectMany(v => v[1..].Select(other => (other, v[0]))).ToDictionary(v => v.other, v => v.Item2),
            Nothing = [.. values.Where(v => v[0] == NothingMark).Select(v => v[1..])],
        };
    }

    public static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0 && !l.TrimStart().StartsWith('#'));

    public static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static (string Type, string? Shape, int? Max, string[] Enum, bool Encrypted, string? Code) ReadType(string file, string text)
    {
        string? code = null;
        if (text.IndexOf('!') is > 0 and var mark) (text, code) = (text[..mark], text[(mark + 1)..]);
        var encrypted = text.EndsWith('*');
        if (encrypted) text = text[..^1];
        string[] values = [];
        if (text.IndexOf('{') is > 0 and var brace) (text, values) = (text[..brace], text[(brace + 1)..^1].Split(','));
        if (text.IndexOf('(') is not (> 0 and var open)) return (text, null, null, values, encrypted, code);
        var (type, inside) = (text[..open], text[(open + 1)..^1].Split(','));
        if (int.TryParse(inside[0], out var max)) return (type, null, max, values, encrypted, code);
        return (type, inside[0], inside.Length > 1 ? int.Parse(inside[1]) : null, values, encrypted, code);
    }

    private static (Presence, string?, string[]) ReadPresence(string file, string word)
    {
        if (word.StartsWith("with(", StringComparison.Ordinal)) return (Presence.With, word[5..^1], []);
        if (word.StartsWith("without(", StringComparison.Ordinal)) return (Presence.Without, word[8..^1], []);
        if (!word.StartsWith("when(", StringComparison.Ordinal)) return (System.Enum.Parse<Presence>(word, ignoreCase: true), null, []);
        var condition = word[5..^1].Split('=');
        return (Presence.When, condition[0], condition[1].Split(','));
    }

    private static InvalidDataException Bad(string file, string line) => new($"{file}: not understood: {line}");
}
