using System.Text.RegularExpressions;

namespace Tongbao.Tests.Tidy;

/// <summary>Rules of the house (STYLE.md) that a machine can hold.</summary>
public sealed class HouseTests
{
    private const int MaxLines = 300;

    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Base", "Dto", "Handler"];

    [Fact]
    public void The_sources_are_found() => Assert.True(Sources.All.Count > 200, $"{Sources.All.Count} sources");

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Assert.Empty(from source in Sources.All from type in source.Types
            where EmptyWords.Any(word => type.EndsWith(word, StringComparison.Ordinal)) select $"{source.Path}: {type}");

    [Fact]
    public void No_file_is_long() =>
        Assert.Empty(Sources.All.Where(s => s.Lines.Length > MaxLines).Select(s => $"{s.Path}: {s.Lines.Length} lines"));

    [Fact]
    public void Nothing_is_put_off() => Assert.Empty(
        from source in Sources.All
        where !source.Path.EndsWith("/HouseTests.cs", StringComparison.Ordinal)
        from line in source.Lines
        where Regex.IsMatch(line, @"\b(TODO|FIXME|XXX|HACK|NotImplementedException)\b")
        select $"{source.Path}: {line.Trim()}");

    [Fact]
    public void A_namespace_is_the_folder_that_it_stands_in() => Assert.Empty(
        from source in Sources.In("src")
        let said = Regex.Match(source.Code, @"^namespace ([\w.]+);", RegexOptions.Multiline)
        where said.Success && said.Groups[1]
            .Value != Path.GetDirectoryName(source.Path)!.Replace('/', '.')[(source.Path.IndexOf('/') + 1)..]
        select $"{source.Path}: {said.Groups[1].Value}");
}
