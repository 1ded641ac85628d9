using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Tidy;

/// <summary>
/// Core speaks no wire: what a client reads stands in the wire's tables. What still does not is listed here, and the list only gets
/// shorter.
/// </summary>
public sealed class NeutralCoreTests
{
    /// <summary>How many Chinese texts a file has: names of account sets and kinds, and what operators read in findings.</summary>
    private static readonly IReadOnlyDictionary<string, int> ChineseStill =
        new Dictionary<string, int> { ["src/Tongbao.Core/Orders/Queries.cs"] = 1 };

    private static readonly IReadOnlyList<(string Path, string Text)> Literals =
        [.. from source in Sources.In("src/Tongbao.Core") from text in TextsIn(source) select (source.Path, text)];

    [Fact]
    public void What_a_client_reads_in_Chinese_stands_in_the_tables_of_the_wire() => Assert.Equal(
        ChineseStill.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}: {f.Value}"),
        Literals.Where(l => l.Text.Any(c => c is >= '\u4e00' and <= '\u9fff')).GroupBy(l => l.Path)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}: {g.Count()}"));

    /// <summary>What ACCP calls success, and the terminals of 4.1.22 too.</summary>
    private const string Success = "0000";

    [Fact]
    public void No_code_of_a_wire_stands_in_Core()
    {
        var codes = Tables.Wires.SelectMany(wire => Tables.Of(wire).Errors.Rows.Select(r => (Wire: wire, r.Code)))
            .Where(c => c.Code != Success).ToLookup(c => c.Code, c => c.Wire);
        Assert.Empty(Literals.Where(l => codes[l.Text].Any(wire => HomeOf(l.Path) is not { } home || home == wire))
            .Select(l => $"{l.Path}: {l.Text}"));
    }

    /// <summary>The wire in whose folder a file stands: there an interface may have a name that is another wire's code.</summary>
    private static string? HomeOf(string path) =>
        Tables.Wires.FirstOrDefault(wire => path.Contains($"/{wire}/", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void No_refusal_of_Core_is_about_a_field_by_its_name_on_a_wire() =>
        Assert.Empty(from source in Sources.In("src/Tongbao.Core") from line in source.Lines where line.Contains(".About(\"")
            || line.Contains(".About($\"") select $"{source.Path}: {line.Trim()}");

    private static IEnumerable<string> TextsIn(Source source) =>
        CSharpSyntaxTree.ParseText(string.Join('\n', source.Lines)).GetRoot().DescendantNodes().SelectMany(node => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => [literal.Token.ValueText],
        InterpolatedStringTextSyntax part => (string[])[part.TextToken.ValueText],
        _ => [],
    });
}
