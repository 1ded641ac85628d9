using Tongbao.Server.Catalog;
using Tongbao.Server.Pages;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>接口文档: the reference pages of each wire, generated from the tables of catalog/, so that nothing is written twice.</summary>
public sealed class ReferencePages(PageRenderer renderer, Catalogue catalogue, IEnumerable<IWireReference> wires)
{
    private const string TestValues = "/docs/testvalues";

    private readonly IReadOnlyList<WireReference> _wires = [.. wires.Select(w => new WireReference(catalogue.Of(w.Wire), w))];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var wire in _wires)
        {
            var root = wire.Words.Root;
            Page(routes, root, typeof(IndexPage), wire);
            foreach (var (address, _) in wire.Chapters.Where(c => c.Address.EndsWith("/paymethods", StringComparison.Ordinal)))
                Page(routes, address, typeof(PayMethodsPage), wire);
            Page(routes, $"{root}/choices", typeof(TablesPage), wire, WireChapters.Choices(wire));
            Page(routes, $"{root}/errors", typeof(TablesPage), wire, WireChapters.Errors(wire));
            routes.MapGet($"{root}/{{group}}/{{name}}", (RequestDelegate)(http =>
                wire.Find((string)http.Request.RouteValues["group"]!, (string)http.Request.RouteValues["name"]!) is { } api
                    ? Write(http, typeof(InterfacePage), Parameters(wire, (nameof(InterfacePage.Api), api)))
                    : Results.NotFound().ExecuteAsync(http))).ExcludeFromDescription();
        }
        Page(routes, TestValues, typeof(TablesPage), _wires[0], WireChapters.TestValues());
    }

    private void Page(IEndpointRouteBuilder routes, string path, Type page, WireReference wire, ReferenceChapter? chapter = null) =>
        routes.MapGet(path, (RequestDelegate)(http => Write(http, page, chapter is null ? Parameters(wire)
            : Parameters(wire, (nameof(TablesPage.Chapter), chapter))))).ExcludeFromDescription();

    private Dictionary<string, object?> Parameters(WireReference wire, params (string Name, object Value)[] more)
    {
        var parameters = more.ToDictionary(m => m.Name, m => (object?)m.Value);
        parameters[nameof(IndexPage.Catalog)] = wire;
        parameters[nameof(IndexPage.Navigation)] = Navigation(wire);
        return parameters;
    }

    private IReadOnlyList<(string Address, string Zh)> Navigation(WireReference wire) =>
        [.. wire.Chapters, (TestValues, "测试值"), .. _wires.Where(w => w != wire).Select(w => (w.Words.Root, w.Words.Title.Zh)),
            ("/openapi", "沙箱接口")];

    private Task Write(HttpContext http, Type page, IReadOnlyDictionary<string, object?> parameters)
    {
        PageHeaders.Set(http);
        return renderer.Write(http, StatusCodes.Status200OK, page, parameters);
    }
}
