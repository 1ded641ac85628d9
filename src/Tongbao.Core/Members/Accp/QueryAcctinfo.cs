using Tongbao.Core.Ledger;

namespace Tongbao.Core.Members.Accp;

/// <summary>账户信息查询 (连连): the balances of a user's or the merchant's accounts, now and at the end of yesterday.</summary>
public sealed record QueryAcctinfo(BizUserId? Member, OwnerType UserType) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (owner, wrong) = await AccountOwner.Find(book, UserType, Member);
        if (wrong is not null) return wrong;
        var today = Days.At(Days.DateOf(book.Now), TimeSpan.Zero);
        var state = owner!.Member is { } member ? UserStates.AccountStateOf(member) : AccountState.Normal;
        var rows = new List<AccountInfo>();
        foreach (var account in owner.Accounts)
        {
            var now = await book.Ledger.Account(account.Account);
            var last = await book.Shelf.Statements.LastBefore(book.App.Id, account.Account, today);
            rows.Add(new AccountInfo(account.No, state, account.Type,
                account.ToSettle ? Stand.Unsettled(now.InTransit) : new Stand(now.Available, now.Held),
                last is null ? Stand.Empty : account.ToSettle ? Stand.Unsettled(last.InTransit) : new Stand(last.Available, last.Held)));
        }
        return new Found(owner.Id, owner.Member?.UserNo, rows);
    }

    public sealed record Found(BizUserId Member, string? UserNo, IReadOnlyList<AccountInfo> Accounts) : Reply;

    /// <summary>The money of an account that can be used, and that cannot.</summary>
    public readonly record struct Stand(Cents Available, Cents Frozen)
    {
        public static readonly Stand Empty = new(Cents.Zero, Cents.Zero);

        /// <summary>Money in transit cannot be used before it is settled.</summary>
        public static Stand Unsettled(Cents inTransit) => new(Cents.Zero, inTransit);

        public Cents Total => Available + Frozen;
    }

    public sealed record AccountInfo(string AccountNo, AccountState AcctState, string AcctType, Stand Now, Stand Yesterday)
    {
        public Cents Total => Now.Total;
        public Cents Available => Now.Available;
        public Cents Frozen => Now.Frozen;
        public Cents LastTotal => Yesterday.Total;
        public Cents LastAvailable => Yesterday.Available;
        public Cents LastFrozen => Yesterday.Frozen;
    }
}
