namespace Tongbao.Core.Members.Agreements;

/// <summary>Agreements and the requests to sign them, as a transaction sees them.</summary>
public static class AgreementRows
{
    extension(Book book)
    {
        public Table<Agreement> Agreements => new(book.Shelf, book.App.Id, Agreement.Rows);
        public Table<Signing> Signings => new(book.Shelf, book.App.Id, Signing.Rows);

        /// <summary>The agreement that holds now; null where none was signed.</summary>
        public ValueTask<Agreement?> AgreementInForce(AgreementKind kind, BizUserId payee, BizUserId? splitter = null) =>
            book.Agreements.FindBy(Agreement.InForce, Agreement.KeyOf(kind, payee, splitter));

        /// <summary>The agreements that a request asked to be signed, in the order in which they are shown.</summary>
        public async ValueTask<IReadOnlyList<Agreement>> AgreementsOf(Signing signing) =>
            [.. (await book.Agreements.List(Agreement.ByRequest, signing.Request.Value)).OrderBy(a => a.Kind)];

        /// <summary>All agreements that a member is a party of, the oldest first.</summary>
        public async ValueTask<IReadOnlyList<Agreement>> AgreementsOf(BizUserId member) =>
        [
            .. (await book.Agreements.List(Agreement.ByParty, member.Value))
                .Concat(await book.Agreements.List(Agreement.BySplitter, member.Value)).OrderBy(a => a.No[1..], StringComparer.Ordinal),
        ];
    }
}
