using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>绑定手机验证码验证 (连连 账户 3.2): from now on the phone may be named in this user's opening.</summary>
public sealed record RegphoneVerifycodeVerify(BizUserId Member, Phone Phone, Secret VerificationCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (!PhoneRules.IsPhone(Phone)) return Errors.BadParameter.In(nameof(Phone));
        if (await OpenAccount.CheckBars(book, Member) is { } barred) return barred;
        if (await book.JudgeCode(Member.Value, RegphoneVerifycodeApply.Purpose, Phone, VerificationCode) is { } wrong) return wrong;
        await OpenAccount.Prove(book, Member, Phone);
        return new MemberPhone(Member, Phone);
    }
}
