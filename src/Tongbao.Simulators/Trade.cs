namespace Tongbao.Simulators;

/// <summary>交易: what a channel is asked to do for an order, or how it went. Asked again by the same number it is the same trade.</summary>
/// <param name="OrderNo">Our number; a refund has one of its own.</param>
/// <param name="Operation">pay, confirm, payout, refund, sendback or open: see <see cref="Operations"/>.</param>
/// <param name="Method">支付方式 by its key (5.2).</param>
/// <param name="Flow">scan, jsapi, redirect, app, code, sms, payout or pos.</param>
/// <param name="Amount">Fen.</param>
/// <param name="CardType">1 借记卡, 2 信用卡.</param>
/// <param name="At">When it is asked; the first asking starts a scenario.</param>
/// <param name="Code">What the buyer typed for the channel to check.</param>
/// <param name="PageUrl">The page of the sandbox that stands for the trade's wallet or bank.</param>
/// <param name="More">What is passed through to the channel: authcode, acct, vspCusid ...</param>
/// <param name="CodeWanted">The channel is to send the buyer a code first (收银宝快捷 with validateType 1).</param>
/// <param name="CodeSentAt">When it sent the code that is awaited.</param>
public sealed record Trade(string App, string OrderNo, string BizOrderNo, string Operation, string Method, string Flow, long Amount,
    string? CardNo, int? CardType, string? BizUserId, DateTimeOffset At, DateTimeOffset? ExpiresAt, string? Code, string? OriginalOrderNo,
    string PageUrl, IReadOnlyDictionary<string, string> More, bool CodeWanted, DateTimeOffset? CodeSentAt = null)
{
    /// <summary>The ordinal of this request among those of its kind for the order.</summary>
    public int Part { get; init; } = 1;

    /// <summary>It was asked for before: nothing new is played for it.</summary>
    public bool IsKnown { get; init; }

    /// <summary>A payment and its confirmation are two questions about one thing.</summary>
    internal string Kind => Operation == Operations.Confirm ? Operations.Pay : Operation;

    /// <summary>Its number among the trades of an app.</summary>
    internal string No => Part == 1 ? OrderNo : $"{OrderNo}-{Part}";

    internal bool IsPayment => Kind == Operations.Pay;
    internal bool IsPayout => Kind == Operations.Payout;

    /// <summary>A person is to be opened at the bank; no money is moved.</summary>
    internal bool IsOpening => Kind == Operations.Open;

    /// <summary>The buyer acts in a wallet, at a bank's page or at a terminal; the channel waits for that.</summary>
    internal bool WaitsForBuyer => IsPayment && Flow is ("scan" or "jsapi" or "redirect" or "app" or "pos");

    /// <summary>Card number and code must not reach a log.</summary>
    public override string ToString() => $"{Operation} {App}/{OrderNo} {Method} {Amount}";
}

/// <summary>What a channel can be asked for.</summary>
public static class Operations
{
    public const string Pay = "pay", Confirm = "confirm", Payout = "payout", Refund = "refund", SendBack = "sendback", Open = "open";

    /// <summary>开户: as scenarios name it in place of a pay method.</summary>
    public const string OpeningMethod = "OPENING";

    /// <summary>退款, of whatever pay method, as scenarios name it.</summary>
    public const string RefundMethod = "REFUND";
}
