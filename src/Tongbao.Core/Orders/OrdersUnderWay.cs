using Tongbao.Core.Orders.Shares;

namespace Tongbao.Core.Orders;

/// <summary>
/// 在途订单: the orders that still concern a member, found by index. A payer has an order under way until it is paid or closed, and a
/// guarantee order until all of its money is confirmed or refunded. A payee has it under way while a channel is processing the payment, or
/// while its settlement is still to come. An
/// order that nobody has started to pay does not count for its payee, since it cannot be paid to a closed account. What a payee of a paid
/// order still has to get stands in its share.
/// </summary>
public static class OrdersUnderWay
{
    public static string? PayerOf(Order order) =>
        (order.IsOpen || HoldsGuarantee(order)) && order is { Said.Anonymous: false, Payer.IsPlatform: false } ? order.Payer.Value : null;

    /// <summary>An index has one value per row: orders with several payees are listed under the platform, and then searched.</summary>
    public static string? PayeeOf(Order order) => !IsUnderWay(order) ? null : Payees(order) switch
    {
        [] => null,
        [var only] => only.Value,
        _ => BizUserId.Platform.Value,
    };

    /// <summary>Does the member still have to pay, or to get, anything?</summary>
    public static async ValueTask<bool> HasUnderWay(this Book book, BizUserId member)
    {
        if ((await book.Orders.List(Order.ByPayer, member.Value)).Any(o => PayerOf(o) == member.Value)) return true;
        foreach (var payee in new[] { member, BizUserId.Platform })
        {
            if ((await book.Orders.List(Order.ByPayee, payee.Value)).Any(o => PayeeOf(o) is not null && Payees(o).Contains(member)))
                return true;
        }
        foreach (var share in await book.Shares.List(Share.ByPayee, member.Value))
        {
            if (share.Owed.IsPositive && await book.Orders.Find(share.Order.Value) is { } order
                && (order.Kind != OrderKind.SecuredPurchase || HoldsGuarantee(order))) return true;
        }
        return false;
    }

    private static bool IsUnderWay(Order order) => order.Status == OrderStatus.InProgress || order.Settlement.IsAwaited;

    private static bool HoldsGuarantee(Order order) =>
        order is { Kind: OrderKind.SecuredPurchase, IsPaid: true } && Guarantees.Left(order).IsPositive;

    private static IReadOnlyList<BizUserId> Payees(Order order) =>
        [.. (order.Receivers.Count > 0 ? order.Receivers.Select(r => r.Member).Distinct() : [order.Payee])
            .Where(p => p is { Value: not null, IsPlatform: false })];
}
