using Tongbao.Core.Ledger;
using System.Net;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Confirming;

/// <summary>
/// 确认支付: the third of the three verbs of an order that is paid in, and what its three ways check and do alike: by interface with a code
/// (4.2.8), by page with a code (4.2.9), by page with the password (4.2.10).
/// </summary>
public static class ConfirmOrder
{
    /// <summary>
    /// The member's own order; a refusal where it is not there, another wire's, not the member's, or the address is not the payer's.
    /// </summary>
    public static async ValueTask<(Order? Order, Error? Wrong)> Find(Book book, BizUserId member, BizOrderNo no)
    {
        var (order, wrong) = await book.OwnOrder(no);
        return wrong is not null || order!.Payer == member ? (order, wrong) : (null, Errors.OrderNotOfMember);
    }

    /// <summary>May an unpaid order be confirmed in this way, now?</summary>
    public static async ValueTask<Error?> Check(Book book, Order order, string consumerIp)
    {
        if (order.Status != OrderStatus.Unpaid) return Errors.OrderNotUnpaid.On("BizOrderNo", order.BizNo.Value);
        if (IPAddress.TryParse(consumerIp, out var ip) ? IPAddress.IsLoopback(ip) : true)
            return Errors.LoopbackAddress.In("ConsumerIp").On(null, consumerIp);
        if ((await book.CheckNotLocked(order.Payer) ?? await book.CheckNotLocked(order.Payee)) is { } locked) return locked;
        var expires = order.ExpiresAt ?? order.CreatedAt + OrderTerms.DefaultLife;
        return book.Now >= expires ? Errors.OrderExpired.On(null, book.Now, Allowed.AtMost(expires)) : null;
    }

    /// <summary>Is this the code that was sent for the order?</summary>
    public static async ValueTask<bool> AcceptCode(Book book, Order order, Secret code) =>
        await book.AcceptCode(order.No.Value, PayCodes.PayPurpose, order.Payer.IsPlatform ? PayCodes.PlatformPhone
            : (await book.FindMember(order.Payer))!.Phone!, code);

    /// <summary>
    /// The payer has confirmed: a withdrawal is accepted; of a payment the inside legs are held, and the channel is asked for its own.
    /// </summary>
    public static async ValueTask<Result> Confirm(Book book, Order order, Secret? channelCode)
    {
        if (order.Kind is OrderKind.Withdrawal or OrderKind.CrossBorderWithdrawal)
            return await PayoutSending.Accept(book, order, OrderReply.ToConfirmation);
        if (await Hold(book, order) is { } refused) return refused;
        order = await book.Count(order.On(book, OrderEvent.Confirm));
        if (order.ChannelLeg is null)
        {
            order = await PaymentBooked.Book(book, order, null);
        }
        else
        {
            // Of a page the channel has to say where it is, and of a wallet what it is paid by; everything else it takes at once.
            var outside = order.ChannelLeg.Flow == PayFlow.Redirect || (order.Payment.Attempt > 0 && order.ChannelLeg.Flow != PayFlow.Sms);
            var operation = outside ? ChannelOperation.Pay : ChannelOperation.ConfirmPay;
            book.Outbox.AskAt(order, operation, book.Now + OrderOutbox.AskAgainAfter);
            book.Ask = new ChannelAsk(order.No, operation, channelCode);
        }
        book.Orders.Save(order);
        return OrderReply.ToConfirmation(order);
    }

    private static async ValueTask<Error?> Hold(Book book, Order order)
    {
        if (await book.CheckToday(order.Kind, order.Payer, order.Amount) is { } overLimit) return overLimit;
        foreach (var leg in order.Legs.Where(l => l.IsInside))
        {
            if (!await book.Holds.Place(leg.Account, order.No.Value, leg.Amount, Events.OrderHeld, order.No.Value))
                return (leg.IsCoupon ? Errors.CouponShort : Errors.BalanceShort).On($"PayMethod.{leg.Method}.Amount", leg.Amount,
                    Allowed.AtMost(await book.Ledger.Available(leg.Account)));
        }
        return null;
    }
}
