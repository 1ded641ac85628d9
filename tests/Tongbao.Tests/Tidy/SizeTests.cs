using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tongbao.Tests.Tidy;

/// <summary>
/// Sizes that STYLE.md names: lines of a file and of a method, columns of a line. What is beyond them today stands in sizes.tbl, which only
/// shrinks: a file may not come to have more than it has there, and one that has less takes its row along.
/// </summary>
public sealed class SizeTests
{
    private const int MaxColumns = 140, MaxFileLines = 150, MaxMethodLines = 55;
    private const string Table = "tests/Tongbao.Tests/Tidy/sizes.tbl";

    [Fact]
    public void What_is_too_large_only_shrinks()
    {
        var allowed = File.ReadLines(Repository.File(Table)).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .ToDictionary(parts => (Path: parts[1], What: parts[0]), parts => int.Parse(parts[2], null));
        var today = Sources.All.Where(s => s.Path.StartsWith("src/", StringComparison.Ordinal)).SelectMany(Beyond)
            .ToDictionary(b => (b.Path, b.What), b => b.Count);
        var grown = today.Where(t => t.Value > allowed.GetValueOrDefault(t.Key))
            .Select(t => $"{t.Key.What} {t.Key.Path} {t.Value}, allowed are {allowed.GetValueOrDefault(t.Key)}");
        var shrunk = allowed.Where(a => today.GetValueOrDefault(a.Key) < a.Value)
            .Select(a => $"{a.Key.What} {a.Key.Path} {today.GetValueOrDefault(a.Key)} now: write it into {Table}");
        var wrong = grown.Concat(shrunk).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What of a file is beyond the sizes: wide lines, its own length, long methods; how many, or how long.</summary>
    private static IEnumerable<(string Path, string What, int Count)> Beyond(Source source)
    {
        var wide = source.Lines.Count(line => line.Length > MaxColumns);
        if (wide > 0) yield return (source.Path, "wide", wide);
        if (source.Lines.Length > MaxFileLines) yield return (source.Path, "file", source.Lines.Length);
        var methods = CSharpSyntaxTree.ParseText(string.Join('\n', source.Lines)).GetRoot().DescendantNodes()
            .OfType<BaseMethodDeclarationSyntax>();
        var longest = methods.Select(LinesOf).DefaultIfEmpty(0).Max();
        if (longest > MaxMethodLines) yield return (source.Path, "method", longest);
    }

    private static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
