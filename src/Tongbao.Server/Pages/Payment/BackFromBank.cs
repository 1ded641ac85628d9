using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages.Payment;

/// <summary>
/// 银行返回: the payer comes back from the bank and goes on to the merchant with the present state of the order, in the form of its wire. The
/// payment is decided by the bank's report, not by this visit.
/// </summary>
public sealed class BackFromBank(PageLinks links, OrderReturns returns, PageGuard guard, PageRenderer renderer)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(PageLinks.BackPath, (RequestDelegate)(http => guard.Serve(http, () => Handle(http)))).ExcludeFromDescription();

    private async Task Handle(HttpContext http)
    {
        var (app, no, sign) = ((string)http.Request.RouteValues["app"]!, (string)http.Request.RouteValues["order"]!,
            (string)http.Request.RouteValues["sign"]!);
        var found = links.IsBack(app, no, sign) ? await returns.Of(new AppId(app), new OrderNo(no)) : null;
        if (found is var (keys, back)) await renderer.Send(http, back, keys.App.Name);
        else await renderer.Write(http, PageProblem.NoSession);
    }
}

/// <summary>What the payer of an order brings back to the merchant.</summary>
public sealed class OrderReturns(Wires wires, AppRegistry apps, QueryRunner queries, TimeProvider clock)
{
    /// <summary>Null if there is no such order, it names no return address, or nothing is sent back in its state.</summary>
    public async Task<(AppKeys Keys, PageReturn Back)?> Of(AppId app, OrderNo no)
    {
        var found = await queries.Read(app, async book => await book.Orders.Find(no.Value) is { Said.FrontUrl: { } url } order
            && wires.PagesOf(order.Serial.Wire ?? book.App.First.Wire) is { } wire && wire.Told(book, order) is { } told
                ? new Found(wire, url, told) : null);
        return found is not null && await apps.Find(app, found.Wire.Wire) is { } keys
            ? (keys, found.Wire.OfOrder(keys, found.Url, found.Told, clock.GetUtcNow())) : null;
    }

    private sealed record Found(IWirePages Wire, string Url, NoticeFacts Told);
}
