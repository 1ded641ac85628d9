using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>提交结果 of a supplement. The numbers are those that stand in the store.</summary>
public enum SubmitResult { Submitted = 1, NotSubmitted = 2 }

/// <summary>会员合规补录异步通知 (云商通 1081): whether a supplement was taken in, not whether the review passed.</summary>
[StoredAs("supplement")]
public sealed record SupplementTold(BizUserId Member, BizOrderNo BizOrderNo, string WireNo, string MerchantNo, SubmitResult SubmitResult,
    Reason? SubmitMessage, long SupplementsLeft) : NoticeFacts, IFailureTold
{
    public const string Event = "1081";

    public Reason? Failure => SubmitMessage;
}

/// <summary>
/// 会员合规补录 (云商通 1076): hands in again what a compliance review refused, all of it, and brings the same number to review again. A file that
/// cannot be used any more is told by the notice, and uses up no chance.
/// </summary>
public sealed record SupplyCompliance(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, string? ShortName, string? StoreFront,
    string? Interior, SupplementBasics? Basics, MerchantPhotos? Photos) : Command
{
    private const string TransCode = "1076";

    public override async ValueTask<Result> Run(Book book)
    {
        var (twin, taken) = await book.TwinOf(BizOrderNo);
        if (twin is not null) return MerchantReply.Of(twin, TransCode);
        if (taken is not null) return taken;
        if (await book.OnboardedMerchant(Member) is not { } merchant) return Errors.NotOnboarded;
        if (CheckState(book, merchant) is { } barred) return barred;
        if (SupplementItems.MissingIn(this, merchant.Review!.Rejected) is { } missing) return Errors.SupplementIncomplete.About(missing);

        var operation = book.BeginOperation(BizOrderNo, Member, OperationKind.Supplement, BackUrl);
        book.SaveDone(operation);
        var (photos, unfit) = await MerchantFiles.Name(book, AllPhotos(), []);
        if (unfit is null) merchant = await TakeIn(book, merchant, photos!);
        book.Tell(operation, SupplementTold.Event, new SupplementTold(Member, BizOrderNo,
            WireNumbers.Of(operation.OrderNo.Value, TransCode), merchant.No,
            unfit is null ? SubmitResult.Submitted : SubmitResult.NotSubmitted,
            unfit is null ? null : (Reason)(unfit with { Field = null }),
            Math.Max(0, book.Settings.SupplementMax - merchant.Review!.SupplementsUsed)));
        return MerchantReply.Of(operation, TransCode);
    }

    private static Error? CheckState(Book book, Merchant merchant) => merchant.Compliance switch
    {
        ComplianceState.Frozen => Errors.FrozenForGood,
        ComplianceState.Waiting => Errors.ComplianceUnderReview,
        ComplianceState.Passed or ComplianceState.NotOpen => Errors.NoSupplementNeeded,
        _ => merchant.Review!.SupplementsUsed < book.Settings.SupplementMax ? null : Errors.NoSupplementLeft,
    };

    private MerchantPhotos AllPhotos()
    {
        var photos = Photos ?? MerchantPhotos.None;
        return photos with { StoreFront = photos.StoreFront ?? StoreFront, Interior = photos.Interior ?? Interior };
    }

    /// <summary>The new photos take the place of the old, which go in time.</summary>
    private async ValueTask<Merchant> TakeIn(Book book, Merchant merchant, IReadOnlyDictionary<string, BlobKey> photos)
    {
        var onboarding = (await book.Onboardings.Find(merchant.Onboarding!.Value.Value))!;
        var all = new Dictionary<string, BlobKey>(onboarding.Photos);
        foreach (var (property, key) in photos) all[property] = key;
        book.Onboardings.Save(onboarding with { Photos = all });
        var supplied = merchant with
        {
            Review = merchant.Review! with { Request = BizOrderNo, SupplementsUsed = merchant.Review!.SupplementsUsed + 1, Rejected = [] },
        };
        await book.ToReview(supplied);
        return supplied;
    }
}

/// <summary>What is taken in of a merchant, and decided later.</summary>
/// <param name="WireNo">响应流水号.</param>
public sealed record MerchantReply(BizUserId Member, BizOrderNo BizOrderNo, string WireNo) : Reply, IStagedReply
{
    public ReplyStage Stage => ReplyStage.Accepted;

    public static MerchantReply Of(AccountOperation operation, string transCode) =>
        new(operation.Member, operation.BizNo, WireNumbers.Of(operation.OrderNo.Value, transCode));
}
