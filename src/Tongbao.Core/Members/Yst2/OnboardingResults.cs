using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>会员进件结果通知 (云商通 1071); the query shows the same.</summary>
[StoredAs("onboarding")]
public sealed record OnboardingTold(BizUserId Member, BizOrderNo BizOrderNo, string WireNo, OnboardingState ApplyState) : NoticeFacts,
    IFailureTold
{
    public const string Event = "1071";

    public string? MerchantNo { get; init; }
    public string? SettlementAccountNo { get; init; }
    public OnboardingStep? FailStep { get; init; }
    public Reason? FailReason { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public Reason? Failure => FailReason;

    public static OnboardingTold Of(Onboarding onboarding, Member? member) => new(onboarding.Member, onboarding.Request,
        WireNumbers.Of(onboarding.OrderNo.Value, OnboardingReply.TransCode), onboarding.State)
    {
        MerchantNo = onboarding.MerchantNo, FailStep = onboarding.FailStep, FailReason = onboarding.FailReason,
        FinishedAt = onboarding.FinishedAt,
        SettlementAccountNo = onboarding.State == OnboardingState.Done ? member?.AccountNo() : null,
    };
}

/// <summary>进件结果: what becomes of the member and of its merchant number.</summary>
internal static class OnboardingResults
{
    /// <summary>None of it is opened. The member may apply again under another number.</summary>
    public static void Fail(Book book, Onboarding onboarding, AccountOperation operation, OnboardingStep step) =>
        Finish(book, onboarding with
        {
            State = OnboardingState.Failed, FailStep = step, FailReason = step switch
            {
                OnboardingStep.Company => Errors.CompanyRefused,
                OnboardingStep.LegalPerson => Errors.RealNameRefused,
                _ => Errors.CardBindingFailed,
            },
        }, operation, null);

    /// <summary>All checks passed: the member is valid and has its account, its number, its settlement account and its products.</summary>
    public static async ValueTask Open(Book book, Onboarding onboarding, AccountOperation operation)
    {
        var member = OnboardedMember.Of(book, onboarding, operation, await book.FindMember(onboarding.Member));
        book.Members.Save(member);
        if (IdHolders.NumberOf(member) is { } number) await book.AddHolder(number, member.Id);
        var merchant = new Merchant
        {
            No = await NewNumber(book), Member = member.Id, OpenedAt = book.Now, Onboarding = onboarding.Request,
            ClearTimeRule = onboarding.Basics.ClearTimeRule, Products = onboarding.Products, SettlementCard = onboarding.Account.Card,
            Review = new ComplianceReview(onboarding.Request),
        }.WithChannels(book);
        book.Merchants.Save(merchant);
        Finish(book, onboarding with { State = OnboardingState.Done, MerchantNo = merchant.No }, operation, member);
    }

    private static void Finish(Book book, Onboarding onboarding, AccountOperation operation, Member? member)
    {
        var finished = onboarding with { FinishedAt = book.Now };
        book.Onboardings.Save(finished);
        book.SaveDone(operation);
        book.Tell(operation, OnboardingTold.Event, OnboardingTold.Of(finished, member));
    }

    /// <summary>15 digits that no number of this app has, also none that was bound.</summary>
    private static async ValueTask<string> NewNumber(Book book)
    {
        while (true)
        {
            var no = $"99{book.NextCount():D13}";
            if (await book.Merchants.Find(no) is null) return no;
        }
    }
}
