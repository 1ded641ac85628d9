namespace Tongbao.Core.Members;

public sealed record MemberNamed(BizUserId Member) : Reply;

/// <summary>锁定会员 (通商云 4.1.15): its requests are refused; money that comes for it is booked all the same.</summary>
public sealed record LockMember(BizUserId Member) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberNotAvailable;
        book.Members.Save(member with { Locked = true });
        return new MemberNamed(Member);
    }
}

/// <summary>解锁会员 (通商云 4.1.16).</summary>
public sealed record UnlockMember(BizUserId Member) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.ClosedAt is not null || member.Blacklist is not null) return Errors.MemberNotAvailable;
        if (!member.Locked) return Errors.MemberNotLocked;
        book.Members.Save(member with { Locked = false });
        return new MemberNamed(Member);
    }
}
