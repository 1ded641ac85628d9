using System.Net;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders;

/// <summary>确认支付, 后台+短信验证码 (通商云 4.2.8): the payer confirms an order by the code that was sent.</summary>
public sealed record Pay(BizUserId Member, BizOrderNo BizOrderNo, string? TradeNo, Secret VerificationCode, string ConsumerIp) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindOrder(BizOrderNo) is not { } order) return Errors.OrderNotFound;
        if (order.Payer != Member) return Errors.OrderNotOfMember;
        if (order.Status == OrderStatus.InProgress) return Repeated(book, order);
        if (order.IsPaid || order.Status == OrderStatus.Failed) return OrderReply.ToConfirmation(order);
        if (order.Status != OrderStatus.Unpaid) return Errors.OrderNotUnpaid;
        if (IPAddress.TryParse(ConsumerIp, out var ip) ? IPAddress.IsLoopback(ip) : true) return Errors.BadParameter.About("consumerIp");
        if ((await book.CheckNotLocked(Member) ?? await book.CheckNotLocked(order.Payee)) is { } locked) return locked;
        if (book.Now >= (order.ExpiresAt ?? order.CreatedAt + Applications.DefaultLife)) return Errors.OrderExpired;
        if (order.ValidateType != ValidateType.Sms) return Errors.WrongValidateType;
        if (!order.ChannelCode && !await book.AcceptCode(order.No.Value, Applications.PayPurpose, await PhoneOf(book), VerificationCode)) return Errors.WrongCode;
        book.KeepRequest(order, this);
        return order.Kind is OrderKind.Withdrawal or OrderKind.CrossBorderWithdrawal ? await Payouts.Accept(book, order, OrderReply.ToConfirmation) : await PayLegs(book, order);
    }

    /// <summary>Confirmed before, and no result yet: the channel is asked again by our order number, so that every copy of a confirmation hears the same.</summary>
    private Result Repeated(Book book, Order order)
    {
        if (order.Payout is { Sent: true }) book.Ask = new ChannelAsk(order.No, ChannelOperation.Payout);
        else if (order is { Payout: null, ChannelLeg: not null })
            book.Ask = new ChannelAsk(order.No, ChannelOperation.ConfirmPay, order.ChannelCode ? VerificationCode : null);
        return OrderReply.ToConfirmation(order);
    }

    private async ValueTask<Phone> PhoneOf(Book book) =>
        Member.IsPlatform ? Applications.PlatformPhone : (await book.FindMember(Member))!.Phone!;

    private async ValueTask<Result> PayLegs(Book book, Order order)
    {
        if (await book.CheckToday(order.Kind, order.Payer, order.Amount) is { } overLimit) return overLimit;
        foreach (var leg in order.Legs.Where(l => l.IsInside))
        {
            if (!await book.Holds.Place(leg.Account, order.No.Value, leg.Amount, "order.held", order.No.Value)) return Errors.BalanceShort;
        }
        order = order.On(book, OrderEvent.Confirm);
        await book.Count(order, +1);
        if (order.ChannelLeg is null)
        {
            order = await PaymentReported.Book(book, order, null);
        }
        else
        {
            book.Outbox.AskAt(order, ChannelOperation.ConfirmPay, book.Now + Platform.Outbox.AskAgainAfter);
            book.Ask = new ChannelAsk(order.No, ChannelOperation.ConfirmPay, order.ChannelCode ? VerificationCode : null);
        }
        book.Orders.Save(order);
        return OrderReply.ToConfirmation(order);
    }
}
