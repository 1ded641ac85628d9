using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Confirming;

/// <summary>确认支付, 后台+短信验证码 (通商云 4.2.8): the payer confirms an order by the code that was sent.</summary>
public sealed record Pay(BizUserId Member, BizOrderNo BizOrderNo, string? TradeNo, Secret VerificationCode, string ConsumerIp) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (order, wrong) = await ConfirmOrder.Find(book, Member, BizOrderNo);
        if (wrong is not null) return wrong;
        if (order!.Status == OrderStatus.InProgress) return Repeated(book, order);
        if (order.IsPaid || order.Status == OrderStatus.Failed) return OrderReply.ToConfirmation(order);
        if (await ConfirmOrder.Check(book, order, ConsumerIp) is { } notNow) return notNow;
        // An order with a gateway leg is confirmed on its page (4.2.9): its payer has to be led there.
        if (order.Payment.ValidateType != ValidateType.Sms || order.ChannelLeg?.Flow == PayFlow.Redirect)
            return Errors.WrongValidateType.On("ValidateType", (int?)order.Payment.ValidateType ?? 0, Allowed.Just((int)ValidateType.Sms));
        if (!order.Payment.ChannelCode && !await ConfirmOrder.AcceptCode(book, order, VerificationCode)) return Errors.WrongCode;
        book.KeepRequest(order, this);
        return await ConfirmOrder.Confirm(book, order, order.Payment.ChannelCode ? VerificationCode : null);
    }

    /// <summary>
    /// Confirmed before, and no result yet: the channel is asked again by our order number, so that every copy of a confirmation hears the
    /// same.
    /// </summary>
    private Result Repeated(Book book, Order order)
    {
        if (order.Payout is { Sent: true }) book.Ask = new ChannelAsk(order.No, ChannelOperation.Payout);
        else if (order is { Payout: null, ChannelLeg: not null })
            book.Ask = new ChannelAsk(order.No, ChannelOperation.ConfirmPay, order.Payment.ChannelCode ? VerificationCode : null);
        return OrderReply.ToConfirmation(order);
    }
}
