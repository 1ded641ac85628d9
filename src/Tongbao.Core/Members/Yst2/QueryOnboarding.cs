using Tongbao.Core.Members.Merchants;

namespace Tongbao.Core.Members.Yst2;

/// <summary>会员进件状态查询 (云商通 1072): the application of that number, else the member's newest; the same as the notice tells.</summary>
public sealed record QueryOnboarding(BizUserId Member, BizOrderNo BizOrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        var onboarding = await book.Onboardings.Find(BizOrderNo.Value) is { } named && named.Member == Member ? named
            : await book.NewestOnboarding(Member);
        return onboarding is null ? Errors.NotOnboarded : new Found(OnboardingTold.Of(onboarding, await book.FindMember(Member)));
    }

    public sealed record Found(OnboardingTold Facts) : Reply;
}
