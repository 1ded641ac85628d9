using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>绑定手机验证码申请 (连连 账户 3.1): the first step of an opening. The user need not be there yet.</summary>
public sealed record RegphoneVerifycodeApply(BizUserId Member, Phone Phone) : Command
{
    public const string Purpose = "regPhone";

    public override async ValueTask<Result> Run(Book book)
    {
        if (!PhoneRules.IsPhone(Phone)) return Errors.BadParameter.In(nameof(Phone));
        if (await OpenAccount.CheckBars(book, Member) is { } barred) return barred;
        return await book.SendCodeAlone(Member.Value, Phone, Purpose) is { } notNow ? notNow : new MemberPhone(Member, Phone);
    }
}
