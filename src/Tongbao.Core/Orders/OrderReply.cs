using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders;

/// <summary>微信 APP 支付信息 (5.13): what an app hands to the WeChat SDK, a string of JSON.</summary>
public sealed record WeChatAppInfo(string Weixinstr);

/// <summary>The answer to an application or a confirmation: what the order is now. Null is left out.</summary>
public sealed record OrderReply : Reply, IStagedReply
{
    public required OrderNo OrderNo { get; init; }
    public required BizOrderNo BizOrderNo { get; init; }
    public BizUserId? Member { get; init; }
    public string? PayStatus { get; init; }
    public Reason? PayFailMessage { get; init; }
    public string? PayInfo { get; init; }
    public WeChatAppInfo? WeChatAppInfo { get; init; }
    public string? PayCode { get; init; }
    public string? TradeNo { get; init; }
    public ValidateType? ValidateType { get; init; }
    public string? ExtendInfo { get; init; }
    public Cents? Amount { get; init; }
    public Cents? CouponAmount { get; init; }
    public Cents? FeeAmount { get; init; }

    /// <summary>授权令牌: comes back with the code that is still needed.</summary>
    public string? Token { get; init; }

    /// <summary>账务日期, once it is paid.</summary>
    public DateOnly? Day { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public string? AgreementNo { get; init; }
    public string? GatewayUrl { get; init; }
    public JsonText? Payload { get; init; }

    public ReplyStage Stage => Token is null ? ReplyStage.Done : ReplyStage.CodeNeeded;

    /// <summary>Answers an application, a repeated one as the first. payStatus is told only where nothing is left to confirm.</summary>
    public static OrderReply ToApplication(Order order) => order.Payment.Attempt > 0 ? ToAttempt(order) : new()
    {
        OrderNo = order.No,
        BizOrderNo = order.BizNo,
        PayStatus = FirstOf(order).PayStatus,
        PayFailMessage = FirstOf(order).FailMessage,
        Member = FirstOf(order).PayStatus is null ? null : order.Payer,
        // A terminal is paid at by a number, an app of WeChat by an object, everything else by a string to show or call.
        PayInfo = order.ChannelLeg?.Returns == PayReturn.PayInfo ? order.Payment.PayInfo : null,
        WeChatAppInfo = order is { ChannelLeg.Returns: PayReturn.WeChatAppInfo, Payment.PayInfo: { } app } ? new WeChatAppInfo(app) : null,
        PayCode = order.ChannelLeg?.Returns == PayReturn.PayCode ? order.Payment.PayInfo : null,
        TradeNo = FirstOf(order).TradeNo,
        ValidateType = order.Payment.ChannelCode ? Legs.ValidateType.Sms : null,
        ExtendInfo = order.Said.ExtendInfo,
    };

    /// <summary>Settles what the application answers, once, also where the channel said nothing: a repeat must hear the same.</summary>
    public static Order Answered(Order order) => order with { Serial = order.Serial with { Answer = FirstOf(order) } };

    /// <summary>What was answered first, or what would be now: an order whose channel is silent is pending.</summary>
    private static FirstAnswer FirstOf(Order order)
    {
        if (order.Serial.Answer is { } first) return first;
        var status = TellsStatus(order) ? Orders.PayStatus.Of(order) : null;
        return new FirstAnswer(status, status == Orders.PayStatus.Fail ? order.Outcome.FailMessage : null, order.Outcome.Facts?.TradeNo);
    }

    /// <summary>Answers a confirmation: always with the state of payment.</summary>
    public static OrderReply ToConfirmation(Order order) => order.Payment.Attempt > 0 ? ToAttempt(order) : new()
    {
        OrderNo = order.No,
        BizOrderNo = order.BizNo,
        Member = order.Payer,
        PayStatus = Orders.PayStatus.Of(order),
        PayFailMessage = order.Status == OrderStatus.Failed ? order.Outcome.FailMessage : null,
    };

    /// <summary>
    /// Answers a request to pay an order that was opened before: what it is to be paid with at its channel, or that it is paid.
    /// </summary>
    public static OrderReply ToAttempt(Order order, string? token = null) => new()
    {
        OrderNo = order.No,
        BizOrderNo = order.BizNo,
        Member = order.Payer.IsPlatform ? null : order.Payer,
        Amount = order.Amount,
        Token = token,
        Day = order is { IsPaid: true, Outcome.PaidAt: { } at } ? Days.DateOf(at) : null,
        FinishedAt = order.IsPaid ? order.Outcome.PaidAt : null,
        AgreementNo = order.Payment.NewAgreement,
        GatewayUrl = order.ChannelLeg?.Returns == PayReturn.GatewayUrl ? order.Payment.PayInfo : null,
        Payload = order is { ChannelLeg.Returns: PayReturn.Payload, Payment.PayInfo: { } info } ? InJson(info) : null,
    };

    /// <summary>A page, or what a wallet takes as one text, as an object too.</summary>
    private static JsonText InJson(string info) => new(info.StartsWith('{') ? info
        : $"{{\"pay_info\":\"{System.Text.Json.JsonEncodedText.Encode(info)}\"}}");

    public static OrderReply ToRefund(Order refund) => new()
    {
        OrderNo = refund.No,
        BizOrderNo = refund.BizNo,
        PayStatus = FirstOf(refund).PayStatus,
        PayFailMessage = FirstOf(refund).FailMessage,
        Amount = refund.Amount,
        CouponAmount = refund.Refund!.Coupon.IsZero ? null : refund.Refund.Coupon,
        FeeAmount = refund.Refund.Fee.IsZero ? null : refund.Refund.Fee,
        ExtendInfo = refund.Said.ExtendInfo,
    };

    private static bool TellsStatus(Order order) =>
        order.ChannelLeg is { Flow: PayFlow.Code }
        || (order.ChannelLeg is { Flow: PayFlow.Sms } && order.Payment.ValidateType == Legs.ValidateType.None && !order.Payment.ChannelCode)
        || order.Kind is OrderKind.Refund
        || (order.Payout is not null && order.Payment.ValidateType == Legs.ValidateType.None);
}
