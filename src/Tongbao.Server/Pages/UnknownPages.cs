namespace Tongbao.Server.Pages;

/// <summary>没有的页面: whoever comes with a browser to an address that is none is shown a page; programs get a problem document.</summary>
public static class UnknownPages
{
    private static readonly string[] PagePaths = ["/yungateway", "/pwd", "/simulated", "/signing", "/certification"];

    public static async Task Answer(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var answer = http.Response;
        if (answer.StatusCode != StatusCodes.Status404NotFound || answer.HasStarted || answer.ContentType is not null
            || !IsForPeople(http.Request)) return;
        PageHeaders.Set(http);
        await http.RequestServices.GetRequiredService<PageRenderer>().Write(http, PageProblem.NoSuchPage);
    }

    private static bool IsForPeople(HttpRequest asked) =>
        PagePaths.Any(path => asked.Path.StartsWithSegments(path))
            || (asked.Headers.Accept.ToString().Contains("text/html") && !asked.Path.StartsWithSegments("/sandbox"));
}
