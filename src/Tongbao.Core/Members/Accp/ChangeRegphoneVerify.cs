namespace Tongbao.Core.Members.Accp;

/// <summary>修改绑定手机验证 (连连 账户 3.8.2): token and code bind the new phone.</summary>
public sealed record ChangeRegphoneVerify(BizUserId Member, BizOrderNo BizOrderNo, string Token, Secret VerificationCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        var (operation, wrong) = await book.Complete(BizOrderNo, Member, ChangeRegphoneApply.Purpose, Token, VerificationCode);
        if (wrong is not null) return wrong;
        book.Members.Save(member with { Phone = operation!.NewPhone });
        return book.Finish(operation, AccountNotices.PhoneChanged);
    }
}
