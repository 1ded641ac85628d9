using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tongbao.Tests.Tidy;

/// <summary>
/// The arrows within Core, file by file, as the compiler sees them: a file knows files of its own layer and of those below it, and nobody
/// else.
/// </summary>
public sealed class CoreArrowTests
{
    private const string Core = "src/Tongbao.Core", PartialWithoutBody = "CS8795";

    /// <summary>From the bottom up. A file stands in the first layer that names it, or its folder: of two folders the one further in.</summary>
    private static readonly (string Layer, string[] Files)[] Layers =
    [
        ("values", ["Cents", "Ids", "Secrets", "Days", "Error", "Errors", "Errors.Agreements", "Errors.Members", "Errors.Onboarding",
            "Errors.Orders", "Errors.Settling", "Errors.SplitFiles", "Reason", "Result", "Rows", "ContentDigest", "CardsInText", "JsonText",
            "YesNo"]),
        ("ledger", ["Ledger/"]),
        ("app", ["Platform/App", "Platform/Identity", "Platform/Settings", "Platform/AccountSets"]),
        ("transaction", ["Ask", "Book", "Command", "Counters", "IPrefetch", "IEnvironment", "RawRequest"]),
        ("platform", ["Platform/"]),
        ("members", ["Members/"]),
        ("orders", ["Orders/"]),
        // Operations on members have numbers in one row with orders, and look whether a member has orders open.
        ("account operations", ["Members/Accp/", "Members/Yst2/"]),
        ("files of a day", ["Recon/"]),
        ("audit", ["Audit/"]),
    ];

    [Fact]
    public void A_file_of_Core_knows_only_its_own_layer_and_those_below()
    {
        var arrows = Arrows().ToList();
        Assert.True(arrows.Count > 1_000, $"{arrows.Count} arrows");
        var wrong = (from arrow in arrows where LayerOf(arrow.From) < LayerOf(arrow.To)
            select $"{arrow.From} knows {arrow.To}: {arrow.Name}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_file_of_Core_stands_in_a_layer() => Assert.DoesNotContain(Files(), file => LayerOf(file) < 0);

    private static int LayerOf(string file) => Layers.Index().SelectMany(layer => layer.Item.Files
            .Where(f => f.EndsWith('/') ? file.StartsWith(f, StringComparison.Ordinal) : file == f).Select(f => (layer.Index, f.Length)))
        .OrderByDescending(found => found.Length).Select(found => found.Index).FirstOrDefault(-1);

    private static IEnumerable<string> Files() => Sources.In(Core).Select(s => NameOf(s.Path));

    private static string NameOf(string path) => path[(Core.Length + 1)..^".cs".Length];

    private static IEnumerable<(string From, string To, string Name)> Arrows()
    {
        var trees = Sources.In(Core).Select(s => CSharpSyntaxTree.ParseText(string.Join('\n', s.Lines), path: NameOf(s.Path))).ToList();
        var usual = CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;");
        var libraries = Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
            .Select(dll => MetadataReference.CreateFromFile(dll));
        var core = CSharpCompilation.Create("core", [.. trees, usual], libraries,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        // What generators of the build would write is missing here, and nothing else.
        Assert.Empty(core.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != PartialWithoutBody).Take(3)
            .Select(d => d.ToString()));
        return trees.SelectMany(tree => ArrowsOf(tree, core.GetSemanticModel(tree))).Distinct();
    }

    private static IEnumerable<(string, string, string)> ArrowsOf(SyntaxTree tree, SemanticModel model) =>
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let symbol = model.GetSymbolInfo(name).Symbol
        where symbol is not null and not INamespaceSymbol
        from place in symbol.OriginalDefinition.DeclaringSyntaxReferences
        where place.SyntaxTree.FilePath != tree.FilePath && place.SyntaxTree.FilePath.Length > 0
        select (tree.FilePath, place.SyntaxTree.FilePath, symbol.Name);
}
