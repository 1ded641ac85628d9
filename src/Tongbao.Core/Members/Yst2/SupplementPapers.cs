using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Yst2;

/// <summary>
/// 会员资料补录 (云商通二代 7.5.2.2): papers of a company that waits for them, over several requests. Once both sides of the legal person's paper
/// and the licence are there, somebody looks at them. Those of a member that is open are kept, and nothing more.
/// </summary>
public sealed record SupplementPapers(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, string? LegalPortrait, string? LegalEmblem,
    string? Licence, string? OtherPicture) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (before, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (before is not null) return Reply(before, member);
        if (member.ClosedAt is not null || member.Locked) return Errors.MemberNotAvailable;
        var pictures = new PicturesNamed(LegalPortrait, LegalEmblem, Licence, OtherPicture);
        if (pictures.AreNone) return Errors.PhotosMissing;
        if (await pictures.FindAll(book) is { } noFile) return noFile;
        var papers = await pictures.Keep(book, Member);
        var operation = book.KeepDone(BizOrderNo, Member, OperationKind.Document);
        if (member.Company?.Papers is { State: not PapersState.Passed } waiting) await Show(book, member, waiting, papers);
        return Reply(operation, (await book.FindMember(Member))!);
    }

    /// <summary>Complete, they are looked at; what was decided is told to who handed in last.</summary>
    private async ValueTask Show(Book book, Member member, PapersReview waiting, Papers papers)
    {
        var review = waiting with { Request = BizOrderNo, Interface = MemberRequests.Papers, BackUrl = BackUrl };
        if (papers.SufficeForCompany) review = review with { State = PapersState.Reviewing, Refused = [] };
        var company = member.Company! with { Papers = review };
        if (papers.SufficeForCompany) company = company with { Review = ReviewState.Waiting, FailReason = null };
        var shown = member with { Company = company };
        book.Members.Save(shown);
        if (review.State == PapersState.Reviewing && book.Settings.CompanyReview == "auto")
            await PapersReviews.Decided(book, shown, new ReviewVerdict(true, null, []));
    }

    private static MemberReply Reply(AccountOperation operation, Member member) =>
        MemberReply.Of(operation, MemberRequests.Papers) with
        {
            Stage = member.Company?.Papers is { State: PapersState.Reviewing } ? ReplyStage.Accepted : ReplyStage.Done,
        };
}
