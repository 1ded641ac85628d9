using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Yst2;

/// <summary>会员解绑银行卡 (云商通二代): the card that a merchant withdraws to, and a company's own account, stay.</summary>
public sealed record UnbindCard(BizUserId Member, BizOrderNo BizOrderNo, BankCardNo Card) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (before, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (before is not null) return new MemberNamed(Member);
        var (member, notOpen) = await book.OpenMember(Member);
        if (notOpen is not null) return notOpen;
        if (Card == member!.Company?.AccountNo || (await book.SettlementCardOf(Member)) == Card)
            return Errors.SettlementCardStays;
        if (member.FindCard(Card) is not { } card) return Errors.CardNotBound;
        if (card.IsSafe) return Errors.SafeCardStays;
        book.Members.Save(member with { Cards = [.. member.Cards.Where(c => c != card)] });
        book.KeepDone(BizOrderNo, Member, OperationKind.CardUnbinding);
        return new MemberNamed(Member);
    }
}
