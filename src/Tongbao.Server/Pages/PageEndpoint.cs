using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages;

/// <summary>托管页面: merchants' signed links are opened here, their pages shown, and their forms taken in.</summary>
public sealed class PageEndpoint(IEnumerable<HostedPage> pages, Wires wires, Catalogue catalogue, AppRegistry apps, Asker asker,
    QueryRunner queries, Teller teller, PageGuard guard, PageRenderer renderer, PublicUrl publicUrl, VirtualClock clock)
{
    private const string SessionPath = "/yungateway/page/{app}/{id}";
    public const string TokenField = "_token";

    /// <summary>What people fill in on our own pages is not much.</summary>
    public const long MaxFormBody = 64 * 1024;

    private readonly Dictionary<string, HostedPage> _pages = pages.ToDictionary(p => p.Name);
    private readonly Dictionary<string, FieldReader> _readers = catalogue.All.ToDictionary(t => t.Wire, t => new FieldReader(t));

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var wire in wires.WithPages.Where(w => w.Links is not null))
        {
            foreach (var page in wire.Links!.Pages)
            {
                foreach (var path in page.Paths)
                    routes.MapMethods(path, ["GET", "POST"], http => guard.Serve(http, () => Enter(http, wire, page.Table)))
                        .ExcludeFromDescription().TakesBodyOf(page.MaxBody);
            }
        }
        routes.MapGet(SessionPath, (RequestDelegate)(http => guard.Serve(http, () => Visit(http)))).ExcludeFromDescription();
        routes.MapPost(SessionPath, (RequestDelegate)(http => guard.Serve(http, () => Submit(http)))).ExcludeFromDescription()
            .TakesBodyOf(MaxFormBody);
    }

    /// <summary>A signed link: read by its wire, then the use case; then a session of its own.</summary>
    private async Task Enter(HttpContext http, IWirePages wire, ApiTable table)
    {
        var page = _pages.GetValueOrDefault(table.Name);
        switch (await wire.Links!.Read(http, table, page?.Request))
        {
            case LinkRead.Faulty { Fault: var fault }:
                await renderer.Write(http, PageProblem.Of(fault));
                break;
            case LinkRead.Unfit unfit:
                await renderer.Write(http, PageProblem.Of(unfit.Refusal), appName: unfit.Keys.App.Name);
                break;
            case LinkRead.Good good:
                await Open(http, page!, table, good);
                break;
        }
    }

    private async Task Open(HttpContext http, HostedPage page, ApiTable table, LinkRead.Good link)
    {
        var (app, id) = (link.Keys.App, PageSession.NewId());
        var opened = await teller.Run(app.Id, new OpenSession(id, table.Name, link.Param, link.Link, clock.WallNow));
        if (opened.Result.Reply is not SessionReply { Session: var session })
        {
            await renderer.Write(http, PageProblem.Used, appName: app.Name);
            return;
        }
        var visit = VisitOf(link.Keys, session, id);
        await Answer(http, visit, await page.Open(visit));
    }

    private async Task Visit(HttpContext http)
    {
        if (await Find(http) is not var (visit, problem)) return;
        if (problem is not null) await renderer.Write(http, problem, appName: visit.Keys.App.Name);
        else if (visit.Session.LeadsTo is { } done)
            await renderer.Write(http, StatusCodes.Status200OK, typeof(DonePage),
            new Dictionary<string, object?> { [nameof(DonePage.Merchant)] = visit.Keys.App.Name, [nameof(DonePage.BackUrl)] = done.Clear });
        else await Answer(http, visit, await _pages[visit.Session.Page].Show(visit));
    }

    private async Task Submit(HttpContext http)
    {
        if (await Find(http) is not var (visit, problem)) return;
        var fields = new Dictionary<string, string>();
        problem ??= !await FormText.Read(http, fields) || !fields.Remove(TokenField, out var token)
            || token.Length == 0 ? PageProblem.NoToken
            : (await teller.Run(visit.Keys.App.Id, new TakeStep(visit.Session.Key, token))).Result.Reply is SessionReply taken
                ? Took(ref visit, taken.Session, http)
            : PageProblem.StepTaken;
        if (problem is not null) await renderer.Write(http, problem, problem == PageProblem.StepTaken ? visit.Address
            : null, visit.Keys.App.Name);
        else await Answer(http, visit, await _pages[visit.Session.Page].Submit(visit, new PageForm(fields)));
    }

    private PageProblem? Took(ref PageVisit visit, PageSession session, HttpContext http)
    {
        visit = VisitOf(visit.Keys, session, (string)http.Request.RouteValues["id"]!);
        return null;
    }

    /// <summary>The session that the address names; null where there is none and the browser has been told so.</summary>
    private async Task<(PageVisit Visit, PageProblem? Problem)?> Find(HttpContext http)
    {
        var (app, id) = (new AppId((string)http.Request.RouteValues["app"]!), (string)http.Request.RouteValues["id"]!);
        var session = await queries.Read(app, book => book.Shelf.Find(app, PageSession.Rows, PageSession.KeyOf(id)));
        var keys = session is null ? null : session.Wire is { } wire ? await apps.Find(app, wire) : await apps.Find(app);
        if (keys is null || wires.PagesOf(keys.Identity.Wire)?.Links is null)
        {
            await renderer.Write(http, PageProblem.NoSession);
            return null;
        }
        return (VisitOf(keys, session!, id), session!.LeadsTo is null && session.ExpiresAt <= clock.GetUtcNow() ? PageProblem.SessionOver
            : null);
    }

    private async Task Answer(HttpContext http, PageVisit visit, PageAnswer answer)
    {
        switch (answer)
        {
            case PageAnswer.Shows shows:
                PageHeaders.Set(http, publicUrl.ToString(), shows.MayLeadTo);
                await renderer.Write(http, shows.Status, shows.Component, shows.Parameters);
                break;
            case PageAnswer.Leads { Back: var back }:
                await Keep(visit, back);
                await renderer.Send(http, back, visit.Keys.App.Name);
                break;
            case PageAnswer.Goes { Url: var url }:
                SeeOther.Send(http, url);
                break;
            case PageAnswer.Refuses refuses:
                if (refuses.Back is { } wayBack) await Keep(visit, wayBack);
                await renderer.Write(http, PageProblem.Of(visit.Words.Of(refuses.Error, visit.Table)), refuses.Back?.Address,
                    visit.Keys.App.Name);
                break;
            default:
                SeeOther.Send(http, visit.Address);
                break;
        }
    }

    private Task Keep(PageVisit visit, PageReturn back) =>
        teller.Run(visit.Keys.App.Id, new KeepInSession(visit.Session.Key, null, back.Address));

    private PageVisit VisitOf(AppKeys keys, PageSession session, string id) => new(keys, catalogue.Of(keys.Identity.Wire),
        wires.PagesOf(keys.Identity.Wire)!, session, id, _readers[keys.Identity.Wire], asker, queries, teller, clock);
}
