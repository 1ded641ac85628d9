namespace Tongbao.Core.Members;

/// <summary>
/// 匿名用户: a payer without an opened account: no balance, no password. Only its cards are stored, once their four elements were verified in a
/// first payment; the newest is last.
/// </summary>
public sealed record AnonymousPayer(BizUserId Id, IReadOnlyList<Card> Cards)
{
    public static readonly RowKind<AnonymousPayer> Rows = new("anonymous_payers", p => p.Id.Value);

    /// <summary>A card that is verified again keeps its agreement. No call unbinds one, so above the maximum the oldest goes.</summary>
    public AnonymousPayer With(CardBinding proved, DateTimeOffset at, int most)
    {
        var card = new Card(proved.Card, proved.BankName, proved.BankCode, proved.CardType, at, proved.Phone, false, [proved.Mode],
            proved.UnionBank) { AgreementNo = Cards.FirstOrDefault(c => c.No == proved.Card)?.AgreementNo ?? proved.TraceNo };
        return this with { Cards = [.. Cards.Where(c => c.No != card.No).TakeLast(most - 1), card] };
    }
}
