using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>开户结果通知: how far an opening is, told to the merchant.</summary>
[StoredAs("opening")]
public sealed record OpeningTold(BizUserId Member, BizOrderNo BizOrderNo, OrderNo OrderNo, string UserNo, UserState UserStatus)
    : NoticeFacts
{
    public string? AgreementNo { get; init; }
    public Reason? Remark { get; init; }
    public string? AccountNo { get; init; }
    public string? AccountName { get; init; }
    public Cents? Amount { get; init; }
    public DateOnly? Deadline { get; init; }
}

/// <summary>开户结果: what bank and operator decide of an opening, and what becomes of the member then.</summary>
public static class OpeningResults
{
    /// <summary>The day on which a small remittance is due is over.</summary>
    public static readonly WorkKind ProofDue = new("opening-proof");

    /// <summary>What an operator decided. Only what waits for one is decided.</summary>
    public static async ValueTask<Result> Review(Book book, Member member, bool approved, string? reason)
    {
        var opening = member.Opening!;
        if (await book.FindOperation(opening.BizNo) is not { } operation) return Errors.NothingToDo;
        if (opening.State == OpeningState.AtBank) await book.StopAskingBank(operation.OrderNo);
        if (!approved) return Fail(book, member, operation, Reason.Of(reason, Reasons.ReviewRefused));
        if (opening.State == OpeningState.AtBank) return await OpenPerson(book, member, operation);
        if (opening.State == OpeningState.ProofPending) return await OpenCompany(book, member, operation);
        return await Approve(book, member, operation);
    }

    /// <summary>A company goes to review; where no operator looks at it, and its photos are there, it is approved at once.</summary>
    public static async ValueTask<Member> ToReview(Book book, Member member, AccountOperation operation)
    {
        var waiting = member with
        {
            Company = member.Opening!.Company,
            Opening = member.Opening with { State = OpeningState.Reviewing, FailReason = null, Company = null },
        };
        book.Members.Save(waiting);
        await ReviewByItself(book, waiting);
        return (await book.FindMember(member.Id))!;
    }

    /// <summary>Where reviews are automatic, one that only waited for its photos is done.</summary>
    public static async ValueTask ReviewByItself(Book book, Member member)
    {
        if (member.Opening is not { State: OpeningState.Reviewing } opening) return;
        if (await book.FindOperation(opening.BizNo) is not { } operation) return;
        if (SettingsOf(book, operation).CompanyReview == "auto") await Approve(book, member, operation);
    }

    /// <summary>The bank opened a person: real name, phone and card are the member's.</summary>
    public static async ValueTask<Result> OpenPerson(Book book, Member member, AccountOperation operation)
    {
        var opening = member.Opening!;
        var opened = member with
        {
            RealName = opening.Name, IdNumber = opening.IdNumber, RealNameAt = book.Now, Phone = opening.Phone,
            Opening = opening with { State = OpeningState.Done, FailReason = null, Card = null },
        };
        if (opening.Card is { } card) opened = CardChecked.Bind(book, opened, card);
        return await Opened(book, opened, operation, AccountNotices.PersonOpened, opened.Cards.LastOrDefault()?.AgreementNo);
    }

    /// <summary>The opening failed; the user may apply again under another number.</summary>
    public static Result Fail(Book book, Member member, AccountOperation operation, Reason why)
    {
        var failed = member with
        {
            Company = member.Company is { } company ? company with { Review = ReviewState.Rejected, CheckedAt = book.Now, FailReason = why }
                : null,
            Opening = member.Opening! with { State = OpeningState.Failed, FailReason = why, Proof = null },
        };
        book.Members.Save(failed);
        Tell(book, failed, operation, told => told with { Remark = why });
        return new CompanyResult(member.Id, ReviewState.Rejected, why, null);
    }

    private static async ValueTask<Result> Approve(Book book, Member member, AccountOperation operation)
    {
        if (await book.Papers.Find(member.Id.Value) is not { SufficeForCompany: true }) return Errors.PhotosMissing;
        if (!SettingsOf(book, operation).RemittanceProof) return await OpenCompany(book, member, operation);
        var proof = SmallRemittance.Ask(book);
        var waiting = member with { Opening = member.Opening! with { State = OpeningState.ProofPending, Proof = proof } };
        book.Members.Save(waiting);
        book.Work.Save(ProofDue.Item($"proof:{operation.OrderNo}", operation.BizNo.Value, proof.Ends));
        Tell(book, waiting, operation, told => told with
        {
            AccountNo = proof.AccountNo, AccountName = proof.AccountName, Amount = proof.Amount, Deadline = proof.Deadline,
        });
        return new CompanyResult(member.Id, ReviewState.Approved, null, null);
    }

    private static async ValueTask<Result> OpenCompany(Book book, Member member, AccountOperation operation)
    {
        var opened = member with
        {
            Phone = member.Opening!.Phone,
            Company = member.Company! with { Review = ReviewState.Approved, CheckedAt = book.Now, FailReason = null,
                AgreementNo = book.NextNumber() },
            Opening = member.Opening with { State = OpeningState.Done, FailReason = null, Proof = null },
        };
        return await Opened(book, opened, operation, AccountNotices.CompanyOpened, opened.Company.AgreementNo);
    }

    private static async ValueTask<Result> Opened(Book book, Member opened, AccountOperation operation, string @event, string? agreementNo)
    {
        book.Members.Save(opened);
        await book.AddHolder(opened.Opening!.IdNumber, opened.Id);
        book.SaveDone(operation);
        Tell(book, opened, operation, told => told with { AgreementNo = agreementNo }, @event);
        return new CompanyResult(opened.Id, ReviewState.Approved, null, null);
    }

    private static void Tell(Book book, Member member, AccountOperation operation, Func<OpeningTold, OpeningTold> more,
        string? @event = null) =>
        book.Tell(operation, @event ?? (member.Type == MemberType.Person ? AccountNotices.PersonOpened : AccountNotices.CompanyOpened),
            more(new OpeningTold(member.Id, operation.BizNo, operation.OrderNo, member.UserNo, UserStates.StateOf(member))));

    private static Settings SettingsOf(Book book, AccountOperation operation) => book.App.SettingsOn(operation.Wire ?? book.App.First.Wire);
}
