namespace Tongbao.Simulators;

/// <summary>剧本: scripted outcomes for the next trades of an app that fit. It needs no order yet.</summary>
/// <param name="Times">How many orders it is played for.</param>
public sealed record Scenario(string App, ScenarioMatch Match, IReadOnlyList<ScenarioStep> Then, int Times);

/// <summary>
/// Which payments and payouts a scenario is for; what is null fits all. An opening or a refund is meant only where it is named.
/// </summary>
public sealed record ScenarioMatch(string? PayMethod, long? Amount, string? CardNo, string? BizUserId)
{
    internal bool Fits(Trade trade) =>
        (PayMethod == Operations.RefundMethod ? trade.Kind == Operations.Refund
            : (trade.IsPayment || trade.IsPayout || (trade.IsOpening && PayMethod is not null))
                && (PayMethod is null || PayMethod == trade.Method))
        && (Amount is null || Amount == trade.Amount)
        && (CardNo is null || (trade.CardNo is not null && CardNo == Fingerprint(trade.CardNo)))
        && (BizUserId is null || BizUserId == trade.BizUserId);

    /// <summary>As it is kept: the host's store holds no card number in clear.</summary>
    internal ScenarioMatch Sealed() => this with { CardNo = CardNo is null ? null : Fingerprint(CardNo) };

    private static string Fingerprint(string cardNo) => Convert.ToHexString(Invented.Bytes(16, "card", cardNo));
}

/// <summary>A step of a scenario. The first without a time is the immediate answer; the others are reported.</summary>
/// <param name="Result">One of <see cref="TradeResults"/>, or timeout (unknown), or close (ours to do, so no step).</param>
/// <param name="After">Counted from the first asking of the order. None on a later step: shortly after the step before it.</param>
/// <param name="Amount">What is really paid, where it is another sum.</param>
/// <param name="IsLost">Its report is lost on the way: only a query tells.</param>
public sealed record ScenarioStep(string Result, TimeSpan? After, long? Amount, string? Message, bool IsLost = false);
