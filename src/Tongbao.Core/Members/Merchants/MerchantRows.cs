namespace Tongbao.Core.Members.Merchants;

/// <summary>What a transaction sees of merchant numbers.</summary>
public static class MerchantRows
{
    extension(Book book)
    {
        public Table<Merchant> Merchants => new(book.Shelf, book.App.Id, Merchant.Rows);

        /// <summary>All numbers of a member, the oldest first.</summary>
        public async ValueTask<IReadOnlyList<Merchant>> MerchantsOf(BizUserId member) =>
            [.. (await book.Merchants.List(Merchant.ByMember, member.Value)).OrderBy(m => m.OpenedAt)];
    }
}
