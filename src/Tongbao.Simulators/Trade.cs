namespace Tongbao.Simulators;

/// <summary>交易: a channel's task for an order, and how it went. A repeated request with the same number is the same trade.</summary>
/// <param name="OrderNo">Our number; a refund has one of its own.</param>
/// <param name="Operation">pay, confirm, payout, refund, sendback or open: see <see cref="Operations"/>.</param>
/// <param name="Method">支付方式 by its key (5.2).</param>
/// <param name="Flow">scan, jsapi, redirect, app, code, sms, payout or pos.</param>
/// <param name="Amount">Fen.</param>
/// <param name="CardType">1 借记卡, 2 信用卡.</param>
/// <param name="At">The time of the request. The first one starts a scenario.</param>
/// <param name="Code">What the payer typed for the channel to check.</param>
/// <param name="PageUrl">The sandbox page that stands for the trade's wallet or bank.</param>
/// <param name="More">Passed through to the channel: authcode, acct, vspCusid ...</param>
/// <param name="CodeWanted">The channel must first send a code to the payer (收银宝快捷 with validateType 1).</param>
/// <param name="CodeSentAt">When the channel sent the code that it expects.</param>
public sealed record Trade(string App, string OrderNo, string BizOrderNo, string Operation, string Method, string Flow, long Amount,
    string? CardNo, int? CardType, string? BizUserId, DateTimeOffset At, DateTimeOffset? ExpiresAt, string? Code, string? OriginalOrderNo,
    string PageUrl, IReadOnlyDictionary<string, string> More, bool CodeWanted, DateTimeOffset? CodeSentAt = null)
{
    /// <summary>The ordinal of this request among those of its kind for the order.</summary>
    public int Part { get; init; } = 1;

    /// <summary>The trade was requested before, so no scenario starts for it.</summary>
    public bool IsKnown { get; init; }

    /// <summary>A payment and its confirmation are two requests about the same trade.</summary>
    internal string Kind => Operation == Operations.Confirm ? Operations.Pay : Operation;

    /// <summary>Its number among the trades of an app.</summary>
    internal string No => Part == 1 ? OrderNo : $"{OrderNo}-{Part}";

    internal bool IsPayment => Kind == Operations.Pay;
    internal bool IsPayout => Kind == Operations.Payout;

    /// <summary>A person opens an account at the bank; no money moves.</summary>
    internal bool IsOpening => Kind == Operations.Open;

    /// <summary>The channel waits for the buyer to act in a wallet, on a bank's page or at a terminal.</summary>
    internal bool WaitsForBuyer => IsPayment && Flow is ("scan" or "jsapi" or "redirect" or "app" or "pos");

    /// <summary>Without card number and code, because it may be logged.</summary>
    public override string ToString() => $"{Operation} {App}/{OrderNo} {Method} {Amount}";
}

/// <summary>The operations that a channel can be asked for.</summary>
public static class Operations
{
    public const string Pay = "pay", Confirm = "confirm", Payout = "payout", Refund = "refund", SendBack = "sendback", Open = "open";

    /// <summary>开户: the name that scenarios use in place of a pay method.</summary>
    public const string OpeningMethod = "OPENING";

    /// <summary>退款 of any pay method: the name that scenarios use.</summary>
    public const string RefundMethod = "REFUND";
}
