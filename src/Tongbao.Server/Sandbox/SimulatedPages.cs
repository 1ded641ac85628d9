using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Pages;
using Tongbao.Server.Pages.Parts;
using Tongbao.Server.Pages.Simulated;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>
/// 模拟付款页: the simulated page of a wallet, bank or instalment provider behind a payInfo. Its buttons do the same as POST
/// /sandbox/apps/{id}/payments. The address cannot be guessed, so no other authentication is needed. It exists only in the sandbox.
/// </summary>
public sealed class SimulatedPages(PageLinks links, SimulatedOrders orders, SimulatedChannel channel, PageGuard guard,
    PageRenderer renderer, PublicUrl publicUrl, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageLinks.SimulatedPath, (RequestDelegate)(http => Serve(http, order => Show(http, order, []))))
            .ExcludeFromDescription();
        routes.MapGet(PageLinks.SimulatedPath + "/code", (RequestDelegate)(http => Serve(http, order => ShowCode(http, order))))
            .ExcludeFromDescription();
        routes.MapPost(PageLinks.SimulatedPath, (RequestDelegate)(http => Serve(http, order => Decide(http, order))))
            .ExcludeFromDescription().TakesBodyOf(PageEndpoint.MaxFormBody);
    }

    private Task Serve(HttpContext http, Func<SimulatedOrder, Task> serve) => guard.Serve(http, async () =>
    {
        try
        {
            var (app, trade, sign) = ((string)http.Request.RouteValues["app"]!, (string)http.Request.RouteValues["order"]!,
                (string)http.Request.RouteValues["sign"]!);
            var (order, problem) = links.IsSimulated(app, trade, sign) ? await orders.Find(new AppId(app), trade) : default;
            if (order is not null) await serve(order);
            else await renderer.Write(http, problem ?? PageProblem.NoSession);
        }
        catch (SimulatorRefusal refusal)
        {
            await renderer.Write(http, new PageProblem(409, "不能付款", "This cannot be paid", refusal.Message + "。",
                "The code has run out, or the payment has ended."), http.Request.Path);
        }
    });

    private Task Show(HttpContext http, SimulatedOrder order, IReadOnlyList<Mistake> mistakes)
    {
        PageHeaders.Set(http, publicUrl.ToString(), order.Order.Said.FrontUrl);
        var page = order.Leg.Method == Gateways.Instalment ? typeof(InstalmentPage) : order.IsByCard ? typeof(PhonePage)
            : order.IsWallet ? typeof(WalletPage) : typeof(BankPage);
        return renderer.Write(http, mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK, page,
            new Dictionary<string, object?> { ["Paid"] = order, ["Mistakes"] = mistakes });
    }

    private Task ShowCode(HttpContext http, SimulatedOrder order) =>
        renderer.Write(http, StatusCodes.Status200OK, typeof(CodePage), new Dictionary<string, object?> { ["Paid"] = order });

    private async Task Decide(HttpContext http, SimulatedOrder order)
    {
        var fields = new Dictionary<string, string>();
        var form = new PageForm(await Wire.FormText.Read(http, fields) ? fields : new Dictionary<string, string>());
        if (form.Action.Length == 0)
        {
            // A merchant may send the payer here by a form instead of a link.
            await Show(http, order, []);
            return;
        }
        Decision? decision = form.Action switch
        {
            "pay" => new Decision(TradeResults.Success, null, null, null),
            "cancel" => new Decision(TradeResults.Fail, "付款人已取消支付", null, null),
            "fail" => new Decision(TradeResults.Fail, "付款未通过", null, null),
            "timeout" => new Decision(TradeResults.Pending, null, null, null),
            _ => null,
        };
        if (decision is null)
        {
            await renderer.Write(http, PageProblem.Malformed, http.Request.Path);
            return;
        }
        if (form.Action == "pay" && order.Leg.Method == Gateways.Instalment && Check(order, form) is { Count: > 0 } mistakes)
        {
            await Show(http, order, mistakes);
            return;
        }
        await channel.Act(order.App, order.Order, ChannelOperation.Pay, decision, clock.GetUtcNow());
        var decided = (await orders.Find(order.App.Id, PageLinks.TradeOf(order.Order))).Order;
        SeeOther.Send(http, decided is { IsWallet: false, Back: not null } ? links.BackFrom(order.App.Id, order.Order.No) : order.Path);
    }

    private static List<Mistake> Check(SimulatedOrder order, PageForm form)
    {
        var (expiry, cvv2) = (form["expiry"].Replace("/", ""), form["cvv2"]);
        List<Mistake> mistakes = [];
        if (expiry.Length != 4 || !expiry.All(char.IsAsciiDigit)) mistakes.Add(new Mistake("expiry", "有效期应为四位数字", "Four digits, MMYY"));
        if (cvv2.Length != 3 || !cvv2.All(char.IsAsciiDigit)) mistakes.Add(new Mistake("cvv2", "安全码应为三位数字", "Three digits"));
        if (mistakes.Count > 0) return mistakes;
        return InstalmentSimulator.Refusal(order.Leg.Card?.Clear, order.Leg.Amount.Fen, expiry, cvv2) switch
        {
            null => [],
            var refusal when refusal.StartsWith("CVV2", StringComparison.Ordinal) =>
                [new Mistake("cvv2", refusal, "The security code does not fit the card")],
            var refusal when refusal.StartsWith("有效期", StringComparison.Ordinal) =>
                [new Mistake("expiry", refusal, "The expiry does not fit the card")],
            var refusal => [new Mistake("expiry", refusal, "Above the card's limit")],
        };
    }
}
