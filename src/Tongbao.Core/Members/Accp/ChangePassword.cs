namespace Tongbao.Core.Members.Accp;

/// <summary>重置（修改）密码 (连连 账户 3.10): by the old one; both come with one random factor. A lock is not passed by it.</summary>
public sealed record ChangePassword(BizUserId Member, Secret Password, string? RandomKey, Secret NewPassword)
    : TypedPasswordCommand(Password, RandomKey, NewPassword)
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        if (await book.CheckTyped(member, this) is { } notYet) return notYet;
        await PayPassword.Set(book, member, Verdict!.NewHash!);
        return new MemberNamed(Member);
    }
}
