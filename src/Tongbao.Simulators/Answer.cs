namespace Tongbao.Simulators;

/// <summary>What a channel can say. Unknown is no answer at all.</summary>
public static class TradeResults
{
    public const string Success = "success", Fail = "fail", Pending = "pending", Unknown = "unknown", Returned = "returned",
        Reversed = "reversed";
}

/// <summary>渠道应答: what the channel says of a trade. Facts are told where a channel would tell them.</summary>
/// <param name="Result">One of <see cref="TradeResults"/>.</param>
public sealed record Outcome(string Result)
{
    /// <summary>What was really paid, fen; a scenario can make it another sum than was asked for.</summary>
    public long? Amount { get; init; }
    public string? Message { get; init; }

    /// <summary>渠道流水号. Another number for one order is another payment.</summary>
    public string? TradeNo { get; init; }
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>
    /// What the buyer's side needs: a link for a QR code, a string for JS or app, the page of a bank, 付款码 of a POS order.
    /// </summary>
    public string? PayInfo { get; init; }
    public bool WantsCode { get; init; }

    /// <summary>短信验证码 that the channel sent: for the sandbox's message box.</summary>
    public string? CodeSent { get; init; }

    /// <summary>The code was wrong or missing; another may be tried.</summary>
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

/// <summary>A report that the channel will make by itself at that time.</summary>
/// <param name="Operation">pay, payout, refund or sendback; of a confirmed payment too it is pay.</param>
public sealed record Later(DateTimeOffset At, string App, string OrderNo, string Operation, Outcome Outcome)
{
    public int Part { get; init; } = 1;

    /// <summary>Reports still to come are named at every asking, lest a crash lose them: keep one a key.</summary>
    public string Key => $"{App}/{(Part == 1 ? OrderNo : $"{OrderNo}-{Part}")}/{Operation}/{At.UtcTicks}/{Outcome.Result}/{Outcome.TradeNo}";
}

/// <summary>What the channel says now, and what it will report.</summary>
public sealed record Answer(Outcome Now, IReadOnlyList<Later> Later);
