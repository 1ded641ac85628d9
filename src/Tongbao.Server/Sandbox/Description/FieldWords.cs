using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Sandbox.Description;

/// <summary>字段说明: what catalog/sandbox.tbl says about a member of the sandbox API.</summary>
/// <param name="Choices">The only allowed values of the member, or of each of its items; empty: any.</param>
public sealed record FieldWord(string Unit, IReadOnlyList<string> Choices, string Text, JsonNode? Example)
{
    private static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string>
    {
        ["fen"] = "单位:分 in fen, 1/100 yuan", ["instant"] = "ISO 8601, +08:00", ["day"] = "yyyy-MM-dd", ["duration"] = "ISO 8601",
            ["ms"] = "毫秒 in milliseconds",
        ["minutes"] = "分钟 in minutes", ["bits"] = "位 in bits", ["count"] = "", ["ratio"] = "", ["yesno"] = "", ["text"] = "", ["list"] = "",
            ["object"] = "",
    };

    /// <summary>The text with its unit, if there is one.</summary>
    public string Description => Units[Unit] is { Length: > 0 } unit ? $"{Text} ({unit})" : Text;
}

/// <summary>Reads catalog/sandbox.tbl; the head of the file explains the words.</summary>
public static class FieldWords
{
    public const string Parameters = "Parameters", Settings = "Settings";

    private const string Whole = "=", Table = "sandbox.tbl", BeforeExample = "  = ";

    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, FieldWord>> Sections = Read();

    public static FieldWord? Find(string schema, string member) => Of(schema)?.GetValueOrDefault(member);

    public static JsonNode? ExampleOf(string schema) => Find(schema, Whole)?.Example?.DeepClone();

    private static IReadOnlyDictionary<string, FieldWord>? Of(string schema) =>
        Sections.GetValueOrDefault(schema)
            ?? Sections.FirstOrDefault(s => s.Key.EndsWith('*') && schema.StartsWith(s.Key[..^1], StringComparison.Ordinal)).Value;

    /// <summary>A line with a wrong form stops the program at start.</summary>
    private static Dictionary<string, IReadOnlyDictionary<string, FieldWord>> Read()
    {
        var sections = new Dictionary<string, IReadOnlyDictionary<string, FieldWord>>();
        Dictionary<string, FieldWord>? rows = null;
        foreach (var line in ApiText.Lines(Tables.Text(Table)))
        {
            if (!char.IsWhiteSpace(line[0]))
            {
                sections[line.Trim()] = rows = [];
                continue;
            }
            var (name, rest) = Cut(line.Trim());
            if (name == Whole) rows![Whole] = new FieldWord("object", [], "", JsonNode.Parse(rest));
            else if (Cut(rest) is var (unit, said) && said.IndexOf(BeforeExample, StringComparison.Ordinal) is var at)
                rows![name] = new FieldWord(unit.Split('{')[0], unit.Contains('{') ? unit.TrimEnd('}').Split('{')[1].Split(',')
                    : [], Clear(at < 0 ? said : said[..at]), at < 0 ? null : JsonNode.Parse(said[(at + BeforeExample.Length)..]));
        }
        return sections;
    }

    private static (string First, string Others) Cut(string line) =>
        line.IndexOf(' ') is > 0 and var at ? (line[..at], line[at..].Trim())
            : throw new InvalidDataException($"{Table}: not understood: {line}");

    /// <summary>Chinese first, then English.</summary>
    private static string Clear(string said) => said.Trim().Replace(" | ", "。");
}
