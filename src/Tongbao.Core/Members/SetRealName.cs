namespace Tongbao.Core.Members;

/// <summary>
/// 个人实名认证 (通商云 4.1.5): the register of persons is asked after the commit; its answer comes as <see cref="PersonChecked"/>.
/// </summary>
public sealed record SetRealName(BizUserId Member, bool? IsAuth, string Name, long IdentityType, IdNumber IdNumber) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.Type != MemberType.Person) return Errors.WrongMemberType;
        if (member.RealName is not null) return Errors.RealNameAlreadySet;
        if (IsAuth == false) return Errors.BadParameter.In(nameof(IsAuth));
        book.Ask = new PersonAsk(Member, Name, IdNumber);
        return Done.It;
    }
}

/// <summary>What the register of persons said.</summary>
public sealed record PersonChecked(BizUserId Member, string Name, IdNumber IdNumber, bool? Exists) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (Exists is null) return Errors.TimedOut;
        if (Exists == false) return Errors.RealNameRefused;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.RealName is not null) return Errors.RealNameAlreadySet;
        book.Members.Save(member with { RealName = Name, IdNumber = IdNumber, RealNameAt = book.Now });
        await book.AddHolder(IdNumber, Member);
        return new Verified(Member, Name, 1, IdNumber);
    }

    public sealed record Verified(BizUserId Member, string Name, long IdentityType, IdNumber IdNumber) : Reply;
}
