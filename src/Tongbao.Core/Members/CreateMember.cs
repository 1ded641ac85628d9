namespace Tongbao.Core.Members;

/// <summary>创建会员 (通商云 4.1.1).</summary>
public sealed record CreateMember(BizUserId Member, MemberType MemberType, long Source) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (Member.IsPlatform || Member.Value.Any(c => c > 0x7e || c < 0x21)) return Errors.BadUserId;
        if (await book.FindMember(Member) is not null) return Errors.MemberExists;
        var member = new Member
        {
            Id = Member, UserId = Guid.CreateVersion7(book.Now)
                .ToString(), Type = MemberType, Source = Source, RegisteredAt = book.Now,
        };
        book.Members.Save(member);
        book.NextNumber();    // the app is no longer empty: RemoveApp looks whether a number was ever taken
        return new Created(member.UserId, Member);
    }

    public sealed record Created(string UserId, BizUserId Member) : Reply;
}
