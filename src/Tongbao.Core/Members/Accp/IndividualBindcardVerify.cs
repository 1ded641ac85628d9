namespace Tongbao.Core.Members.Accp;

/// <summary>个人用户新增绑卡验证 (连连 账户 3.5.2): token and code bind the card.</summary>
public sealed record IndividualBindcardVerify(BizUserId Member, BizOrderNo BizOrderNo, string Token, Secret VerificationCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        var (operation, wrong) = await book.Complete(BizOrderNo, Member, IndividualBindcardApply.Purpose, Token, VerificationCode);
        if (wrong is not null) return wrong;
        var binding = operation!.Binding!;
        if (IndividualBindcardApply.CheckRoom(book, member, binding.Card) is { } noRoom) return noRoom;
        // A binding that another wire has under way stays so.
        var bound = CardChecked.Bind(book, member, binding) with { Binding = member.Binding };
        book.Members.Save(bound);
        return book.Finish(operation, AccountNotices.CardBound, CardChange.Bound, bound.FindCard(binding.Card)!.AgreementNo);
    }
}
