using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;
using Tongbao.Server.Wire.Tsy2;

namespace Tongbao.Server.Pages;

/// <summary>/yungateway/…: signed links are checked and opened here, their pages shown, and their forms taken in.</summary>
public sealed class PageEndpoint(IEnumerable<HostedPage> pages, SignedEnvelope envelope, [FromKeyedServices(Tsy2Wire.Wire)] Tables catalog,
    AppRegistry apps, Asker asker,
    QueryRunner queries, Teller teller,
    Decryptions decryptions, RefusalWords words, Remarks remarks, PageGuard guard, PageRenderer renderer, PublicUrl publicUrl,
        VirtualClock clock)
{
    private const string Gateway = "/yungateway";
    private const string SessionPath = "/yungateway/page/{app}/{id}";
    public const string TokenField = "_token";

    /// <summary>A signed link that comes as a form is a request of the wire; what people fill in on our own pages is not much.</summary>
    public const long MaxLinkBody = Tsy2Endpoint.MaxBody, MaxFormBody = 64 * 1024;

    private readonly FieldReader _reader = new(catalog);
    private readonly Dictionary<string, HostedPage> _pages = pages.ToDictionary(p => p.Name);

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var table in catalog.Apis.Where(a => a.Kind == "page"))
        {
            foreach (var path in PathsOf(table))
                routes.MapMethods(path, ["GET", "POST"], (RequestDelegate)(http => guard.Serve(http, () => Enter(http, table))))
                    .ExcludeFromDescription().TakesBodyOf(MaxLinkBody);
        }
        routes.MapGet(SessionPath, (RequestDelegate)(http => guard.Serve(http, () => Visit(http)))).ExcludeFromDescription();
        routes.MapPost(SessionPath, (RequestDelegate)(http => guard.Serve(http, () => Submit(http)))).ExcludeFromDescription()
            .TakesBodyOf(MaxFormBody);
    }

    /// <summary>Some clients leave out the gateway before /pwd.</summary>
    private static IEnumerable<string> PathsOf(ApiTable table) =>
        table.Path!.StartsWith($"{Gateway}/pwd/", StringComparison.Ordinal) ? [table.Path, table.Path[Gateway.Length..]] : [table.Path];

    /// <summary>A signed link: envelope, table, use case; then a session of its own.</summary>
    private async Task Enter(HttpContext http, ApiTable table)
    {
        var fields = new Dictionary<string, string>();
        if (!await FormText.Read(http, fields))
        {
            await renderer.Write(http, PageProblem.Malformed);
            return;
        }
        var keys = await envelope.KeysOf(fields);
        var (signed, wrong) = await envelope.Check(fields, keys, maybeEncodedTwice: true);
        if (wrong is not null)
        {
            await renderer.Write(http, ProblemOf(wrong, fields));
            return;
        }
        using (signed) await Enter(http, table, signed!);
    }

    private async Task Enter(HttpContext http, ApiTable table, SignedRequest signed)
    {
        // 4.2.10 prints the key of its method with a capital.
        var method = signed.Text("method") ?? signed.Text("Method");
        var cipher = decryptions.For(signed.Keys);
        var wrong = signed.Text("service") != table.Service ? Errors.UnknownService
            : method != table.Method ? Errors.UnknownMethod
            : !_pages.TryGetValue(table.Name, out var page) ? Errors.NotPermitted
            : _reader.Bind(table.Section("request"), signed.Param, page.Request, cipher).Wrong;
        cipher.Heard(wrong);
        if (remarks.Of(table, signed.Root, signed.Param) is { } said) await remarks.Tell(signed.Keys.App.Id, said);
        if (wrong is not null)
        {
            await renderer.Write(http, PageProblem.Of(catalog.Words.Of(wrong, table) with { Zh = words.Of(wrong, table, signed.Param) }),
                appName: signed.Keys.App.Name);
            return;
        }
        var id = PageSession.NewId();
        var opened = await teller.Run(signed.Keys.App.Id,
            new OpenSession(id, table.Name, signed.Param.GetRawText(), signed.ToKeep(clock.GetUtcNow()), clock.WallNow));
        if (opened.Result.Reply is not SessionReply { Session: var session })
        {
            await renderer.Write(http, PageProblem.Used, appName: signed.Keys.App.Name);
            return;
        }
        var visit = VisitOf(signed.Keys, table, session, id);
        await Answer(http, visit, await _pages[table.Name].Open(visit));
    }

    private static PageProblem ProblemOf(Error wrong, Dictionary<string, string> fields) =>
        wrong.Is(Errors.AppNotFound) ? PageProblem.UnknownApp
        : wrong.Is(Errors.BadSignature) ? PageProblem.Forged
        : wrong == Timestamps.NotTaken && FieldForms.Instant(fields["timestamp"]) is not null ? PageProblem.Stale
        : PageProblem.Malformed;

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
        visit = VisitOf(visit.Keys, visit.Table, session, (string)http.Request.RouteValues["id"]!);
        return null;
    }

    /// <summary>The session that the address names; null where there is none and the browser has been told so.</summary>
    private async Task<(PageVisit Visit, PageProblem? Problem)?> Find(HttpContext http)
    {
        var (app, id) = (new AppId((string)http.Request.RouteValues["app"]!), (string)http.Request.RouteValues["id"]!);
        var keys = await apps.Find(app, Tsy2Wire.Wire);
        var session = keys is null ? null : await queries.Read(app, book => book.Shelf.Find(app, PageSession.Rows, PageSession.KeyOf(id)));
        if (session is null)
        {
            await renderer.Write(http, PageProblem.NoSession);
            return null;
        }
        var visit = VisitOf(keys!, catalog.Apis.First(a => a.Name == session.Page), session, id);
        return (visit, session.LeadsTo is null && session.ExpiresAt <= clock.GetUtcNow() ? PageProblem.SessionOver : null);
    }

    private async Task Answer(HttpContext http, PageVisit visit, PageAnswer answer)
    {
        switch (answer)
        {
            case PageAnswer.Shows shows:
                PageHeaders.Set(http, publicUrl.ToString(), shows.MayLeadTo);
                await renderer.Write(http, shows.Status, shows.Component, shows.Parameters);
                break;
            case PageAnswer.Leads leads:
                if (leads.Over) await teller.Run(visit.Keys.App.Id, new KeepInSession(visit.Session.Key, null, leads.Url));
                SeeOther.Send(http, leads.Url);
                break;
            case PageAnswer.Refuses refuses:
                if (refuses.BackUrl is { } back) await teller.Run(visit.Keys.App.Id, new KeepInSession(visit.Session.Key, null, back));
                await renderer.Write(http, PageProblem.Of(visit.Words.Of(refuses.Error, visit.Table)), refuses.BackUrl,
                    visit.Keys.App.Name);
                break;
            default:
                SeeOther.Send(http, visit.Address);
                break;
        }
    }

    private PageVisit VisitOf(AppKeys keys, ApiTable table, PageSession session, string id) =>
        new(keys, table, session, id, catalog.Words, _reader, asker, queries, teller, clock);
}
