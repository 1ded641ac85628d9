using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>
/// 企业用户开户申请 (连连 账户 3.4): with the password in it the company goes to review at once; without, the answer brings a token, and
/// openacct-verify-enterprise the password.
/// </summary>
public sealed record OpenacctApplyEnterprise(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, Phone Phone, Secret? VerificationCode,
    string Name, IdNumber IdNumber, DateOnly IdExpires, string? Licence, string Address, Secret? Password, string? RandomKey,
        BankCardNo Card,
    string BankCode, string? BranchName, string UnionBank, string LegalName, Phone LegalPhone, IdNumber LegalIdNumber, string? EmblemSide,
    string? PortraitSide) : TypedPasswordCommand(null, RandomKey, Password)
{
    /// <summary>一证, and the ID card: what papers a company has here.</summary>
    private const long OneCertificate = 2, IdCard = 1;

    public override async ValueTask<Result> Run(Book book)
    {
        var (before, wrong) = await OpenAccount.CheckUser(book, Member, BizOrderNo, MemberType.Company, IdNumber);
        if (wrong is not null) return wrong;
        if (await OpenAccount.CheckPhone(book, Member, Phone, VerificationCode) is { } unproved) return unproved;
        Secret? hash = null;
        if (TypedNew is not null)
        {
            (hash, var badPassword) = await book.NewTyped(Member, this);
            if (badPassword is not null) return badPassword;
            if (hash is null) return Done.It;
        }
        if (await OpenAccount.NamePapers(book, Member, EmblemSide, PortraitSide, Licence) is { } noPapers) return noPapers;
        if (VerificationCode is not null) await OpenAccount.Prove(book, Member, Phone);
        return await Accept(book, OpenAccount.MemberFor(book, Member, MemberType.Company, before), hash);
    }

    private async ValueTask<Result> Accept(Book book, Member member, Secret? hash)
    {
        var applied = member with { Opening = new Opening(BizOrderNo, Name, IdNumber, Phone) { Company = ToCompany(book) } };
        book.Members.Save(applied);
        var operation = book.BeginOperation(BizOrderNo, Member, OperationKind.Opening, BackUrl);
        if (hash is null)
        {
            book.SendCode(Token.AboutOf(Member, BizOrderNo.Value), Phone, OpenAccount.Purpose, Token.Life);
            return OpeningReply.Of(applied, operation) with
            {
                Token = book.IssueToken(Member, BizOrderNo.Value, OpenAccount.Purpose).Value,
            };
        }
        await PayPassword.Set(book, applied, hash);
        return OpeningReply.Of(await OpeningResults.ToReview(book, (await book.FindMember(Member))!, operation), operation);
    }

    private Company ToCompany(Book book) => new(Name, Address, OneCertificate, IdNumber.Clear, null, null, null, IdExpires, null, LegalName,
        IdCard, LegalIdNumber, LegalPhone, Card, OpenAccount.BankNameOf(book, BankCode, BranchName, UnionBank), null, BranchName
        ?? UnionBank, UnionBank, null, null) { BankCode = BankCode, Wire = book.Wire };
}
