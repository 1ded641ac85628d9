using Tongbao.Core.Members.Merchants;

namespace Tongbao.Core.Members.Yst2;

/// <summary>What onboarding makes of a member, beside what it was before.</summary>
internal static class OnboardedMember
{
    private const long OneCertificate = 2, IdCard = 1, OtherPaper = 99;

    public static Member Of(Book book, Onboarding onboarding, AccountOperation operation, Member? before)
    {
        var basics = onboarding.Basics;
        var member = (before ?? Member.New(book, onboarding.Member, basics.IsPerson ? MemberType.Person : MemberType.Company)) with
        {
            Roles = [.. (before?.Roles ?? []).Union([MemberRole.Merchant])],
        };
        if (!basics.IsPerson) 
            return member with { Company = CompanyOf(book, basics, onboarding.Account, before?.Company) with { Wire = operation.Wire } };
        var verified = member with
        {
            RealName = basics.LegalName, IdNumber = basics.LegalIdNumber, RealNameAt = before?.RealNameAt ?? book.Now,
        };
        return onboarding.Account.IsPersonal
            ? CardChecked.Bind(book, verified, BindingOf(book, basics, onboarding.Account)) : verified;
    }

    private static Company CompanyOf(Book book, MerchantBasics basics, SettlementAccount account, Company? before) => new(
        basics.CompanyName!, basics.Address, OneCertificate, basics.CreditCode, null, null, null, basics.LicenceExpires, null,
        basics.LegalName, basics.LegalIdType == OnboardingChecks.IdCard ? IdCard : OtherPaper, basics.LegalIdNumber,
        before?.LegalPhone ?? OnboardingChecks.ReservedPhoneOf(basics, account) ?? new Phone(basics.ContactPhone ?? ""), account.Card,
        BankNameOf(book, account), null, account.BranchName ?? "", account.UnionBank ?? "", account.Province, account.City)
    {
        Review = ReviewState.Approved, CheckedAt = before?.CheckedAt ?? book.Now, BankCode = account.BankCode,
        AgreementNo = before?.AgreementNo ?? book.NextNumber(),
        Details = new CompanyDetails(NatureOf(basics.Nature))
        {
            AreaCode = basics.AreaCode, LegalIdBegins = basics.LegalIdBegins, LegalIdExpires = basics.LegalIdExpires,
            AccountIsPersonal = account.IsPersonal,
            AccountPhone = account.IsPersonal ? OnboardingChecks.ReservedPhoneOf(basics, account) : null,
        },
    };

    private static CardBinding BindingOf(Book book, MerchantBasics basics, SettlementAccount account)
    {
        var bin = book.Environment.Cards.Find(account.Card);
        return new CardBinding(book.NextNumber(), book.Now, BindMode.FourElements, account.Card, basics.LegalName, basics.LegalIdNumber,
            OnboardingChecks.ReservedPhoneOf(basics, account), IsSafe: false, account.UnionBank, BankNameOf(book, account),
            bin?.BankCode ?? account.BankCode ?? "", bin?.CardType ?? CardType.Debit);
    }

    private static string BankNameOf(Book book, SettlementAccount account) => book.Environment.Cards.Find(account.Card)?.BankName
        ?? (account.BankCode is { } code ? book.Environment.Banks.NameOf(code) : null) ?? account.BranchName ?? "";

    private static CompanyNature NatureOf(MerchantNature nature) => nature switch
    {
        MerchantNature.SoleTrader => CompanyNature.SoleTrader,
        MerchantNature.Institution => CompanyNature.Institution,
        _ => CompanyNature.Enterprise,
    };
}
