using Tongbao.Server.Catalog;
using Tongbao.Server.Pages;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>接口文档: the reference pages of the wire, generated from the tables of catalog/, so that nothing is written twice.</summary>
public sealed class ReferencePages(PageRenderer renderer, WireReference reference, [FromKeyedServices(WireReference.Wire)] Tables catalog)
{
    /// <summary>The navigation at the top of every page.</summary>
    public static readonly IReadOnlyList<(string Address, string Zh)> Chapters =
        [("/docs", "接口"), ("/docs/paymethods", "支付方式"), ("/docs/choices", "字典"), ("/docs/errors", "错误代码"), ("/docs/testvalues", "测试值"),
            ("/openapi", "沙箱接口")];

    public static string AddressOf(ApiTable api) => $"/docs/{api.Service}/{api.Name}";

    public void Map(IEndpointRouteBuilder routes)
    {
        Page("/docs", _ => typeof(IndexPage), _ => Catalog());
        Page("/docs/paymethods", _ => typeof(PayMethodsPage), _ => Catalog());
        foreach (var (address, chapter) in new (string, Func<ReferenceChapter>)[] { ("choices", () => WireChapters.Choices(catalog)),
            ("errors", () => WireChapters.Errors(catalog)), ("testvalues", WireChapters.TestValues) })
            Page($"/docs/{address}", _ => typeof(TablesPage),
                _ => new Dictionary<string, object?> { [nameof(TablesPage.Chapter)] = chapter() });
        routes.MapGet("/docs/{service}/{name}", (RequestDelegate)(http =>
            reference.Find((string)http.Request.RouteValues["service"]!, (string)http.Request.RouteValues["name"]!) is { } api
                ? Write(http, typeof(InterfacePage),
                    new Dictionary<string, object?> { [nameof(InterfacePage.Api)] = api, [nameof(InterfacePage.Catalog)] = reference })
                : Results.NotFound().ExecuteAsync(http))).ExcludeFromDescription();

        void Page(string path, Func<HttpContext, Type> page, Func<HttpContext, Dictionary<string, object?>> parameters) =>
            routes.MapGet(path, (RequestDelegate)(http => Write(http, page(http), parameters(http)))).ExcludeFromDescription();
    }

    private Dictionary<string, object?> Catalog() => new() { [nameof(IndexPage.Catalog)] = reference };

    private Task Write(HttpContext http, Type page, IReadOnlyDictionary<string, object?> parameters)
    {
        PageHeaders.Set(http);
        return renderer.Write(http, StatusCodes.Status200OK, page, parameters);
    }
}
