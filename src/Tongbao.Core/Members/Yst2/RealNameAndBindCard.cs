using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>
/// 个人会员实名及绑卡 (云商通二代 7.5.2.1): a person by name and ID number, with a card or without; later one card more. Of a sole trader it binds a
/// card of the legal person.
/// </summary>
public sealed record RealNameAndBindCard(BizUserId Member, BizOrderNo BizOrderNo, MemberRole? Role, string Name, string IdType,
    IdNumber IdNumber, BankCardNo? Card, Phone? CardPhone, string? BindMethod, Secret? Validate, Secret? Cvv2) : Command, IRegistersCommand
{
    public RegistersSaid? Registers { get; init; }

    public Command With(RegistersSaid said) => this with { Registers = said };

    public override async ValueTask<Result> Run(Book book)
    {
        var (before, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (before is not null) return MemberReply.Of(before, MemberRequests.RealName);
        if (CheckFields() is { } unfit) return unfit;
        var member = await book.FindMember(Member);
        if ((member?.Type == MemberType.Company ? CheckCompany(member) : CheckPerson(member)) is { } wrong) return wrong;
        if (Card is not null && CheckRoom(book, member) is { } noRoom) return noRoom;
        if (Registers is null && Checks(member) is { Count: > 0 } checks)
        {
            book.Ask = new RegistersAsk(this, checks);
            return Done.It;
        }
        if (Registers?.Refusal is { } refused)
            return Registers.IsOfAnother && member?.Type == MemberType.Company ? Errors.NotTheLegalPerson : refused;
        return await Accept(book, member ?? Members.Member.New(book, Member, MemberType.Person));
    }

    private Error? CheckFields()
    {
        if (IdType != PaperTypes.IdCard) return Errors.DocumentTypeNotSupported;
        if (!CheckDigits.IsIdCard(IdNumber)) return Errors.BadParameter.In(nameof(IdNumber));
        if (Card is not null && CardPhone is null) return Errors.CardNeedsPhone;
        return Card is not null && !PhoneRules.IsPhone(CardPhone!) ? Errors.BadParameter.In(nameof(CardPhone)) : null;
    }

    private Error? CheckPerson(Member? member)
    {
        if (Member.IsPlatform) return Errors.MemberNotFound;
        if (member is { Locked: true } or { AccountBar: not null } or { ClosedAt: not null }) return Errors.MemberNotAvailable;
        if (member?.RealName is { } name && (name != Name || !CheckDigits.IsSame(member.IdNumber, IdNumber))) return Errors.MemberDiffers;
        return MemberRoles.CheckRole(member, Role);
    }

    /// <summary>For now only a sole trader binds a card of its legal person, and only one.</summary>
    private Error? CheckCompany(Member member)
    {
        if (member.CheckNormal() is { } notNormal) return notNormal;
        if (member.Company!.Details?.Nature != CompanyNature.SoleTrader) return Errors.PersonalCardNotAllowed;
        if (Card is null) return Errors.ParameterMissing.In(nameof(Card));
        if (member.Company.LegalName != Name || !CheckDigits.IsSame(member.Company.LegalIdNumber, IdNumber))
            return Errors.NotTheLegalPerson;
        if (Card == member.Company.AccountNo || member.FindCard(Card) is not null) return Errors.CardAlreadyBound;
        return member.Cards.Count > 0 ? Errors.LegalPersonsCardBound : MemberRoles.CheckRole(member, Role);
    }

    private Error? CheckRoom(Book book, Member? member)
    {
        if (member?.FindCard(Card!) is not null) return Errors.CardAlreadyBound;
        return member is not null && member.Cards.Count >= book.Settings.CardsPerPerson ? Errors.TooManyCards : null;
    }

    /// <summary>None where nothing new is to be looked at.</summary>
    private List<RegisterCheck> Checks(Member? member)
    {
        var checks = new List<RegisterCheck>();
        if (member is null || member.CheckVerified() is not null) checks.Add(new PersonCheck(Name, IdNumber));
        if (Card is not null) checks.Add(new AccountCheck(Card, Name, IdNumber, CardPhone));
        return checks;
    }

    private async ValueTask<Result> Accept(Book book, Member member)
    {
        if (member is { Type: MemberType.Person, RealName: null })
        {
            member = member with { RealName = Name, IdNumber = new IdNumber(IdNumber.Clear.ToUpperInvariant()), RealNameAt = book.Now };
            await book.AddHolder(member.IdNumber, Member);
        }
        member = member.In(Role);
        if (Card is null)
        {
            book.Members.Save(member);
            return MemberReply.Of(book.KeepDone(BizOrderNo, Member, OperationKind.Opening), MemberRequests.RealName);
        }
        var binding = Binding(book);
        if (BindMode.Find(binding.Mode)!.Confirms) return await Apply(book, member, binding);
        // A binding that another wire has under way stays so.
        var bound = CardChecked.Bind(book, member, binding) with { Binding = member.Binding };
        book.Members.Save(bound);
        return MemberReply.Of(book.KeepDone(BizOrderNo, Member, OperationKind.CardBinding), MemberRequests.RealName);
    }

    /// <summary>签约: a code goes to the reserved phone, and the card is bound when it comes back.</summary>
    private async ValueTask<Result> Apply(Book book, Member member, CardBinding binding)
    {
        if (await book.SendCodeAlone(Token.AboutOf(Member, BizOrderNo.Value), CardPhone!, ConfirmCard.Purpose, SmsMessage.BindLife)
            is { } notNow) return notNow;
        book.Members.Save(member);
        var operation = book.NewOperation(BizOrderNo, Member, OperationKind.CardBinding, null) with { Binding = binding };
        book.Operations.Save(operation);
        return MemberReply.Of(operation, MemberRequests.RealName);
    }

    /// <summary>A card whose bank is not in the table is bound all the same, as a debit card unless its bank says otherwise.</summary>
    private CardBinding Binding(Book book)
    {
        var bin = book.Environment.Cards.Find(Card!);
        var mode = BindMethod is null ? BindMode.FourElements : int.Parse(BindMethod, System.Globalization.CultureInfo.InvariantCulture);
        return new CardBinding(book.NextNumber(), book.Now, mode, Card!, Name, IdNumber, CardPhone, false, null, bin?.BankName ?? "",
            bin?.BankCode ?? "", Registers is { IsCredit: true } ? CardType.Credit : bin?.CardType ?? CardType.Debit)
        { Signs = BindMode.Find(mode)!.Confirms };
    }
}
