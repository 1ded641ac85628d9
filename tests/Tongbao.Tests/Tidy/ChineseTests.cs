using System.Text.RegularExpressions;

namespace Tongbao.Tests.Tidy;

/// <summary>中文标点: what people read in Chinese has the punctuation of Chinese.</summary>
public sealed partial class ChineseTests
{
    [Fact]
    public void The_readme_has_full_width_punctuation() => Assert.Empty(
        Wrong(Links().Replace(Quoted().Replace(Fences().Replace(File.ReadAllText(Repository.File("README.zh-CN.md")), ""), "x"), "]")));

    [Fact]
    public void So_have_the_pages() => Assert.Empty(
        from path in Directory.EnumerateFiles(Repository.File("src", "Tongbao.Server", "Pages"), "*", SearchOption.AllDirectories)
        where path.EndsWith(".razor", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal)
        from text in Literals().Matches(File.ReadAllText(path)).Select(m => m.Value)
        from wrong in Wrong(text)
        select $"{Path.GetFileName(path)}: {wrong}");

    private static IEnumerable<string> Wrong(string text) => Narrow().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@".{0,8}(\p{IsCJKUnifiedIdeographs}|）)[,:;?!(].{0,8}|.{0,8}[,;?!)]\p{IsCJKUnifiedIdeographs}.{0,8}")] private static partial Regex Narrow();
    [GeneratedRegex("```.*?```|^    [^\n]*$", RegexOptions.Singleline | RegexOptions.Multiline)] private static partial Regex Fences();
    [GeneratedRegex("`[^`\n]*`")] private static partial Regex Quoted();
    [GeneratedRegex(@"\]\([^)]*\)")] private static partial Regex Links();
    [GeneratedRegex("\"(?:\\\\.|[^\"\\\\\n])*\"")] private static partial Regex Literals();
}
