using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Accp;

/// <summary>修改银行预留手机号申请 (连连): of a person's card, named by number or agreement; a code goes to the new phone.</summary>
public sealed record ChangeLinkedphoneApply(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, BankCardNo? Card, string? AgreementNo,
    Phone NewPhone) : Command
{
    public const string Purpose = "changeCardPhone";

    public override async ValueTask<Result> Run(Book book)
    {
        if (!PhoneRules.IsPhone(NewPhone)) return Errors.BadParameter.In(nameof(NewPhone));
        if (await book.CheckFree(BizOrderNo) is { } taken) return taken;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Type != MemberType.Person) return Errors.WrongMemberType;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        if (AgreementNo is not null && member.Cards.All(c => c.AgreementNo != AgreementNo)) return Errors.AgreementUnknown;
        if (member.Cards.FirstOrDefault(c => (Card is null || c.No == Card) && (AgreementNo is null || c.AgreementNo == AgreementNo))
            is not { } card) return Errors.CardNotBound;
        if (card.Phone == NewPhone) return Errors.PhoneAlreadyBound;
        var operation = book.NewOperation(BizOrderNo, Member, OperationKind.CardPhoneChange, BackUrl);
        return book.Apply(operation with { Card = card.No, NewPhone = NewPhone }, NewPhone, Purpose);
    }
}
