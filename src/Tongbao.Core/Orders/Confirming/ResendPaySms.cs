using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Confirming;

/// <summary>重发支付短信 (通商云 4.2.25): the same code while it lives, a new one after; not within 10 s of the last.</summary>
public sealed record ResendPaySms(BizOrderNo BizOrderNo) : Command
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10), DefaultLife = TimeSpan.FromMinutes(30);

    public override async ValueTask<Result> Run(Book book)
    {
        var (own, wrong) = await book.OwnOrder(BizOrderNo);
        if (own is not { } order) return wrong!;
        if (await book.CheckNotLocked(order.Payer) is { } locked) return locked;
        var over = order.Status != OrderStatus.Unpaid || book.Now >= (order.ExpiresAt ?? order.CreatedAt + DefaultLife);
        if (over || order.Payment.ValidateType != ValidateType.Sms || order.Payment.SmsSentAt is not { } sentAt)
            return Errors.NoCodeToResend;
        if (book.Now < sentAt + Interval) return Errors.ResentTooOften;
        if (order.Payment.ChannelCode) return await AskChannel(book, order);
        var phone = order.Payer.IsPlatform ? PayCodes.PlatformPhone : (await book.FindMember(order.Payer))!.Phone;
        if (phone is null) return Errors.PhoneNotBound;
        var last = await book.Sms.Find(SmsMessage.KeyOf(order.No.Value, PayCodes.PayPurpose));
        var alive = last is not null && book.Now < last.ExpiresAt;
        // The same code again keeps its own end and its wrong tries: sending it again must not make guessing cheaper.
        if (alive) book.Sms.Save(last! with { SentAt = book.Now });
        else book.SendCode(order.No.Value, phone, PayCodes.PayPurpose, SmsMessage.PayLife,
            book.Pay.CodeOf(order.ChannelLeg?.Method));
        book.Orders.Save(order with { Payment = order.Payment with { SmsSentAt = book.Now } });
        return new Resent(order.BizNo, order.No, phone);
    }

    /// <summary>The channel sent the code and sends it again (收银宝快捷).</summary>
    private static async ValueTask<Result> AskChannel(Book book, Order order)
    {
        book.Outbox.AskAt(order, ChannelOperation.Pay, book.Now);
        book.Orders.Save(order with { Payment = order.Payment with { SmsSentAt = book.Now } });
        var payer = (await book.FindMember(order.Payer))!;
        return (payer.FindCard(order.ChannelLeg!.Card!)?.Phone ?? payer.Phone) is { } phone ? new Resent(order.BizNo, order.No, phone)
            : Errors.PhoneNotBound;
    }

    /// <summary>To which phone the code went, masked.</summary>
    public sealed record Resent(BizOrderNo BizOrderNo, OrderNo OrderNo, Phone Phone) : Reply;
}
