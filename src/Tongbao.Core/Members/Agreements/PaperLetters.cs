using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Agreements;

/// <summary>审核授权委托书: an operator looks at a letter that was signed on paper. Approved, the phone of whom it authorises is bound.</summary>
public sealed record ReviewLetter(BizUserId Member, bool Approved, string? Reason) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (await book.LetterUnderReview(Member) is not { } signing) return Errors.NothingToDo;
        if (!Approved)
        {
            await book.Fail(signing, null, Core.Reason.Of(Reason, Reasons.ReviewRefused));
            return new LetterReviewed(AgreementState.Failed);
        }
        if (member.Phone is not null) return Errors.PhoneAlreadyBound;
        book.Members.Save(member with { Phone = signing.Authorised!.Phone });
        await book.Sign(signing, SigningSide.Payee);
        return new LetterReviewed(AgreementState.Signed);
    }
}

public sealed record LetterReviewed(AgreementState State) : Reply;

public static class PaperLetters
{
    /// <summary>The letter of a member that waits for an operator; null where none does.</summary>
    public static ValueTask<Signing?> LetterUnderReview(this Book book, BizUserId member) =>
        book.OpenLetter(member, SigningKind.PaperLetter);

    /// <summary>The letter of a member that is being signed by its page; null where none is.</summary>
    public static ValueTask<Signing?> LetterBeingSigned(this Book book, BizUserId member) => book.OpenLetter(member, SigningKind.Letter);

    private static async ValueTask<Signing?> OpenLetter(this Book book, BizUserId member, SigningKind kind)
    {
        var agreements = await book.Agreements.List(Agreement.ByParty, member.Value);
        foreach (var letter in agreements.Where(a => a.IsOpen && a.Kind == AgreementKind.Letter))
        {
            if (await book.FindOperation(letter.Request) is { } operation
                && await book.Signings.Find(operation.OrderNo.Value) is { } signing && signing.Kind == kind) return signing;
        }
        return null;
    }
}
