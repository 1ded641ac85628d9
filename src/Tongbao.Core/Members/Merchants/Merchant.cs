namespace Tongbao.Core.Members.Merchants;

/// <summary>合规审核状态: how the review of a merchant number stands. The numbers are those that stand in the store.</summary>
public enum ComplianceState { Waiting = 0, Passed = 1, Refused = 2, Frozen = 3, NotOpen = 9 }

/// <summary>
/// 商户号 (收银宝商户号): the number by which a member collects through the acquirer. It comes from onboarding or is bound as it is; a member
/// whose number was frozen may have several. What it may collect by, at which rate, and when the money reaches the member stands here.
/// </summary>
public sealed record Merchant
{
    public const string ByMember = "member";

    public static readonly RowKind<Merchant> Rows = new("merchants", m => m.No, new RowIndex<Merchant>(ByMember, m => m.Member.Value));

    /// <summary>15 digits.</summary>
    public required string No { get; init; }
    public required BizUserId Member { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Bound as a number that was opened elsewhere: all products, the app's rate and clearing rule, certified, reviewed.</summary>
    public bool OpenedElsewhere { get; init; }

    /// <summary>结算时间, T+1 or D+1; null: the app's setting.</summary>
    public string? ClearTimeRule { get; init; }
    public IReadOnlyList<MerchantProduct> Products { get; init; } = [];

    /// <summary>结算账户: the only account that the merchant withdraws to; null of a number that was opened elsewhere.</summary>
    public BankCardNo? SettlementCard { get; init; }
    public ComplianceState Compliance { get; init; } = ComplianceState.NotOpen;
    public IReadOnlyList<ChannelCertification> Certifications { get; init; } = [];

    /// <summary>Takes no new purchases. What the merchant has can be split, refunded and withdrawn.</summary>
    public bool IsFrozen => Compliance == ComplianceState.Frozen;
}

/// <summary>产品: a way to collect that the number has, by the acquirer's code of its transactions (VSP501).</summary>
/// <param name="RatePpm">Fee rate in parts per million: 3000 is 3 per mille.</param>
/// <param name="IsDaily">手续费日结: the fee is taken out of each settlement; otherwise it is charged by the month, outside this ledger.</param>
/// <param name="Least">The least fee of an order.</param>
public sealed record MerchantProduct(string Code, string? ProductNo, int RatePpm, bool IsDaily, Cents Least)
{
    /// <summary>Added, but not approved yet: it cannot be used.</summary>
    public bool IsPending { get; init; }
}

/// <summary>认证状态 of a merchant number at WeChat or Alipay. The numbers are those that stand in the store.</summary>
public enum CertificationState { None = 0, UnderWay = 1, Certified = 2, Failed = 3 }

/// <param name="Channel">wx or ali.</param>
/// <param name="SubMerchantNo">渠道子商户号.</param>
public sealed record ChannelCertification(string Channel, string SubMerchantNo, CertificationState State);
