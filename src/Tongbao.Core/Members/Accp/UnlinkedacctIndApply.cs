using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Accp;

/// <summary>个人用户解绑银行卡 (连连 账户 6.2): with the payment password, at once. The only card stays.</summary>
public sealed record UnlinkedacctIndApply(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, BankCardNo Card, Secret Password,
    string? RandomKey) : TypedPasswordCommand(Password, RandomKey)
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.CheckFree(BizOrderNo) is { } taken) return taken;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Type != MemberType.Person) return Errors.WrongMemberType;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        if (await book.CheckTyped(member, this) is { } notYet) return notYet;
        if (member.FindCard(Card) is not { } card) return Errors.CardNotBound;
        if (member.Cards.Count == 1) return Errors.CardBindingFailed;
        if (card.IsSafe) return Errors.SafeCardStays;
        book.Members.Save(member with { Cards = [.. member.Cards.Where(c => c != card)] });
        return book.Finish(book.NewOperation(BizOrderNo, Member, OperationKind.CardUnbinding, BackUrl), AccountNotices.CardUnbound,
            CardChange.Unbound);
    }
}
