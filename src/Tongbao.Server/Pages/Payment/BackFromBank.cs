using Tongbao.Core.Orders;
using Tongbao.Server.Apps;
using Tongbao.Server.Store;
using Tongbao.Server.Wire.Tsy2;

namespace Tongbao.Server.Pages.Payment;

/// <summary>
/// 银行返回: the payer comes back from the bank and is led on to frontUrl with the order as it stands. What the bank reports decides, not this
/// visit.
/// </summary>
public sealed class BackFromBank(PageLinks links, AppRegistry apps, QueryRunner queries, JumpBack jump, PageGuard guard,
    PageRenderer renderer, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(PageLinks.BackPath, (RequestDelegate)(http => guard.Serve(http, () => Handle(http)))).ExcludeFromDescription();

    private async Task Handle(HttpContext http)
    {
        var (app, no, sign) = ((string)http.Request.RouteValues["app"]!, (string)http.Request.RouteValues["order"]!,
            (string)http.Request.RouteValues["sign"]!);
        var keys = links.IsBack(app, no, sign) ? await apps.Find(new AppId(app), Tsy2Wire.Wire) : null;
        var found = keys is null ? null
            : await queries.Read(keys.App.Id, async book => await book.Orders.Find(no) is { Said.FrontUrl: not null } order
            ? new Found(order, OrderResult.Of(book, order)) : null);
        if (found is null)
        {
            await renderer.Write(http, PageProblem.NoSession);
            return;
        }
        SeeOther.Send(http, jump.ToFrontUrl(keys!, found.Order, found.Result, clock.GetUtcNow()));
    }

    private sealed record Found(Order Order, OrderResult Result);
}
