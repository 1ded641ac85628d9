using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>
/// 个人用户开户申请 (连连 账户 3.3): a person with phone and card. The four elements of the card are found to be of one another before a code goes to
/// the card's reserved phone. Without a card, in the form of 2023, there is no code.
/// </summary>
public sealed record OpenacctApplyIndividual(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, Phone Phone, Secret? VerificationCode,
    string Name, IdNumber IdNumber, BankCardNo? Card, Phone? CardPhone, Secret? Cvv2, Secret? Validate, string? EmblemSide,
    string? PortraitSide) : Command, IElementsCommand
{
    public ElementsSaid? Elements { get; init; }

    public Command With(ElementsSaid said) => this with { Elements = said };

    public override async ValueTask<Result> Run(Book book)
    {
        var (before, wrong) = await OpenAccount.CheckUser(book, Member, BizOrderNo, MemberType.Person, IdNumber);
        if (wrong is not null) return wrong;
        if (await OpenAccount.CheckPhone(book, Member, Phone, VerificationCode) is { } unproved) return unproved;
        var (binding, wrongCard) = Card is null ? default
            : FourElements.Check(book, Card, CardPhone!, Name, IdNumber, Validate is not null && Cvv2 is not null);
        if (wrongCard is not null) return wrongCard;
        if (binding is not null && Elements is null)
        {
            book.Ask = new ElementsAsk(this, binding, Validate, Cvv2);
            return Done.It;
        }
        if (Elements?.Refusal is { } unfit) return unfit;
        if (await OpenAccount.NamePapers(book, Member, EmblemSide, PortraitSide, null) is { } noPapers) return noPapers;
        if (VerificationCode is not null) await OpenAccount.Prove(book, Member, Phone);
        if (Elements is { IsCredit: true }) binding = binding! with { CardType = CardType.Credit };
        return Accept(book, OpenAccount.MemberFor(book, Member, MemberType.Person, before), binding);
    }

    private Applied Accept(Book book, Member member, CardBinding? binding)
    {
        book.Members.Save(member with { Opening = new Opening(BizOrderNo, Name, IdNumber, Phone) { Card = binding } });
        var operation = book.BeginOperation(BizOrderNo, Member, OperationKind.Opening, BackUrl);
        if (binding is not null)
            book.SendCode(Token.AboutOf(Member, BizOrderNo.Value), CardPhone!, OpenAccount.Purpose, Token.Life);
        var token = book.IssueToken(Member, BizOrderNo.Value, OpenAccount.Purpose);
        return new Applied(Member, BizOrderNo, operation.OrderNo, token.Value) { Name = Name };
    }
}
