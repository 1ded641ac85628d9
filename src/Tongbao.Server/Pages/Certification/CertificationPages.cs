using Tongbao.Core.Members.Yst2;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages.Certification;

/// <summary>
/// 渠道认证页面: where a merchant certifies itself at WeChat and Alipay, each on its own. The address cannot be guessed, so no other
/// authentication is needed. In the sandbox buttons stand in place of what the channels' own apps ask.
/// </summary>
public sealed class CertificationPages(PageLinks links, QueryRunner queries, Teller teller, Catalogue catalogue, PageGuard guard,
    PageRenderer renderer, PublicUrl publicUrl, TimeProvider clock, ServerOptions options)
{
    public const string Passes = "pass", Fails = "fail";

    private const string Path = $"/{OpenCertification.Page}/{{app}}/{{subject}}/{{sign}}";

    private static readonly PageProblem Over = new(410, "页面已过期", "This page has expired",
        "认证页面在 24 小时内有效。请在平台重新发起认证。", "A certification page is good for 24 hours. Please start again from the platform.");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (RequestDelegate)(http => Serve(http, Show))).ExcludeFromDescription();
        routes.MapPost(Path, (RequestDelegate)(http => Serve(http, Submit))).ExcludeFromDescription().TakesBodyOf(PageEndpoint.MaxFormBody);
    }

    private Task Serve(HttpContext http, Func<CertificationVisit, Task> serve) => guard.Serve(http, async () =>
    {
        var (app, subject, sign) = ((string)http.Request.RouteValues["app"]!, (string)http.Request.RouteValues["subject"]!,
            (string)http.Request.RouteValues["sign"]!);
        var visit = links.Is(OpenCertification.Page, app, subject, sign) ? await queries.Read(new AppId(app), async book =>
            (await new ShowCertification(new OrderNo(subject)).Run(book)).Reply is ShowCertification.Found found
                ? new CertificationVisit(http, book.App, found, options.IsSandbox) : null) : null;
        if (visit is null) await renderer.Write(http, PageProblem.NoSession);
        else if (visit.Shown.Page.Ends <= clock.GetUtcNow()) await renderer.Write(http, Over, appName: visit.App.Name);
        else await serve(visit);
    });

    private Task Show(CertificationVisit visit)
    {
        PageHeaders.Set(visit.Http, publicUrl.ToString(), visit.Shown.Page.FrontUrl);
        return renderer.Write(visit.Http, StatusCodes.Status200OK, typeof(CertificationPage), new Dictionary<string, object?>
        {
            [nameof(CertificationPage.Visit)] = visit,
        });
    }

    private async Task Submit(CertificationVisit visit)
    {
        var fields = new Dictionary<string, string>();
        var form = new PageForm(await FormText.Read(visit.Http, fields) ? fields : new Dictionary<string, string>());
        if (!options.IsSandbox || form.Action.Split('.') is not [var channel, (Passes or Fails) and var decision])
        {
            await renderer.Write(visit.Http, PageProblem.Malformed, visit.Address);
            return;
        }
        var passed = decision == Passes;
        var result = (await teller.Run(visit.App.Id, new Certify(visit.Shown.Member, channel, passed, passed ? null : "认证信息未通过渠道核验",
            visit.Shown.Request))).Result;
        // What was decided already, the page itself shows.
        if (result.Error is { } error && error != Errors.AlreadyCertified && error != Errors.NothingToDo)
            await renderer.Write(visit.Http, PageProblem.Of(catalogue.WordsOf(visit.App).Of(error)), visit.Address, visit.App.Name);
        else SeeOther.Send(visit.Http, visit.Address);
    }
}

/// <summary>One visit to a certification page.</summary>
/// <param name="IsSandbox">The channels are simulated.</param>
public sealed record CertificationVisit(HttpContext Http, App App, ShowCertification.Found Shown, bool IsSandbox)
{
    public string Address => Http.Request.Path;
}
