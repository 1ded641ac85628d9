using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Yst2;

namespace Tongbao.Core.Members.Yst2;

/// <summary>
/// 会员进件 (云商通 1070): asks to open a merchant number for a member, who need not be there yet. It is taken in at once; the checks come after
/// the answer (<see cref="CheckOnboarding"/>).
/// </summary>
public sealed record OnboardMerchant(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, MerchantBasics Basics,
    SettlementAccount Account, IReadOnlyList<ProductAsked> Products, MerchantPhotos Photos) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (twin, taken) = await book.TwinOf(BizOrderNo);
        if (twin is not null) return OnboardingReply.Of(twin, (await book.Onboardings.Find(BizOrderNo.Value))!.State);
        if (taken is not null) return taken;
        if (CheckForm() is { } wrong) return wrong;
        var (products, unfit) = ReadProducts();
        if (unfit is not null) return unfit;
        if (await CheckMember(book) is { } barred) return barred;
        var (photos, missing) = await MerchantFiles.Name(book, Photos, Basics.IsPerson ? [] : [nameof(MerchantPhotos.Licence)]);
        if (missing is not null) return missing;

        var operation = book.BeginOperation(BizOrderNo, Member, OperationKind.Onboarding, BackUrl);
        book.Onboardings.Save(new Onboarding
        {
            Request = BizOrderNo, OrderNo = operation.OrderNo, Member = Member, Basics = Basics, Account = Account, Products = products,
            Photos = photos!,
        });
        await book.BeginChecks(BizOrderNo);
        return OnboardingReply.Of(operation, OnboardingState.Running);
    }

    private Error? CheckForm()
    {
        if (Member.IsPlatform) return Errors.BadUserId.In(nameof(Member));
        if (Account.IsPersonal && !Basics.MayHavePersonalCard) return Errors.PersonalCardNotAllowed;
        if (!Basics.IsPerson && !CheckDigits.IsCreditCode(Basics.CreditCode!)) return Wrong(nameof(Basics.CreditCode));
        if (Basics.LegalIdType == OnboardingChecks.IdCard && !CheckDigits.IsIdCard(Basics.LegalIdNumber))
            return Wrong(nameof(Basics.LegalIdNumber));
        return Account.IsPersonal && OnboardingChecks.ReservedPhoneOf(Basics, Account) is null
            ? Errors.ParameterMissing.In($"{nameof(Account)}.{nameof(Account.CardPhone)}") : null;
    }

    private static Error Wrong(string property) => Errors.BadParameter.In($"{nameof(Basics)}.{property}");

    private (IReadOnlyList<MerchantProduct> Products, Error? Wrong) ReadProducts()
    {
        if (Products.Count == 0) return ([], Errors.ParameterMissing.In(nameof(Products)));
        var read = Products.Select(p => p.Read()).ToList();
        if (read.Contains(null)) return ([], Errors.RateUnfit);
        var twice = read.GroupBy(p => p!.Code).FirstOrDefault(same => same.Count() > 1)?.Key;
        return twice is null ? ([.. read!], null) : ([], Errors.ProductThere.About(twice));
    }

    /// <summary>A member that is there already must be the same person or company, and have no number that can be used.</summary>
    private async ValueTask<Error?> CheckMember(Book book)
    {
        if (await book.FindMember(Member) is { } member)
        {
            if (member.Locked || member.ClosedAt is not null) return Errors.MemberNotAvailable;
            if (!IsSame(member)) return Errors.MemberDiffers;
        }
        return (await book.NewestOnboarding(Member))?.State switch
        {
            OnboardingState.Running => Errors.OnboardingRunning,
            OnboardingState.Done when await book.OnboardedMerchant(Member) is { IsFrozen: false } => Errors.AlreadyOnboarded,
            _ => null,
        };
    }

    private bool IsSame(Member member)
    {
        if (member.Type != (Basics.IsPerson ? MemberType.Person : MemberType.Company)) return false;
        if (Basics.IsPerson)
            return member.RealName is null
                || (member.RealName == Basics.LegalName && CheckDigits.IsSame(member.IdNumber, Basics.LegalIdNumber));
        return member.Company is not { Review: ReviewState.Approved } company
            || string.Equals(company.UniCredit, Basics.CreditCode, StringComparison.OrdinalIgnoreCase);
    }
}

/// <param name="WireNo">响应流水号.</param>
public sealed record OnboardingReply(BizUserId Member, BizOrderNo BizOrderNo, string WireNo, OnboardingState ApplyState) : Reply,
    IStagedReply
{
    public const string TransCode = "1070";

    public ReplyStage Stage => ReplyStage.Accepted;

    public static OnboardingReply Of(AccountOperation operation, OnboardingState state) =>
        new(operation.Member, operation.BizNo, WireNumbers.Of(operation.OrderNo.Value, TransCode), state);
}
