namespace Tongbao.Core.Members;

/// <summary>审核结论: what an operator decided.</summary>
/// <param name="RejectItems">The fields that were refused, by their names on the wire.</param>
public sealed record ReviewVerdict(bool Approved, string? Reason, IReadOnlyList<string> RejectItems);

/// <summary>审核种类: something about members that an operator decides.</summary>
public interface IReviewKind
{
    /// <summary>company, opening, papers and so on.</summary>
    string Kind { get; }

    /// <summary>Does it wait for a decision now?</summary>
    ValueTask<bool> IsOpen(Book book, Member member);

    /// <summary>Called only while it waits.</summary>
    ValueTask<Result> Decide(Book book, Member member, ReviewVerdict verdict);
}

/// <summary>What was decided.</summary>
public sealed record Reviewed(bool Approved) : Reply;

/// <summary>Several reviews of the member wait, and none was named.</summary>
public sealed record SeveralReviews(IReadOnlyList<string> Open) : Reply;

/// <summary>审核: decides the review of this kind, or the one that waits.</summary>
public sealed record ReviewMember(BizUserId Member, string? Kind, ReviewVerdict Verdict, IReadOnlyList<IReviewKind> Kinds) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        var open = new List<IReviewKind>();
        foreach (var kind in Kinds.Where(k => Kind is null || k.Kind == Kind))
        {
            if (await kind.IsOpen(book, member)) open.Add(kind);
        }
        return open switch
        {
            [var one] => await one.Decide(book, member, Verdict),
            [] => await Again(book, member),
            _ => new SeveralReviews([.. open.Select(k => k.Kind)]),
        };
    }

    /// <summary>企业信息 that were reviewed already stay as they are, and the operator is told so.</summary>
    private async ValueTask<Result> Again(Book book, Member member) =>
        Kind is null or CompanyReviews.Name && member.Company is null or { Details: null }
            ? await CompanyReviews.Review(book, member, Verdict) : Errors.NothingToDo;
}

/// <summary>企业信息审核.</summary>
public sealed class CompanyReviews : IReviewKind
{
    public const string Name = "company";

    public string Kind => Name;

    public ValueTask<bool> IsOpen(Book book, Member member) => new(!OpeningReviews.Waits(member)
        && member.Company is { Review: ReviewState.Waiting, Papers: null });

    public ValueTask<Result> Decide(Book book, Member member, ReviewVerdict verdict) => Review(book, member, verdict);

    internal static async ValueTask<Result> Review(Book book, Member member, ReviewVerdict verdict)
    {
        var result = await new ReviewCompany(member.Id, verdict.Approved, verdict.Reason).Run(book);
        return result.Reply is CompanyResult said ? new Reviewed(said.Result == ReviewState.Approved) : result;
    }
}

/// <summary>开户: of a person whose bank is slow, of a company, of its small remittance, and of an account in place of a company's.</summary>
public sealed class OpeningReviews : IReviewKind
{
    public string Kind => "opening";

    public ValueTask<bool> IsOpen(Book book, Member member) => new(Waits(member));

    public ValueTask<Result> Decide(Book book, Member member, ReviewVerdict verdict) => CompanyReviews.Review(book, member, verdict);

    internal static bool Waits(Member member) => member.AccountChange is not null
        || member.Opening?.State is OpeningState.AtBank or OpeningState.Reviewing or OpeningState.ProofPending;
}
