namespace Tongbao.Server.Pages;

/// <summary>What every page has around it: its headers, and a page that says so where something went wrong on our side.</summary>
public sealed class PageGuard(PageRenderer renderer, ILogger<PageGuard> log)
{
    public async Task Serve(HttpContext http, Func<Task> serve)
    {
        PageHeaders.Set(http);
        try
        {
            await serve();
        }
        catch (Exception gone) when (gone is StoreUnavailable or System.Data.Common.DbException)
        {
            log.LogError("{Route}: {Error}", RouteOf(http), gone.Message);
            await renderer.Write(http, PageProblem.Busy);
        }
        catch (Exception bug) when (bug is not BadHttpRequestException && !http.Response.HasStarted)
        {
            log.LogError("{Route}: {Error} {Where}", RouteOf(http), bug.Message, bug.StackTrace);
            await renderer.Write(http, PageProblem.Broken);
        }
    }

    /// <summary>
    /// Never the path: the id of a session, or the part of a link that nobody can make up, opens the page to whoever reads the log.
    /// </summary>
    private static string? RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
}
