namespace Tongbao.Core.Orders;

/// <summary>
/// 流水: by what an application is known when it comes again. Beside its number: the wire that it came through, what it said there, and what
/// it was answered.
/// </summary>
public sealed record Serial
{
    /// <summary>
    /// The wire that made the order, in whose words its notices tell of it. Null in rows of before there were several: that of the app's
    /// first identity.
    /// </summary>
    [FormerlyOutside("wire")]
    public string? Wire { get; init; }

    /// <summary>Of the fields as they were sent (<see cref="ContentDigest"/>); empty where nobody asked for the order.</summary>
    [FormerlyOutside("digest")]
    public string Digest { get; init; } = "";

    /// <summary>What the application was answered; null until it was.</summary>
    [FormerlyOutside("firstAnswer")]
    public FirstAnswer? Answer { get; init; }
}

/// <summary>The part of an application's answer that the order's later life must not change.</summary>
/// <param name="TradeNo">交易编号, the channel's, where it had one by then.</param>
/// <param name="Token">授权令牌 that the answer gave, where it asked for a code.</param>
public sealed record FirstAnswer(string? PayStatus, Reason? FailMessage, string? TradeNo = null, string? Token = null);
