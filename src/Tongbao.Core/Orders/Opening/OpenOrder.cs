using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Payments;

namespace Tongbao.Core.Orders.Opening;

/// <summary>
/// 开单: the first of the three verbs of an order that is paid in (<see cref="ChooseLegs"/>, <see cref="Confirming.ConfirmOrder"/>), once its
/// use case has checked what is its own.
/// </summary>
public static class OpenOrder
{
    /// <summary>
    /// The order stands under its number, with the request that asked for it; the service fee that the app pays for it is put aside.
    /// </summary>
    public static async ValueTask<(Order Order, Error? Wrong)> Open(Book book, Command command, Order order)
    {
        order = order with { ServiceFee = book.Settings.ServiceFee };
        if (!await book.HoldServiceFee(order)) return (order, Errors.ReserveFeeShort);
        book.KeepRequest(order, command);
        return (order, null);
    }

    /// <summary>For a wire that asks for both in one request; what is wrong is told in this order.</summary>
    public static async ValueTask<Result> AndChoose(Book book, Command command, Order order, OrderedGoods goods, LegChoice choice)
    {
        var (validation, wrongLegs) = await ChooseLegs.Check(book, order, choice);
        if (wrongLegs is not null) return wrongLegs;
        if (book.CheckExpiry(order.ExpiresAt) is { } badExpiry) return badExpiry;
        if (await ChooseLegs.CheckPlaces(book, order, choice) is { } wrongPlace) return wrongPlace;
        if (await goods.Check(book, [.. choice.Receivers, order.Payer], choice.Uses) is { } wrongGoods) return wrongGoods;
        if (ChooseLegs.CheckGateways(book, order, choice) is { } wrongGateway) return wrongGateway;
        if (choice.Uses.Any(u => u.Method.Key == Gateways.Wallet))
            order = order with { ExpiresAt = order.ExpiresAt ?? book.Now + Gateways.WalletLife };
        if (await book.CheckToday(order.Kind, order.Payer, order.Amount) is { } overLimit) return overLimit;
        var (opened, wrong) = await Open(book, command, order with { Said = order.Said with { Goods = goods.Kept } });
        return wrong is not null ? wrong : OrderReply.ToApplication(await ChooseLegs.Choose(book, opened, choice, validation));
    }
}
