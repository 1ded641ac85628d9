namespace Tongbao.Core.Members.Merchants;

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

    /// <summary>The application that it was opened by; null of a number that was opened elsewhere.</summary>
    public BizOrderNo? Onboarding { get; init; }

    /// <summary>结算时间, T+1 or D+1; null: the app's setting.</summary>
    public string? ClearTimeRule { get; init; }
    public IReadOnlyList<MerchantProduct> Products { get; init; } = [];

    /// <summary>产品变更 that is not reviewed yet. Until then the products stand as they were, and what is added is pending.</summary>
    public ProductChange? Change { get; init; }

    /// <summary>结算账户: the only account that the merchant withdraws to; null of a number that was opened elsewhere.</summary>
    public BankCardNo? SettlementCard { get; init; }
    public ComplianceState Compliance { get; init; } = ComplianceState.NotOpen;

    /// <summary>Null of a number that was opened elsewhere.</summary>
    public ComplianceReview? Review { get; init; }
    public IReadOnlyList<ChannelCertification> Certifications { get; init; } = [];

    /// <summary>Takes no new purchases. What the merchant has can be split, refunded and withdrawn.</summary>
    public bool IsFrozen => Compliance == ComplianceState.Frozen;

    /// <summary>With a certification for each channel of its products that it has none of yet.</summary>
    public Merchant WithChannels(Book book) => this with
    {
        Certifications = [.. Certifications, .. ChannelsOf(Products.Where(p => !p.IsPending)).Except(Certifications.Select(c => c.Channel))
            .Select(channel => new ChannelCertification(channel, CertifyingChannels.NewNumber(book, channel), CertificationState.None))],
    };

    /// <summary>The channels of which it has a product that can be used, WeChat first.</summary>
    public IEnumerable<ChannelCertification> OpenChannels =>
        ChannelsOf(Products.Where(p => !p.IsPending)).Select(channel => Certifications.FirstOrDefault(c => c.Channel == channel))
            .OfType<ChannelCertification>();

    public Merchant With(ChannelCertification changed) => this with
    {
        Certifications = [.. Certifications.Select(c => c.Channel == changed.Channel ? changed : c)],
    };

    private static IEnumerable<string> ChannelsOf(IEnumerable<MerchantProduct> products) =>
        CertifyingChannels.All.Intersect(products.Select(p => CertifyingChannels.Of(p.Code)).OfType<string>());
}
