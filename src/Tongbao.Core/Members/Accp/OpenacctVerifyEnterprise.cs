using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>企业用户开户验证 (连连 账户 3.4, two steps): with token, code and first password the company goes to review.</summary>
public sealed record OpenacctVerifyEnterprise(BizUserId Member, BizOrderNo BizOrderNo, string Token, Secret VerificationCode,
    Secret Password,
    string? RandomKey) : TypedPasswordCommand(null, RandomKey, Password)
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        var (token, unfit) = await book.FindToken(Token, Member, BizOrderNo.Value, OpenAccount.Purpose);
        if (unfit is not null) return unfit;
        if (member.Type != MemberType.Company) return Errors.WrongMemberType;
        if (member.Opening is not { State: OpeningState.Applied } opening || opening.BizNo != BizOrderNo) return Errors.NothingToDo;
        var about = Platform.Token.AboutOf(Member, BizOrderNo.Value);
        if (await book.JudgeCode(about, OpenAccount.Purpose, null, VerificationCode) is { } wrongCode) return wrongCode;
        var (hash, wrong) = await book.NewTyped(Member, this);
        if (wrong is not null) return wrong;
        if (hash is null) return Done.It;

        var operation = (await book.FindOperation(BizOrderNo))!;
        await book.UseCode(about, OpenAccount.Purpose);
        book.UseUp(token!);
        await PayPassword.Set(book, member, hash);
        return OpeningReply.Of(await OpeningResults.ToReview(book, (await book.FindMember(Member))!, operation), operation);
    }
}
