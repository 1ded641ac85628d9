namespace Tongbao.Simulators;

/// <summary>剧本: scripted results for the next matching trades of an app. It can be set before the order exists.</summary>
/// <param name="Times">How many orders it applies to.</param>
public sealed record Scenario(string App, ScenarioMatch Match, IReadOnlyList<ScenarioStep> Then, int Times);

/// <summary>Which payments and payouts a scenario applies to. Null matches all. Openings and refunds must be named explicitly.</summary>
public sealed record ScenarioMatch(string? PayMethod, long? Amount, string? CardNo, string? BizUserId)
{
    internal bool Fits(Trade trade) =>
        (PayMethod == Operations.RefundMethod ? trade.Kind == Operations.Refund
            : (trade.IsPayment || trade.IsPayout || (trade.IsOpening && PayMethod is not null))
                && (PayMethod is null || PayMethod == trade.Method))
        && (Amount is null || Amount == trade.Amount)
        && (CardNo is null || (trade.CardNo is not null && CardNo == Fingerprint(trade.CardNo)))
        && (BizUserId is null || BizUserId == trade.BizUserId);

    /// <summary>The form that is stored: without the card number in clear text.</summary>
    internal ScenarioMatch Sealed() => this with { CardNo = CardNo is null ? null : Fingerprint(CardNo) };

    private static string Fingerprint(string cardNo) => Convert.ToHexString(Invented.Bytes(16, "card", cardNo));
}

/// <summary>A step of a scenario. The first one without a time is the immediate answer; the others are reported later.</summary>
/// <param name="Result">One of <see cref="TradeResults"/>, or timeout (unknown), or close (done by the platform, so it is skipped).</param>
/// <param name="After">Counted from the first request for the order. Null on a later step: shortly after the step before it.</param>
/// <param name="Amount">The amount really paid, if different.</param>
/// <param name="IsLost">The report gets lost; only a query returns the result.</param>
public sealed record ScenarioStep(string Result, TimeSpan? After, long? Amount, string? Message, bool IsLost = false);
