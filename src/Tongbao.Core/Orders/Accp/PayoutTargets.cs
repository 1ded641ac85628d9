using Tongbao.Core.Members;
using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Accp;

/// <summary>收款户 of a withdrawal: one of the payer's own, named by its number or by the agreement that bound it.</summary>
public static class PayoutTargets
{
    /// <summary>A company that names none means its corporate account.</summary>
    public static (PayoutTarget? Target, BankCardNo? Card, Error? Wrong) Choose(Member member, BankCardNo? card, string? agreement)
    {
        var company = member.Company;
        if (card is null && agreement is null)
            return company is null ? (null, null, Errors.NoCardBound) : (OfCompany(company), company.AccountNo, null);
        if (company is not null && (company.AccountNo == card || (agreement is not null && company.AgreementNo == agreement)))
            return (OfCompany(company), company.AccountNo, null);
        if (company is null && member.Cards.Count == 0) return (null, null, Errors.NoCardBound);
        if ((card is not null ? member.FindCard(card) : member.Cards.FirstOrDefault(c => c.AgreementNo == agreement)) is not { } bound)
            return (null, null, card is null ? Errors.AgreementUnknown : Errors.CardNotBound);
        if (bound.CardType != CardType.Debit) return (null, null, Errors.CreditCardNotSupported);
        return (new PayoutTarget(0, member.RealName ?? company!.LegalName, bound.BankName), bound.No, null);
    }

    private static PayoutTarget OfCompany(Company company) => new(1, company.CompanyName, company.ParentBankName);
}
