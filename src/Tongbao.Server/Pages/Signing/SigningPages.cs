using Tongbao.Core.Members;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Pages.Parts;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages.Signing;

/// <summary>
/// 签约页面: where the parties of a request sign, each on an address of its own, and where a member sees what it signed. Whoever has the
/// address may look; to sign, the code to the party's phone is needed.
/// </summary>
public sealed class SigningPages(PageLinks links, QueryRunner queries, Teller teller, Catalogue catalogue, PageGuard guard,
    PageRenderer renderer, PublicUrl publicUrl, ServerOptions options)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageLinks.SigningPath, (RequestDelegate)(http => Serve(http, visit => Show(visit, [])))).ExcludeFromDescription();
        routes.MapPost(PageLinks.SigningPath, (RequestDelegate)(http => Serve(http, Submit))).ExcludeFromDescription()
            .TakesBodyOf(PageEndpoint.MaxFormBody);
    }

    private Task Serve(HttpContext http, Func<SigningVisit, Task> serve) => guard.Serve(http, async () =>
    {
        var (app, subject, sign) = ((string)http.Request.RouteValues["app"]!, (string)http.Request.RouteValues["subject"]!,
            (string)http.Request.RouteValues["sign"]!);
        var visit = links.Is(SigningLinks.Page, app, subject, sign) && SigningLinks.Read(subject) is var (no, side)
            ? await queries.Read(new AppId(app), async book => await SigningSight.Of(book, no, side) is { } sight
                ? new SigningVisit(http, book.App, (await book.FindOperation(sight.Request.Request))?.Wire, sight, options.IsSandbox)
                : null) : null;
        if (visit is null) await renderer.Write(http, PageProblem.NoSession);
        else await serve(visit);
    });

    private Task Show(SigningVisit visit, IReadOnlyList<Mistake> mistakes)
    {
        PageHeaders.Set(visit.Http, publicUrl.ToString());
        return renderer.Write(visit.Http, mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            visit.Page, new Dictionary<string, object?>
            {
                [nameof(SigningComponent.Visit)] = visit, [nameof(SigningComponent.Mistakes)] = mistakes,
            });
    }

    private async Task Submit(SigningVisit visit)
    {
        var fields = new Dictionary<string, string>();
        var form = new PageForm(await FormText.Read(visit.Http, fields) ? fields : new Dictionary<string, string>());
        if (form.Action == SigningActions.Refuse)
        {
            await Show(visit with { AsksToRefuse = true }, []);
            return;
        }
        if (form.Action == SigningActions.Sign && form["agree"] != "yes")
        {
            await Show(visit, [new Mistake("agree", "请阅读协议并勾选同意", "Read the agreements and tick that you agree")]);
            return;
        }
        if (SigningActions.StepOf(visit, form) is not { } step)
        {
            await renderer.Write(visit.Http, PageProblem.Malformed, visit.Http.Request.Path);
            return;
        }
        var result = (await teller.Run(visit.App.Id, step)).Result;
        if (result.Error is { } error && error != Errors.NothingToDo) await Refused(visit, error);
        else SeeOther.Send(visit.Http, visit.Http.Request.Path);    // what can no longer be done, the page itself says
    }

    private Task Refused(SigningVisit visit, Error error)
    {
        var words = catalogue.WordsOf(visit.App, visit.Wire).Of(error);
        return error.Is(Errors.WrongCode) || error == Errors.CodesTooOften ? Show(visit, [Mistake.Of("code", words)])
            : renderer.Write(visit.Http, PageProblem.Of(words), visit.Http.Request.Path, visit.App.Name);
    }
}

/// <summary>One visit to a signing page.</summary>
/// <param name="Wire">Of the request, in whose words refusals are shown.</param>
/// <param name="IsSandbox">The face check is a simulated one.</param>
public sealed record SigningVisit(HttpContext Http, App App, string? Wire, SigningSight Sight, bool IsSandbox)
{
    public string Address => Http.Request.Path;

    /// <summary>The party pressed the button that refuses, and is asked once more.</summary>
    public bool AsksToRefuse { get; init; }

    public Type Page => Sight switch
    {
        { Request.Kind: SigningKind.View, Stand: SigningStand.Open } => typeof(SignedAgreements),
        { Stand: not SigningStand.Open } => typeof(SigningOver),
        _ when AsksToRefuse => typeof(RefusalAsked),
        { WaitsForFace: true } => typeof(FaceCheck),
        _ => typeof(AgreementsToSign),
    };
}
