using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>What the bank reports of an opening that it was slow with, or of one that it answered before.</summary>
public sealed record OpeningDecided(OrderNo OrderNo, bool Ok, string? Message) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Operations.FindBy(AccountOperation.ByOrderNo, OrderNo.Value) is not { } operation
            || await book.FindMember(operation.Member) is not { Opening: { State: OpeningState.AtBank } opening } member
            || opening.BizNo != operation.BizNo) return Done.It;
        await book.StopAskingBank(OrderNo);
        return Ok ? await OpeningResults.OpenPerson(book, member, operation)
            : OpeningResults.Fail(book, member, operation, Reason.Of(Message, Reasons.OpeningRefused));
    }
}

/// <summary>A small remittance did not come in time: the opening fails; an account in place of a company's own is not taken.</summary>
public sealed record ProofMissed(string WorkId, BizOrderNo BizNo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(WorkId) is not { } item) return Done.It;
        book.Work.Remove(item);
        if (await book.FindOperation(BizNo) is not { } operation || await book.FindMember(operation.Member) is not { } member)
            return Done.It;
        if (member.AccountChange is { } change && change.BizNo == BizNo)
            book.Members.Save(member with { AccountChange = null });
        if (member.Opening is { State: OpeningState.ProofPending } opening && opening.BizNo == BizNo)
            return OpeningResults.Fail(book, member, operation, Reasons.ProofMissed);
        return Done.It;
    }
}
