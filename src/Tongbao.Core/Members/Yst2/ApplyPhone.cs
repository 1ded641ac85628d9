using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Yst2;

/// <summary>被授权人: who acts for a company, as an application names it.</summary>
public sealed record AuthorisedForm(string Name, IdNumber IdNumber, string IdType, Phone? Phone);

/// <summary>
/// 会员绑定手机号申请 (云商通二代 7.5.3): a person's own phone, or that of a company's legal person, to which a code goes. The phone of somebody else who
/// acts for a company is bound by a letter of authority instead.
/// </summary>
public sealed record ApplyPhone(BizUserId Member, BizOrderNo BizOrderNo, Phone Phone, string? PhoneType, string? FrontUrl, string? BackUrl,
    AuthorisedForm? Authorised) : Command, IRegistersCommand
{
    /// <summary>被授权人 of the phone types.</summary>
    private const string OfAuthorised = "2";

    public RegistersSaid? Registers { get; init; }

    public Command With(RegistersSaid said) => this with { Registers = said };

    private AuthorisedPerson? WhoIsAuthorised =>
        Authorised is { } said ? new AuthorisedPerson(said.Name, said.IdNumber, said.IdType, Phone) : null;

    public override async ValueTask<Result> Run(Book book)
    {
        var (before, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (before is { Kind: OperationKind.Letter }) return LetterOfAuthority.ReplyOf(book, before);
        if (before is not null) return MemberReply.Of(before, MemberRequests.Phone);
        var (member, notOpen) = await book.OpenMember(Member);
        if (notOpen is not null) return notOpen;
        if (!PhoneRules.IsPhone(Phone)) return Errors.BadParameter.In(nameof(Phone));
        if (member!.Phone is not null) return Errors.PhoneAlreadyBound;
        if (PhoneType == OfAuthorised) return await LetterOfAuthority.Ask(book, BizOrderNo, member, WhoIsAuthorised, FrontUrl, BackUrl);
        if (member.Company is { } company && company.LegalPhone != Phone) return Errors.PhoneOfSomebodyElse;
        if (Registers is null)
        {
            book.Ask = new RegistersAsk(this, [new PhoneCheck(Phone, member.RealName ?? member.Company!.LegalName,
                member.IdNumber ?? member.Company!.LegalIdNumber)]);
            return Done.It;
        }
        if (Registers.Refusal is { } refused) return refused;
        return await PhoneCodes.Apply(book, Member, BizOrderNo, Phone, OperationKind.PhoneBinding);
    }
}
