using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Accp;

/// <summary>资金流水详情查询 (连连 账户 3.16): one line of an account of the owner, with the account on the other side.</summary>
public sealed record QueryAcctserialdetail(BizUserId? Member, OwnerType UserType, string EntryNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (owner, wrong) = await AccountOwner.Find(book, UserType, Member);
        if (wrong is not null) return wrong;
        if (Flow.ReadNo(EntryNo) is not var (no, at) || await book.Shelf.Statements.Entry(book.App.Id, no) is not var (_, lines))
            return Errors.OrderNotFound;
        foreach (var account in owner!.Accounts.Where(a => !a.ToSettle))
        {
            if (lines.FirstOrDefault(l => l.Account == account.Account && l.No == at && !l.Change.IsZero) is { } line)
                return new Found(owner.Id, await Flow.Of(book, account, line), await OtherSide(book, line));
        }
        return Errors.OrderNotFound;
    }

    /// <summary>A user, the merchant, or the card that was debited or paid. Of a payer's wallet nothing is known.</summary>
    private static async ValueTask<Other> OtherSide(Book book, Line line)
    {
        var (order, move) = await Flow.About(book, line);
        var other = move.From.Account == line.Account ? move.To.Account : move.From.Account;
        if (other.IsOfMember)
            return await book.FindMember(new BizUserId(other.Owner)) is { } member
                ? new Other(AccountOwner.AccountNoOf(book, member), member.RealName ?? member.Company?.CompanyName) : new Other(null, null);
        if (other.Owner == BizUserId.Platform.Value)
        {
            var (merchant, _) = await AccountOwner.Find(book, OwnerType.Merchant, null);
            return new Other(merchant!.Accounts.FirstOrDefault(a => a.Account == other && !a.ToSettle)?.No, book.App.Name);
        }
        if (order?.Payout is { } payout) return new Other(payout.Card?.Masked, payout.AccountName);
        return new Other(order?.ChannelLeg?.Card?.Masked, null);
    }

    public sealed record Other(string? No, string? Name);

    public sealed record Found(BizUserId Member, Flow Facts, Other Side) : Reply
    {
        public string? OtherAccount => Side.No;
        public string? OtherName => Side.Name;
    }
}
