using Tongbao.Core.Members;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>账户余额查询 (云商通 1023). Money held for a payout under way is in none of the figures (P16).</summary>
public sealed record QueryMemberBalance(BizUserId Member, string? AcctType) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (member, notAble) = await SettlementAccounts.FindOwner(book, Member);
        if (notAble is not null) return notAble;
        if (!SettlementAccounts.IsMeantBy(AcctType)) return new Found(Member, []);
        var account = book.AccountOf(Member);
        var today = Days.At(Days.DateOf(book.Now), TimeSpan.Zero);
        var (now, last) = (await book.Ledger.Account(account), await book.Shelf.Statements.LastBefore(book.App.Id, account, today));
        return new Found(Member, [new AccountBalance(book.AccountNoOf(member), SettlementAccounts.Type,
            now.Available + now.InTransit, now.InTransit, now.Available,
            last is null ? Cents.Zero : last.Available + last.InTransit)]);
    }

    public sealed record Found(BizUserId Member, IReadOnlyList<AccountBalance> Balances) : Reply;

    /// <param name="LastTotal">昨日期末余额: the total at the last midnight.</param>
    public sealed record AccountBalance(string AccountNo, string AcctType, Cents Total, Cents InTransit, Cents Available,
        Cents LastTotal);
}
