namespace Tongbao.Core.Members.Agreements;

/// <summary>审核授权委托书: an operator looks at a letter that was signed on paper. Approved, the phone of whom it authorises is bound.</summary>
public sealed class LetterReviews : IReviewKind
{
    public string Kind => "letter";

    public async ValueTask<bool> IsOpen(Book book, Member member) => await book.OpenLetter(member.Id, SigningKind.PaperLetter) is not null;

    public async ValueTask<Result> Decide(Book book, Member member, ReviewVerdict verdict)
    {
        var letter = (await book.OpenLetter(member.Id, SigningKind.PaperLetter))!;
        if (verdict.Approved && member.Phone is not null) return Errors.PhoneAlreadyBound;
        if (verdict.Approved)
        {
            book.Members.Save(member with { Phone = letter.Authorised!.Phone });
            await book.Sign(letter, SigningSide.Payee);
        }
        else await book.Fail(letter, null, Reason.Of(verdict.Reason, Reasons.ReviewRefused));
        return new Reviewed(verdict.Approved);
    }
}

/// <summary>Letters of authority that are not signed yet.</summary>
public static class OpenLetters
{
    /// <summary>The open letter of a member, on paper or on its page; null where there is none.</summary>
    public static async ValueTask<Signing?> OpenLetter(this Book book, BizUserId member, SigningKind kind)
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
