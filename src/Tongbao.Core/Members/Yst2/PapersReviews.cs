using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>企业审核结果通知: whether a company was opened.</summary>
[StoredAs("companyReviewed")]
public sealed record CompanyReviewed(string TransCode, BizOrderNo BizOrderNo, BizUserId Member, string CompanyName, ReviewState AuditResult,
    DateTimeOffset AuditedAt, Reason? AuditMessage) : NoticeFacts, ITransCoded
{
    public const string Event = "1020n";

    /// <summary>Are the pictures those of the company and of its legal person? Null where there were none.</summary>
    public YesNo? CompanyMatches { get; init; }
    public YesNo? LegalPersonMatches { get; init; }
}

/// <summary>What an operator decides about a company's papers. Where reviews are automatic, complete ones are enough.</summary>
public sealed class PapersReviews : IReviewKind
{
    public string Kind => "papers";

    public ValueTask<bool> IsOpen(Book book, Member member) => new(member.Company?.Papers is { State: PapersState.Reviewing });

    public async ValueTask<Result> Decide(Book book, Member member, ReviewVerdict verdict) => await Decided(book, member, verdict);

    public static async ValueTask<Reviewed> Decided(Book book, Member member, ReviewVerdict verdict)
    {
        var company = member.Company! with
        {
            Review = verdict.Approved ? ReviewState.Approved : ReviewState.Rejected,
            CheckedAt = book.Now,
            FailReason = verdict.Approved ? null : Reason.Of(verdict.Reason, Reasons.ReviewRefused),
            Papers = member.Company.Papers! with
            {
                State = verdict.Approved ? PapersState.Passed : PapersState.Refused,
                Refused = verdict.Approved ? [] : verdict.RejectItems,
            },
        };
        var decided = member with { Company = company };
        book.Members.Save(decided);
        if (verdict.Approved && IdHolders.NumberOf(decided) is { } number) await book.AddHolder(number, member.Id);
        Tell(book, decided, company.Papers);
        return new Reviewed(verdict.Approved);
    }

    /// <summary>How it ended, told on the wire that the company was opened by.</summary>
    public static void Tell(Book book, Member member, PapersReview review)
    {
        var company = member.Company!;
        var looked = company.Papers is not null;
        book.Outbox.Notify(review.Request.Value, review.BackUrl, CompanyReviewed.Event,
            new CompanyReviewed(review.Interface, review.Request, member.Id, company.CompanyName, company.Review, company.CheckedAt!.Value,
                company.FailReason)
            {
                CompanyMatches = looked ? PapersMatch.OfCompany(company) : null,
                LegalPersonMatches = looked ? PapersMatch.OfLegalPerson(company) : null,
            }, retries: true, wire: company.Wire);
    }
}

/// <summary>影印件比对: whether the pictures are those of the company and of its legal person, as far as the operator found.</summary>
public static class PapersMatch
{
    /// <summary>统一信用证, by what the wire calls its picture.</summary>
    private const string Licence = "unifiedSocialCredit";

    public static YesNo OfCompany(Company company) => Is(!Refused(company).Contains(Licence));

    /// <summary>Any other picture is of the legal person's paper. A refusal without items says nothing of either.</summary>
    public static YesNo OfLegalPerson(Company company) => Is(Refused(company).All(item => item == Licence));

    private static IReadOnlyList<string> Refused(Company company) => company.Papers?.Refused ?? [];

    private static YesNo Is(bool so) => so ? YesNo.Yes : YesNo.No;
}
