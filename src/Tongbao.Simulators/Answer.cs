namespace Tongbao.Simulators;

/// <summary>The results that a channel can report. Unknown means no answer at all.</summary>
public static class TradeResults
{
    public const string Success = "success", Fail = "fail", Pending = "pending", Unknown = "unknown", Returned = "returned",
        Reversed = "reversed";
}

/// <summary>渠道应答: what the channel says about a trade. Details are filled in where a real channel would send them.</summary>
/// <param name="Result">One of <see cref="TradeResults"/>.</param>
public sealed record Outcome(string Result)
{
    /// <summary>The amount really paid, in fen. A scenario can make it differ from the requested amount.</summary>
    public long? Amount { get; init; }
    public string? Message { get; init; }

    /// <summary>渠道流水号: another number for the same order means another payment.</summary>
    public string? TradeNo { get; init; }
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>
    /// What the payer's side needs: a link for a QR code, a string for JS or an app, a bank's page, or the 付款码 of a POS order.
    /// </summary>
    public string? PayInfo { get; init; }
    public bool WantsCode { get; init; }

    /// <summary>短信验证码 that the channel sent. The sandbox shows it in its list of messages.</summary>
    public string? CodeSent { get; init; }

    /// <summary>The code was wrong or missing; another try is possible.</summary>
    public bool WrongCode { get; init; }

    /// <summary>付款账号: masked card number, openid or user_id.</summary>
    public string? Acct { get; init; }

    /// <summary>00 借记, 02 信用, 99 其他.</summary>
    public string? AcctType { get; init; }
    public string? Cusid { get; init; }
    public string? TrxCode { get; init; }

    /// <summary>渠道手续费, fen.</summary>
    public string? Fee { get; init; }
    public string? TermNo { get; init; }
    public string? TermRefNum { get; init; }
    public string? TraceNo { get; init; }
}

/// <summary>A report that the channel will make on its own at that time.</summary>
/// <param name="Operation">pay, payout, refund or sendback; a confirmed payment is also pay.</param>
public sealed record Later(DateTimeOffset At, string App, string OrderNo, string Operation, Outcome Outcome)
{
    public int Part { get; init; } = 1;

    /// <summary>Future reports are returned with every answer, so that a crash cannot lose them. Store each key once.</summary>
    public string Key => $"{App}/{(Part == 1 ? OrderNo : $"{OrderNo}-{Part}")}/{Operation}/{At.UtcTicks}/{Outcome.Result}/{Outcome.TradeNo}";
}

/// <summary>The channel's answer now, and its future reports.</summary>
public sealed record Answer(Outcome Now, IReadOnlyList<Later> Later);
