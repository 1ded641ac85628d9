using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Confirming;

/// <summary>支付验证码: the code that confirms an order, and the phone that it goes to.</summary>
public static class PayCodes
{
    /// <summary>Sends the code that confirms the order, where one does.</summary>
    public static async ValueTask<Order> SendPayCode(this Book book, Order order)
    {
        var phone = order.Payer.IsPlatform ? PlatformPhone : (await book.FindMember(order.Payer))!.Phone!;
        book.SendCode(order.No.Value, phone, PayPurpose, SmsMessage.PayLife, book.Pay.CodeOf(order.ChannelLeg?.Method));
        return order with { Payment = order.Payment with { SmsSentAt = book.Now } };
    }

    public const string PayPurpose = "pay";

    /// <summary>Of a code that the channel sent, and checks (收银宝快捷).</summary>
    public const string ChannelPayPurpose = "channel-pay";

    /// <summary>The platform has no bound phone of its own; its codes go to this number, which nobody has.</summary>
    public static readonly Phone PlatformPhone = new("10000000000");
}
