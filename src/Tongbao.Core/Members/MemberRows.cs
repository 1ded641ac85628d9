namespace Tongbao.Core.Members;

/// <summary>What a transaction sees of members.</summary>
public static class MemberRows
{
    extension(Book book)
    {
        public Table<Member> Members => new(book.Shelf, book.App.Id, Member.Rows);
        public Table<Credential> Credentials => new(book.Shelf, book.App.Id, Credential.Rows);
        public Table<AccountOperation> Operations => new(book.Shelf, book.App.Id, AccountOperation.Rows);
        public Table<ProvedPhone> ProvedPhones => new(book.Shelf, book.App.Id, ProvedPhone.Rows);
        public Table<Papers> Papers => new(book.Shelf, book.App.Id, Members.Papers.Rows);
        public Table<IdHolder> IdHolders => new(book.Shelf, book.App.Id, IdHolder.Rows);
        public Table<AnonymousPayer> AnonymousPayers => new(book.Shelf, book.App.Id, AnonymousPayer.Rows);
        public Table<SubAccount> SubAccounts => new(book.Shelf, book.App.Id, SubAccount.Rows);
        public Table<VspTerminal> VspTerminals => new(book.Shelf, book.App.Id, VspTerminal.Rows);

        public ValueTask<Member?> FindMember(BizUserId id) => book.Members.Find(id.Value);
    }

    extension(IEnvironment environment)
    {
        public ICardRegistry Cards => environment.Part<ICardRegistry>();
        public IBankRegistry Banks => environment.Part<IBankRegistry>();
    }
}
