using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Pages;
using Tongbao.Server.Pages.Parts;
using Tongbao.Server.Pages.Payment;
using Tongbao.Server.Pages.Simulated;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox;

/// <summary>Finds the orders behind the addresses of simulated wallets and banks.</summary>
public sealed class SimulatedOrders(PageLinks links, QueryRunner queries, Catalogue catalogue, OrderReturns returns)
{
    /// <summary>The channel field with the code of the bank.</summary>
    private const string BankCode = "bankcode";

    /// <returns>The order, or the problem that the page shows instead.</returns>
    /// <param name="trade">The order and attempt in the address (<see cref="PageLinks.TradeOf"/>).</param>
    public async Task<(SimulatedOrder? Order, PageProblem? Problem)> Find(AppId app, string trade)
    {
        var no = PageLinks.OrderOf(trade);
        var found = await queries.Read(app, async book => await book.Orders.Find(no.Value) is { } order
            ? new Found(IsOver(order, trade) ? null : await Look(book, order), WhyOver(book.App, order, trade)) : null);
        if (found is null) return (null, PageProblem.NoSession);
        if (found.Order is not { } shown) return (null, found.WhyOver ?? PageProblem.NoSession);
        return (shown with { Back = (await returns.Of(app, no))?.Back }, null);
    }

    /// <summary>This payment attempt failed or was replaced by another one.</summary>
    private static bool IsOver(Order order, string trade) => !SimulatedOrder.HasPage(order) || trade != PageLinks.TradeOf(order);

    private PageProblem? WhyOver(App app, Order order, string trade)
    {
        if (order.Payment.Attempt == 0) return null;
        var why = order.Outcome.FailMessage is { } reason && trade == PageLinks.TradeOf(order)
            ? $"{FullWidth.Of(WordsOf(app, order).Of(reason))}。" : "";
        return new PageProblem(StatusCodes.Status410Gone, "付款未完成", "Not paid", $"{why}这次付款没有扣款，请回到商户页面查看订单。",
            "This payment took nothing. Please go back to the merchant and look at the order.");
    }

    private async ValueTask<SimulatedOrder> Look(Book book, Order order)
    {
        var (tables, leg) = (TablesOf(book.App, order), order.ChannelLeg!);
        var sms = order switch
        {
            { Payment.Attempt: > 0 } => SmsMessage.KeyOf(Token.AboutOf(order.Payer, order.BizNo.Value), PayCodes.PayPurpose),
            { Payment.ChannelCode: true } => SmsMessage.KeyOf(order.No.Value, PayCodes.ChannelPayPurpose),
            _ => SmsMessage.KeyOf(order.No.Value, PayCodes.PayPurpose),
        };
        return new SimulatedOrder(book.App, order, leg, tables.PayMethods[leg.Method].Method, BankOf(tables, leg),
            await book.Sms.Find(sms), links.SimulatedOf(book.App.Id, order))
        {
            Ended = order.Outcome.FailMessage is { } why ? WordsOf(book.App, order).Of(why) : null,
        };
    }

    private static string? BankOf(Tables catalog, Leg leg) =>
        Gateways.BankOf(leg) is { } gate ? catalog.GatewayBanks.FirstOrDefault(b => b.Code == gate)?.Name
        : leg.More.TryGetValue(BankCode, out var code) ? Tables.Shared.BankBook.NameOf(code.Clear) : null;

    private Tables TablesOf(App app, Order order) => catalogue.Of(order.Serial.Wire ?? app.First.Wire);

    private ErrorWords WordsOf(App app, Order order) => TablesOf(app, order).Words;

    private sealed record Found(SimulatedOrder? Order, PageProblem? WhyOver);
}
