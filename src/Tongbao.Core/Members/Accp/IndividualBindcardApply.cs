using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Accp;

/// <summary>
/// 个人用户新增绑卡申请 (连连 账户 3.5.1): with the payment password. The four elements, name and ID number of them the user's own, are found to be of
/// one another before a code goes to the reserved phone.
/// </summary>
public sealed record IndividualBindcardApply(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, BankCardNo Card, Phone CardPhone,
    Secret? Cvv2, Secret? Validate, Secret Password, string? RandomKey) : TypedPasswordCommand(Password, RandomKey), IElementsCommand
{
    public const string Purpose = "bindCard";

    public ElementsSaid? Elements { get; init; }

    public Command With(ElementsSaid said) => this with { Elements = said };

    public override async ValueTask<Result> Run(Book book)
    {
        if (!PhoneRules.IsPhone(CardPhone)) return Errors.BadParameter.In(nameof(CardPhone));
        if (await book.CheckFree(BizOrderNo) is { } taken) return taken;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Type != MemberType.Person) return Errors.WrongMemberType;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        // The password was judged before the bank was asked.
        if (Elements is null && await book.CheckTyped(member, this) is { } notYet) return notYet;
        if (CheckRoom(book, member, Card) is { } noRoom) return noRoom;
        var (binding, wrongCard) = FourElements.Check(book, Card, CardPhone, member.RealName!, member.IdNumber!,
            Validate is not null && Cvv2 is not null);
        if (wrongCard is not null) return wrongCard;
        if (Elements is null)
        {
            book.Ask = new ElementsAsk(this, binding!, Validate, Cvv2);
            return Done.It;
        }
        if (Elements.Refusal is { } unfit) return unfit;
        if (Elements.IsCredit) binding = binding! with { CardType = CardType.Credit };
        return book.Apply(book.NewOperation(BizOrderNo, Member, OperationKind.CardBinding, BackUrl) with { Binding = binding }, CardPhone,
            Purpose);
    }

    /// <summary>One more card is bound, once.</summary>
    public static Error? CheckRoom(Book book, Member member, BankCardNo card)
    {
        if (member.FindCard(card) is not null) return Errors.CardAlreadyBound;
        return member.Cards.Count >= book.Settings.CardsPerPerson ? Errors.TooManyCards : null;
    }
}
