using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Yst2;

/// <summary>
/// 企业会员实名开户 (云商通二代 7.5.2.2): register of companies, legal person and bank confirm it, in this order. A legal person with another paper
/// than the ID card is confirmed by nobody: the opening fails, and the company waits for its papers and somebody who looks at them.
/// </summary>
public sealed record OpenCompany(BizUserId Member, BizOrderNo BizOrderNo, MemberRole? Role, string BackUrl, CompanyNature? Nature,
    CompanyForm Company, CompanyAccountForm Account) : Command, IRegistersCommand
{
    public RegistersSaid? Registers { get; init; }

    /// <summary>一证.</summary>
    private const long OneCertificate = 2;

    private CompanyNature? NatureSent => Company.Nature ?? Nature;

    public Command With(RegistersSaid said) => this with { Registers = said };

    public override async ValueTask<Result> Run(Book book)
    {
        var (before, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        var member = await book.FindMember(Member);
        if (before is not null) return Reply(before, member!.CheckVerified() is null);
        if (CheckFields() is { } unfit) return unfit;
        if (CheckMember(member) is { } wrong) return wrong;
        if (member is not null && member.CheckVerified() is null) return Same(book, member);
        if (await Pictures.FindAll(book) is { } noFile) return noFile;
        if (Registers is null)
        {
            book.Ask = new RegistersAsk(this, [.. Checks()]);
            return Done.It;
        }
        if (Registers.Refusal is { } refused) return refused;
        await Pictures.Keep(book, Member);
        var opened = ToMember(book, member);
        return Company.HasIdCard ? await Open(book, opened) : Wait(book, opened);
    }

    private Error? CheckFields()
    {
        if (NatureSent is null) return Errors.ParameterMissing.In("Company.Nature");
        if (!CheckDigits.IsCreditCode(Company.CreditCode)) return Errors.BadParameter.In("Company.CreditCode");
        if (Company.HasIdCard && !CheckDigits.IsIdCard(Company.LegalIdNumber)) return Errors.BadParameter.In("Company.LegalIdNumber");
        if (Account.Check() is { } incomplete) return incomplete.Within(nameof(Account));
        return Account.IsPersonal && NatureSent != CompanyNature.SoleTrader ? Errors.PersonalCardNotAllowed : null;
    }

    private Error? CheckMember(Member? member)
    {
        if (Member.IsPlatform) return Errors.MemberNotFound;
        if (member is { Type: MemberType.Person }) return Errors.MemberDiffers;
        if (member is { Locked: true } or { AccountBar: not null } or { ClosedAt: not null }) return Errors.MemberNotAvailable;
        return MemberRoles.CheckRole(member, Role);
    }

    /// <summary>One that is open is opened again by the same data alone, and has one account.</summary>
    private Result Same(Book book, Member member)
    {
        var company = member.Company!;
        if (company.CompanyName != Company.CompanyName || company.UniCredit != Company.CreditCode || company.LegalName != Company.LegalName
            || !CheckDigits.IsSame(company.LegalIdNumber, Company.LegalIdNumber)) return Errors.MemberDiffers;
        if (company.AccountNo != Account.Card) return Errors.CompanyAccountBound;
        if (company.Details is { } details && details.Nature != NatureSent) return Errors.MemberDiffers;
        var known = company.Details is null ? member with { Company = company with { Details = Details } } : member;
        book.Members.Save(known.In(Role));
        return MemberReply.Of(book.KeepDone(BizOrderNo, Member, OperationKind.Opening), MemberRequests.Company);
    }

    private IEnumerable<RegisterCheck> Checks()
    {
        yield return new CompanyCheck(Company.CreditCode, Company.CompanyName, Company.LegalName);
        if (Company.HasIdCard) yield return new PersonCheck(Company.LegalName, Company.LegalIdNumber, CreditCode: Company.CreditCode);
        yield return Account.IsPersonal
            ? new AccountCheck(Account.Card, Company.LegalName, Company.LegalIdNumber, Account.CardPhone, Company.HasIdCard)
            : new AccountCheck(Account.Card, Company.CompanyName, null, null);
    }

    private async ValueTask<Result> Open(Book book, Member member)
    {
        var opened = member with
        {
            Company = member.Company! with { Review = ReviewState.Approved, CheckedAt = book.Now, AgreementNo = book.NextNumber() },
        };
        book.Members.Save(opened);
        await book.AddHolder(IdHolders.NumberOf(opened)!, Member);
        PapersReviews.Tell(book, opened, NewReview);
        return MemberReply.Of(book.KeepDone(BizOrderNo, Member, OperationKind.Opening), MemberRequests.Company);
    }

    /// <summary>The request has failed, and all the same there is a member now that waits.</summary>
    private MemberReply Wait(Book book, Member member)
    {
        book.Members.Save(member with { Company = member.Company! with { Papers = NewReview } });
        return Reply(book.KeepDone(BizOrderNo, Member, OperationKind.Opening), isOpen: false);
    }

    private static MemberReply Reply(AccountOperation operation, bool isOpen) =>
        MemberReply.Of(operation, MemberRequests.Company) with { Refusal = isOpen ? null : Errors.PapersNeeded };

    private PicturesNamed Pictures => new(Company.LegalPortrait, Company.LegalEmblem, Company.Licence, null);

    private PapersReview NewReview => new(PapersState.Missing, BizOrderNo, MemberRequests.Company, BackUrl);

    private CompanyDetails Details => new(NatureSent!.Value)
    {
        AreaCode = Company.AreaCode, LegalIdBegins = Company.LegalIdBegins, LegalIdExpires = Company.LegalIdExpires,
        AccountIsPersonal = Account.IsPersonal, AccountPhone = Account.CardPhone,
    };

    private Member ToMember(Book book, Member? before)
    {
        var bank = Account.BankCode is { } code ? book.Environment.Banks.NameOf(code)
            : book.Environment.Cards.Find(Account.Card)?.BankName;
        var branch = Account.BranchName ?? Account.UnionBank ?? "";
        var company = new Company(Company.CompanyName, Company.Address, OneCertificate, Company.CreditCode, null, null, null,
            Company.LicenceExpires, null, Company.LegalName, long.Parse(Company.LegalIdType, System.Globalization.CultureInfo
            .InvariantCulture), Company.LegalIdNumber, Company.LegalPhone, Account.Card, bank ?? branch, null, branch,
            Account.UnionBank ?? "", Account.Province, Account.City)
        {
            BankCode = Account.BankCode, Wire = book.Wire, Details = Details,
        };
        var member = before ?? Members.Member.New(book, Member, MemberType.Company);
        return (member with { Company = company, Opening = null }).In(Role);
    }
}
