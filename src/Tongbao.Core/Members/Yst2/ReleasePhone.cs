using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Yst2;

/// <summary>会员解绑手机号（原手机号）申请 (云商通二代 7.5.3): a code goes to the phone that is bound.</summary>
public sealed record ReleasePhone(BizUserId Member, BizOrderNo BizOrderNo, Phone OldPhone) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (before, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (before is not null) return MemberReply.Of(before, MemberRequests.PhoneReleased);
        var (member, notOpen) = await book.OpenMember(Member);
        if (notOpen is not null) return notOpen;
        if (member!.Phone is not { } bound) return Errors.PhoneNotBound;
        if (bound != OldPhone) return Errors.OldPhoneWrong;
        return await PhoneCodes.Apply(book, Member, BizOrderNo, OldPhone, OperationKind.PhoneUnbinding);
    }
}
