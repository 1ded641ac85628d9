using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>找回密码验证 (连连 账户 3.11.2): the code that was sent sets a new password, and lifts the lock of the old one.</summary>
public sealed record FindPasswordVerify(BizUserId Member, string Token, Secret VerificationCode, Secret Password, string? RandomKey)
    : TypedPasswordCommand(null, RandomKey, Password)
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        var (token, unfit) = await book.FindToken(Token, Member, "", FindPasswordApply.Purpose);
        if (unfit is not null) return unfit;
        var about = Platform.Token.AboutOf(Member, "");
        if (await book.JudgeCode(about, FindPasswordApply.Purpose, null, VerificationCode) is { } wrongCode) return wrongCode;
        var (hash, wrong) = await book.NewTyped(Member, this);
        if (wrong is not null) return wrong;
        if (hash is null) return Done.It;
        await book.UseCode(about, FindPasswordApply.Purpose);
        book.UseUp(token!);
        await PayPassword.Set(book, member, hash, unlocks: true);
        return new MemberNamed(Member);
    }
}
