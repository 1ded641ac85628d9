using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>
/// 个人用户开户验证 (连连 账户 3.3): with token, code and first password the bank is asked to open the person. Its answer is the state; a slow bank's
/// comes later, and the notice says it.
/// </summary>
public sealed record OpenacctVerifyIndividual(BizUserId Member, BizOrderNo BizOrderNo, string Token, Secret? VerificationCode,
    Secret Password,
    string? RandomKey) : TypedPasswordCommand(null, RandomKey, Password), IOpeningCommand
{
    public OpeningSaid? Said { get; init; }

    public Command With(OpeningSaid said) => this with { Said = said };

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (Said is not null) return await Decide(book, member);
        var (token, unfit) = await book.FindToken(Token, Member, BizOrderNo.Value, OpenAccount.Purpose);
        if (unfit is not null) return unfit;
        if (member.Type != MemberType.Person) return Errors.WrongMemberType;
        if (member.Opening is not { State: OpeningState.Applied } opening || opening.BizNo != BizOrderNo) return Errors.NothingToDo;
        if (opening.Card is not null && VerificationCode is null) return Errors.ParameterMissing.In(nameof(VerificationCode));
        var about = Platform.Token.AboutOf(Member, BizOrderNo.Value);
        if (opening.Card is not null
            && await book.JudgeCode(about, OpenAccount.Purpose, null, VerificationCode!) is { } wrongCode) return wrongCode;
        if (await book.HasMostUsers(opening.IdNumber, Member)) return Errors.TooManyUsersOfPerson;
        var (hash, wrong) = await book.NewTyped(Member, this);
        if (wrong is not null) return wrong;
        if (hash is null) return Done.It;

        var operation = (await book.FindOperation(BizOrderNo))!;
        await book.UseCode(about, OpenAccount.Purpose);
        book.UseUp(token!);
        var asked = member with { Opening = opening with { State = OpeningState.AtBank } };
        book.Members.Save(asked);
        await PayPassword.Set(book, asked, hash);
        await book.AskBank(this, operation, opening);
        return Done.It;
    }

    /// <summary>What the bank said at once is booked; what it says later comes by a report of its own, or when it is asked again.</summary>
    private async ValueTask<Result> Decide(Book book, Member member)
    {
        var operation = (await book.FindOperation(BizOrderNo))!;
        await book.HearBank(operation, Said!);
        return OpeningReply.Of((await book.FindMember(member.Id))!, operation);
    }
}

/// <summary>How far an opening is.</summary>
public sealed record OpeningReply(BizUserId Member, BizOrderNo BizOrderNo, OrderNo OrderNo, string UserNo, UserState UserStatus) : Reply
{
    /// <summary>Of one that a second step completes.</summary>
    public string? Token { get; init; }
    public string? Name { get; init; }

    public static OpeningReply Of(Member member, AccountOperation operation) =>
        new(member.Id, operation.BizNo, operation.OrderNo, member.UserNo, UserStates.StateOf(member)) { Name = member.Opening?.Name };
}
