namespace Tongbao.Core.Members.Accp;

/// <summary>支付密码校验 (连连): judges a password and does nothing else; a wrong one counts as anywhere.</summary>
public sealed record ValidatePassword(BizUserId Member, Secret Password, string? RandomKey) : TypedPasswordCommand(Password, RandomKey)
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        return await book.CheckTyped(member, this) ?? new MemberNamed(Member);
    }
}
