using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Orders.Yst2;

namespace Tongbao.Core.Members.Yst2;

/// <summary>
/// 授权委托书 (云商通二代 7.5.3): an enterprise binds the phone of somebody whom its legal person authorises. On the page that the link opens
/// his face is checked and the letter is signed; then the phone is bound.
/// </summary>
public static class LetterOfAuthority
{
    /// <summary>The part of a phone's binding that is of this kind. Number and member are looked at before.</summary>
    /// <param name="authorised">With the phone that is to be bound; null where the request names nobody.</param>
    public static async ValueTask<Result> Ask(Book book, BizOrderNo no, Member member, AuthorisedPerson? authorised, string? frontUrl,
        string? backUrl)
    {
        if (Check(member, authorised) is { } unfit) return unfit;
        var operation = book.BeginOperation(no, member.Id, OperationKind.Letter, backUrl);
        await book.Begin(new Signing(operation.OrderNo, no, SigningKind.Letter, member.Id, member.RegisteredName,
            book.Now + Signing.LetterLife)
        {
            FrontUrl = frontUrl, Authorised = authorised,
        }, [(AgreementKind.Letter, null)]);
        return ReplyOf(book, operation);
    }

    /// <summary>Also of the very same request that came again.</summary>
    public static LetterAsked ReplyOf(Book book, AccountOperation operation) => new(operation.Member,
        WireNumbers.Of(operation.OrderNo.Value, WireNumbers.PhoneBinding), book.LinkOf(operation.OrderNo, SigningSide.Payee));

    /// <summary>What paper and page ask alike.</summary>
    public static Error? Check(Member member, AuthorisedPerson? authorised)
    {
        if (member.Type != MemberType.Company) return Errors.AuthorisedOfPerson;
        if (authorised is null) return Errors.AuthorisedMissing;
        if (!PhoneRules.IsPhone(authorised.Phone)) return Errors.BadParameter.In(nameof(authorised.Phone));
        return member.Phone is not null ? Errors.PhoneAlreadyBound : null;
    }
}

/// <summary>Where the letter of authority is signed.</summary>
public sealed record LetterAsked(BizUserId Member, string WireNo, string SignUrl) : Reply;
