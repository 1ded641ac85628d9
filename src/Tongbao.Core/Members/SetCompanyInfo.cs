using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>
/// 设置企业信息 (通商云 4.1.6). As in the vendor's test environment it waits for the operator's review whatever isAuth says, unless the app's
/// companyReview is auto: then isAuth counts, and the register of companies decides at once what is to be verified online.
/// </summary>
public sealed record SetCompanyInfo(BizUserId Member, string? BackUrl, Company CompanyBasicInfo, bool IsAuth) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.Type != MemberType.Company) return Errors.WrongMemberType;
        if (member.Company is { Review: ReviewState.Approved }) return Errors.CompanyAlreadyReviewed;
        var company = CompanyBasicInfo with { BackUrl = BackUrl, Wire = book.Wire };
        if (Missing(company) is { } missing) return missing;
        book.Members.Save(member with { Company = company });
        if (IsAuth && book.Settings.CompanyReview == "auto") book.Ask = new CompanyAsk(Member, company);
        return new CompanyResult(Member, null, null, null);
    }

    /// <summary>三证 or 一证: which numbers are needed (5.4); 三证 where nothing is said.</summary>
    private static Error? Missing(Company c) => c.AuthType switch
    {
        2 => c.UniCredit is null ? Missing(nameof(c.UniCredit)) : null,
        _ when c.BusinessLicense is null => Missing(nameof(c.BusinessLicense)),
        _ when c.OrganizationCode is null => Missing(nameof(c.OrganizationCode)),
        _ when c.TaxRegister is null => Missing(nameof(c.TaxRegister)),
        _ when (c.Province is null) != (c.City is null) => Errors.PlaceIncomplete,
        _ => null,
    };

    private static Error Missing(string property) => Errors.ParameterMissing.In(property);
}

public sealed record CompanyResult(BizUserId Member, ReviewState? Result, Reason? FailReason, string? Remark) : Reply;

/// <summary>
/// 企业信息审核: what an operator, or the register, decided. Reviewing again changes nothing. An opening is decided by it too: that of a person
/// whose bank is slow, and a company's review, then its small remittance; and that of an account in place of a company's.
/// </summary>
public sealed record ReviewCompany(BizUserId Member, bool Approved, string? Reason) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Opening?.State is OpeningState.AtBank or OpeningState.Reviewing or OpeningState.ProofPending)
            return await OpeningResults.Review(book, member, Approved, Reason);
        if (member.AccountChange is { } change) return await AccountChanges.Review(book, member, change, Approved);
        if (member.Company is not { } company) return Errors.CompanyInfoNotSet;
        if (company.Review == ReviewState.Waiting)
        {
            company = company with
            {
                Review = Approved ? ReviewState.Approved : ReviewState.Rejected,
                CheckedAt = book.Now,
                FailReason = Approved ? null : Core.Reason.Of(Reason, Reasons.ReviewRefused),
            };
            book.Members.Save(member with { Company = company });
            if (Approved && IdHolders.NumberOf(member) is { } number) await book.AddHolder(number, Member);
            if (company.BackUrl is { } url)
                book.Outbox.Notify($"review:{Member}", url, "verifyResult", ReviewResult.Of(Member, company), retries: false,
                    wire: company.Wire ?? book.App.First.Wire);
        }
        return new CompanyResult(Member, company.Review, company.FailReason, company.Remark);
    }
}

/// <summary>企业信息审核结果通知 (通商云 4.1.7).</summary>
[StoredAs("review")]
public sealed record ReviewResult(BizUserId Member, ReviewState Result, DateTimeOffset CheckTime, string? Remark, Reason? FailReason)
    : NoticeFacts
{
    public static ReviewResult Of(BizUserId member, Company company) =>
        new(member, company.Review, company.CheckedAt!.Value, company.Remark, company.FailReason);
}
