using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Merchants;

/// <summary>进件状态. The numbers are those that stand in the store.</summary>
public enum OnboardingState { Running = 0, Done = 1, Failed = 2 }

/// <summary>验证环节, in the order in which they are gone through. The numbers are those that stand in the store.</summary>
public enum OnboardingStep { Company = 1, LegalPerson = 2, Account = 3 }

/// <summary>
/// 进件: an application for a merchant number. Its checks are made after it was taken in; one that fails fails it as a whole, and the member
/// may apply again under another number.
/// </summary>
public sealed record Onboarding
{
    public const string ByMember = "member";

    public static readonly RowKind<Onboarding> Rows = new("onboardings", o => o.Request.Value,
        new RowIndex<Onboarding>(ByMember, o => o.Member.Value));
    public static readonly BlobNames<Onboarding> Blobs = new(Rows, o => o.Photos.Values);

    /// <summary>Its number; the operation of this number says where its end is told.</summary>
    public required BizOrderNo Request { get; init; }
    public required OrderNo OrderNo { get; init; }
    public required BizUserId Member { get; init; }
    public required MerchantBasics Basics { get; init; }
    public required SettlementAccount Account { get; init; }
    public required IReadOnlyList<MerchantProduct> Products { get; init; }

    /// <summary>附件, by the property that names each; those of a supplement take the place of the first.</summary>
    public IReadOnlyDictionary<string, BlobKey> Photos { get; init; } = new Dictionary<string, BlobKey>();

    public OnboardingState State { get; init; } = OnboardingState.Running;
    public OnboardingStep? FailStep { get; init; }
    public Reason? FailReason { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>收银宝商户号; null unless it is done.</summary>
    public string? MerchantNo { get; init; }
}
