namespace Tongbao.Core.Members.Merchants;

/// <summary>What a transaction sees of merchant numbers.</summary>
public static class MerchantRows
{
    extension(Book book)
    {
        public Table<Merchant> Merchants => new(book.Shelf, book.App.Id, Merchant.Rows);
        public Table<Onboarding> Onboardings => new(book.Shelf, book.App.Id, Onboarding.Rows);

        /// <summary>All numbers of a member, the oldest first.</summary>
        public async ValueTask<IReadOnlyList<Merchant>> MerchantsOf(BizUserId member) =>
            [.. (await book.Merchants.List(Merchant.ByMember, member.Value)).OrderBy(m => m.OpenedAt)
                .ThenBy(m => m.No, StringComparer.Ordinal)];

        /// <summary>The newest number of a member that was opened here; null of a member without one.</summary>
        public async ValueTask<Merchant?> OnboardedMerchant(BizUserId member) =>
            (await book.MerchantsOf(member)).LastOrDefault(m => !m.OpenedElsewhere);

        /// <summary>The newest application of a member.</summary>
        public async ValueTask<Onboarding?> NewestOnboarding(BizUserId member) =>
            (await book.Onboardings.List(Onboarding.ByMember, member.Value)).MaxBy(o => o.OrderNo.Value, StringComparer.Ordinal);
    }
}
