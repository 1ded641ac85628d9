using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>合规审核结果通知 (云商通 1074): sent at every end of a review.</summary>
[StoredAs("compliance")]
public sealed record ComplianceTold(BizOrderNo BizOrderNo, BizUserId Member, string MerchantNo, ComplianceState Compliance,
    IReadOnlyList<RejectItem>? RejectItems, long SupplementsUsed, long SupplementsLeft, DateTimeOffset? AuditedAt) : NoticeFacts
{
    public const string Event = "1074";

    /// <summary>A number that was opened elsewhere was reviewed there.</summary>
    public static ComplianceTold Of(Merchant merchant, BizOrderNo request, int supplementsMost) => new(request, merchant.Member,
        merchant.No, merchant.OpenedElsewhere ? ComplianceState.Passed : merchant.Compliance,
        merchant.Compliance == ComplianceState.Refused ? merchant.Review!.Rejected : null, merchant.Review?.SupplementsUsed ?? 0,
        Math.Max(0, supplementsMost - (merchant.Review?.SupplementsUsed ?? 0)), merchant.Review?.AuditedAt);
}

/// <summary>
/// 合规审核 (7.5.1.2): people look at the papers of a merchant that has its number and has signed the acquiring agreement. What they refuse
/// may be handed in again so many times; the refusal after the last time freezes the number.
/// </summary>
public sealed class ComplianceReviews : IReviewKind
{
    public string Kind => "compliance";

    /// <summary>One that passed may be looked at again, and then be refused.</summary>
    public async ValueTask<bool> IsOpen(Book book, Member member) =>
        await book.OnboardedMerchant(member.Id) is { Compliance: ComplianceState.Waiting };

    public async ValueTask<Result> Decide(Book book, Member member, ReviewVerdict verdict)
    {
        var merchant = (await book.OnboardedMerchant(member.Id))!;
        if (verdict.RejectItems.FirstOrDefault(item => !SupplementItems.Knows(item)) is { } unknown)
            return Errors.BadParameter.About(unknown);
        await Decided(book, merchant, verdict);
        return new Reviewed(verdict.Approved);
    }

    internal static async ValueTask Decided(Book book, Merchant merchant, ReviewVerdict verdict)
    {
        var review = merchant.Review! with
        {
            AuditedAt = book.Now,
            Rejected = verdict.Approved ? []
                : [.. verdict.RejectItems.Select(item => new RejectItem(item, Reason.Of(verdict.Reason, Reasons.ReviewRefused)))],
        };
        var operation = (await book.FindOperation(review.Request))!;
        var most = book.SettingsOf(operation).SupplementMax;
        var decided = merchant with
        {
            Review = review,
            Compliance = verdict.Approved ? ComplianceState.Passed
                : review.SupplementsUsed < most ? ComplianceState.Refused : ComplianceState.Frozen,
        };
        book.Merchants.Save(decided);
        book.Tell(operation, ComplianceTold.Event, ComplianceTold.Of(decided, review.Request, most));
    }
}

/// <summary>An automatic review: what still waits has passed.</summary>
public sealed record PassCompliance(string MerchantNo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(ComplianceOpening.WorkIdOf(MerchantNo)) is { } item) book.Work.Remove(item);
        if (await book.Merchants.Find(MerchantNo) is { Compliance: ComplianceState.Waiting } merchant)
            await ComplianceReviews.Decided(book, merchant, new ReviewVerdict(true, null, []));
        return Done.It;
    }
}
