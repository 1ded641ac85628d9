using Tongbao.Server.Sandbox.Description;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Splitting;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Pages;
using Tongbao.Server.Store;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>付款与代付: plays what buyers and banks do.</summary>
public sealed class PaymentCalls(Teller teller, VirtualClock clock, SimulatedChannel channel, TerminalControl terminals, KnownApps apps,
    KnownOrders orders, PageLinks links, Catalogue catalogue) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/apps/{id}/payments/{bizOrderNo}", DecidePayment).Produces<OrderView>().Refuses(404, 409)
            .WithSummary("付款人付款 What the buyer does");
        api.MapPost("/apps/{id}/payouts/{bizOrderNo}", DecidePayout).Produces<OrderView>().Refuses(404, 409)
            .WithSummary("银行代付结果 What the bank does");
        api.MapPost("/apps/{id}/terminal-payments", PayAtTerminal).Produces<TerminalView>().Refuses(404, 409)
            .WithSummary("终端付款 A terminal pays, refunds, or pays an order by its payCode");
        api.MapPost("/apps/{id}/splits/{bizOrderNo}/retry", TrySplitAgain).Produces<OrderView>().Refuses(404, 409)
            .WithSummary("重试分账 Book a split that failed");
    }

    private Task<IResult> DecidePayment(string id, string bizOrderNo, PaymentChange body) =>
        Decide(id, bizOrderNo, o => o.ChannelLeg is { } leg && leg.Flow != PayFlow.Payout
            && o.Kind != OrderKind.Refund, ChannelOperation.Pay,
            body.Result, ["success", "fail", "pending"],
                new Decision(body.Result ?? "", body.Message, body.Payer?.Acct, body.Payer?.AcctType));

    private Task<IResult> DecidePayout(string id, string bizOrderNo, PayoutChange body) =>
        Decide(id, bizOrderNo, o => o.Payout is not null, ChannelOperation.Payout, body.Result, ["success", "fail"],
            new Decision(body.Result ?? "", body.Message, null, null));

    private Task<IResult> Decide(string id, string bizOrderNo, Func<Order, bool> fits, ChannelOperation operation, string? result,
        string[] allowed, Decision decision) => apps.Known(id, async keys =>
    {
        if (!allowed.Contains(result)) return Answers.Problem(400, $"result is one of {string.Join(", ", allowed)}");
        if (await orders.Find(keys.App.Id, bizOrderNo) is not { } order) return Answers.Problem(404, "no such order");
        if (!fits(order)) return Answers.Problem(409, "the order has no such channel leg");
        if (operation == ChannelOperation.Payout && order.Payout is { Sent: false })
            return Answers.Problem(409, "the payout has not been sent yet");
        await channel.Act(keys.App, order, operation, decision, clock.GetUtcNow());
        return Results.Ok(OrderView.Of(keys.App, (await orders.Find(keys.App.Id, bizOrderNo))!, links, catalogue));
    });

    private Task<IResult> PayAtTerminal(string id, TerminalChange body) => apps.Known(id, async keys =>
        await terminals.Take(keys, body) is var (view, status, problem)
            && view is not null ? Results.Ok(view) : Answers.Problem(status, problem!));

    private Task<IResult> TrySplitAgain(string id, string bizOrderNo) => apps.Known(id, async keys =>
    {
        var outcome = await teller.Run(keys.App.Id, new RetrySplit(new BizOrderNo(bizOrderNo)));
        if (outcome.Result.Error is { } error)
            return Answers.Problem(error == Errors.OrderNotFound ? 404 : 409, catalogue.WordsOf(keys.App), error);
        return Results.Ok(OrderView.Of(keys.App, (await orders.Find(keys.App.Id, bizOrderNo))!, links, catalogue));
    });
}
