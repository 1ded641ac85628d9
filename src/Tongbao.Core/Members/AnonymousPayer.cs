namespace Tongbao.Core.Members;

/// <summary>
/// 匿名用户: somebody who pays and was never opened. It has no account and no password; what is known of it are the cards whose four elements
/// it proved by a first payment, the newest last.
/// </summary>
public sealed record AnonymousPayer(BizUserId Id, IReadOnlyList<Card> Cards)
{
    public static readonly RowKind<AnonymousPayer> Rows = new("anonymous_payers", p => p.Id.Value);

    /// <summary>A card that was proved again keeps its agreement. No call unbinds one, so beyond so many the oldest go.</summary>
    public AnonymousPayer With(CardBinding proved, DateTimeOffset at, int most)
    {
        var card = new Card(proved.Card, proved.BankName, proved.BankCode, proved.CardType, at, proved.Phone, false, [proved.Mode],
            proved.UnionBank) { AgreementNo = Cards.FirstOrDefault(c => c.No == proved.Card)?.AgreementNo ?? proved.TraceNo };
        return this with { Cards = [.. Cards.Where(c => c.No != card.No).TakeLast(most - 1), card] };
    }
}
