using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Tongbao.Server.Pages;

/// <summary>Renders Razor components to HTML, whole, on the server; nothing of it needs a script.</summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory logs)
{
    public async Task Write(HttpContext http, int status, Type component, IReadOnlyDictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(new Dictionary<string, object?>(parameters)))).ToHtmlString());
        var bytes = Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + html);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes);
    }

    public Task Write(HttpContext http, PageProblem problem, string? backUrl = null, string? appName = null) =>
        Write(http, problem.Status, typeof(ProblemPage), new Dictionary<string, object?>
        {
            [nameof(ProblemPage.Problem)] = problem, [nameof(ProblemPage.BackUrl)] = backUrl, [nameof(ProblemPage.Merchant)] = appName,
        });
}
