namespace Tongbao.Core.Members.Accp;

/// <summary>用户信息查询 (连连): any user, whichever wire it was opened by, and in any state.</summary>
public sealed record QueryUserinfo(BizUserId Member) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        return new Found(Member, member.UserNo, UserStates.StateOf(member), member.Opening?.FailReason ?? member.Company?.FailReason,
            member.RealName ?? member.Company?.CompanyName ?? member.Opening?.Name);
    }

    public sealed record Found(BizUserId Member, string UserNo, UserState UserStatus, Reason? Remark, string? Name) : Reply;
}
