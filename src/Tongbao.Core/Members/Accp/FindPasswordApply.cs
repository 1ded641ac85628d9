using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>
/// 找回密码申请 (连连 账户 3.11.1): a code goes to the reserved phone of the card that is named, which a person with cards must name; to the
/// registered phone of companies and of persons without one.
/// </summary>
public sealed record FindPasswordApply(BizUserId Member, BankCardNo? Card) : Command
{
    public const string Purpose = "findPassword";

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        var (phone, wrong) = PhoneOf(member);
        if (wrong is not null) return wrong;
        var about = Token.AboutOf(Member, "");
        if (await book.SendCodeAlone(about, phone!, Purpose) is { } tooOften) return tooOften;
        return new Sent(Member, book.IssueToken(Member, "", Purpose).Value, phone!.Masked);
    }

    private (Phone? Phone, Error? Wrong) PhoneOf(Member member)
    {
        var cards = member.Type == MemberType.Company ? [] : member.Cards;
        if (Card is null && cards.Count > 0) return (null, Errors.ParameterMissing.In(nameof(Card)));
        if (Card is not null && member.Type == MemberType.Person)
        {
            if (cards.Count == 0) return (null, Errors.NoCardBound);
            if (member.FindCard(Card) is not { } card) return (null, Errors.CardNotBound);
            return card.Phone is { } reserved ? (reserved, null) : (null, Errors.ReservedPhoneWrong);
        }
        if (Card is not null && member.Company?.AccountNo != Card) return (null, Errors.CardNotBound);
        return member.Phone is { } bound ? (bound, null) : (null, Errors.PhoneNotBound);
    }

    /// <param name="Phone">Masked.</param>
    public sealed record Sent(BizUserId Member, string Token, string Phone) : Reply;
}
