using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages;

/// <summary>Renders Razor components to HTML, whole, on the server; nothing of it needs a script.</summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory logs)
{
    public async Task Write(HttpContext http, int status, Type component, IReadOnlyDictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var page = new Dictionary<string, object?>
        {
            [nameof(Spoken.Tongue)] = PageLanguage.Of(http.Request), [nameof(Spoken.Page)] = component,
                [nameof(Spoken.Parameters)] = parameters.ToDictionary(p => p.Key, p => p.Value!),
        };
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Spoken>(ParameterView.FromDictionary(page))).ToHtmlString());
        var bytes = Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + html);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes);
    }

    /// <summary>Sends the browser back to the merchant by a redirect, or shows the form that the person posts there.</summary>
    public async Task Send(HttpContext http, PageReturn back, string merchant)
    {
        if (!back.ByPost)
        {
            SeeOther.Send(http, back.Address);
            return;
        }
        PageHeaders.Set(http, back.Url);
        await Write(http, StatusCodes.Status200OK, typeof(ReturnPage), new Dictionary<string, object?>
        {
            [nameof(ReturnPage.Back)] = back, [nameof(ReturnPage.Merchant)] = merchant,
        });
    }

    public Task Write(HttpContext http, PageProblem problem, string? backUrl = null, string? appName = null) =>
        Write(http, problem.Status, typeof(ProblemPage), new Dictionary<string, object?>
        {
            [nameof(ProblemPage.Problem)] = problem, [nameof(ProblemPage.BackUrl)] = backUrl, [nameof(ProblemPage.Merchant)] = appName,
        });
}
