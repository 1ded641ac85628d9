namespace Tongbao.Core.Members.Accp;

/// <summary>修改银行预留手机号验证 (连连): token and code make the new phone the card's. One that was unbound meanwhile has none.</summary>
public sealed record ChangeLinkedphoneVerify(BizUserId Member, BizOrderNo BizOrderNo, string Token, Secret VerificationCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        var (operation, wrong) = await book.Complete(BizOrderNo, Member, ChangeLinkedphoneApply.Purpose, Token, VerificationCode);
        if (wrong is not null) return wrong;
        if (member.FindCard(operation!.Card!) is not { } card) return Errors.CardNotBound;
        book.Members.Save(member with
        {
            Cards = [.. member.Cards.Select(c => c == card ? c with { Phone = operation.NewPhone } : c)],
        });
        return book.Finish(operation, AccountNotices.CardPhoneChanged);
    }
}
