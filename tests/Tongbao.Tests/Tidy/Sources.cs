using System.Text.RegularExpressions;

namespace Tongbao.Tests.Tidy;

/// <summary>A C# file of this repository, as text.</summary>
/// <param name="Path">From the repository's root, with /.</param>
public sealed partial record Source(string Path, string[] Lines)
{
    /// <summary>The text without comments and without what stands in quotes.</summary>
    public string Code { get; } = Quoted().Replace(Comment().Replace(string.Join('\n', Lines), ""), "\"\"");

    /// <summary>The names of the types that it declares.</summary>
    public IEnumerable<string> Types => Declared().Matches(Code).Select(m => m.Groups[1].Value);

    /// <summary>Those among them that stand in no other type.</summary>
    public IEnumerable<string> OuterTypes => Outer().Matches(Code).Select(m => m.Groups[1].Value);

    public bool Mentions(string name) => Regex.IsMatch(Code, $@"\b{Regex.Escape(name)}\b");

    [GeneratedRegex(@"^\s*//.*$|(?<=\s)// .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"(\\\\.|[^\"\\\\\n])*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(?:class|record struct|record class|record|struct|interface|enum)\s+([A-Z]\w*)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"^(?:public |internal |sealed |static |abstract |partial |readonly )+(?:class|record struct|record class|record|struct|interface|enum)\s+([A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Outer();
}

/// <summary>The sources that people write: what the compiler makes is left out.</summary>
public static class Sources
{
    private static readonly string[] Trees = ["src", "tests", "bench"];

    public static IReadOnlyList<Source> All { get; } =
    [
        .. Trees.SelectMany(tree => Directory.EnumerateFiles(Repository.File(tree), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/")).Order(StringComparer.Ordinal)
            .Select(path => new Source(path, File.ReadAllLines(Repository.File(path)))),
    ];

    /// <summary>The files of a folder, those of its folders with them.</summary>
    public static IEnumerable<Source> In(string folder) => All.Where(s => s.Path.StartsWith(folder + "/", StringComparison.Ordinal));
}
