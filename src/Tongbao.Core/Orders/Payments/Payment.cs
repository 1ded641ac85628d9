using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Payments;

/// <summary>
/// 支付: how the payer goes about an order until it is paid: by what it confirms, and what it has to pay with. A withdrawal is confirmed too.
/// </summary>
public sealed record Payment : IPart<Payment>
{
    public static Payment None { get; } = new();

    /// <summary>验证方式: by what the payer confirms.</summary>
    [FormerlyOutside("validateType")] public ValidateType? ValidateType { get; init; }

    /// <summary>When a code was last sent to the payer.</summary>
    [FormerlyOutside("smsSentAt")] public DateTimeOffset? SmsSentAt { get; init; }

    /// <summary>The channel checks a code of its own before it pays.</summary>
    [FormerlyOutside("channelCode")] public bool ChannelCode { get; init; }

    /// <summary>What the channel gave for the buyer to pay with: a QR string, a JS string.</summary>
    [FormerlyOutside("payInfo")] public string? PayInfo { get; init; }

    /// <summary>Until when the channel lets the buyer pay.</summary>
    [FormerlyOutside("payableUntil")] public DateTimeOffset? PayableUntil { get; init; }

    /// <summary>The day on whose limits it counts.</summary>
    [FormerlyOutside("countedOn")] public DateOnly? CountedOn { get; init; }

    /// <summary>
    /// 付款请求: which try to pay it this is, where each is a request of its own; 0 where its application says how it is paid.
    /// </summary>
    public int Attempt { get; init; }

    /// <summary>绑卡协议号 that the answer and the notice tell: the four elements of the card were verified by this payment.</summary>
    public string? NewAgreement { get; init; }

    /// <summary>The legs of tries that came to nothing, in their order; what was held for them went back. Null: none.</summary>
    public IReadOnlyList<Leg>? GivenUp { get; init; }

    /// <summary>Another request to pay: what was said of the try before counts no more.</summary>
    public Payment Next(ValidateType? validation, DateTimeOffset? payableUntil) =>
        new() { Attempt = Attempt + 1, GivenUp = GivenUp, ValidateType = validation, PayableUntil = payableUntil };

    /// <summary>The channel has it in hand; what it gave first stays.</summary>
    public Payment Given(string? payInfo, bool wantsCode) =>
        this with { PayInfo = PayInfo ?? payInfo, ChannelCode = ChannelCode || wantsCode };
}
