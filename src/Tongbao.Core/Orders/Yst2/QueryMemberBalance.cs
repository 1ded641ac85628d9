using Tongbao.Core.Ledger;
using Tongbao.Core.Members;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>账户余额查询 (云商通 1023): a member has one account, the 待结算户. Money held for a payout under way is in none of its figures.</summary>
public sealed record QueryMemberBalance(BizUserId Member, string? AcctType) : Query
{
    /// <summary>待结算户. Clients of the sister product ask for 01 or nothing and mean it (P16).</summary>
    public const string ToSettle = "08";

    private static readonly string[] MeanIt = [ToSettle, "8", "01", "1"];

    public override async ValueTask<Result> Run(Book book)
    {
        if (!Member.IsPlatform && await book.FindMember(Member) is null) return Errors.MemberNotFound;
        if (AcctType is { } type && !MeanIt.Contains(type)) return new Found(Member, []);
        var account = book.AccountOf(Member);
        var today = Days.At(Days.DateOf(book.Now), TimeSpan.Zero);
        var (now, last) = (await book.Ledger.Account(account), await book.Shelf.Statements.LastBefore(book.App.Id, account, today));
        return new Found(Member, [new AccountBalance(Digits(account), ToSettle, now.Available + now.InTransit, now.InTransit, now.Available,
            last is null ? Cents.Zero : last.Available + last.InTransit)]);
    }

    /// <summary>账户号: 17 digits that stay the same.</summary>
    private static string Digits(AccountId account) => "4" + (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(account.Value))) % 10_000_000_000_000_000)
        .ToString("D16", System.Globalization.CultureInfo.InvariantCulture);

    public sealed record Found(BizUserId Member, IReadOnlyList<AccountBalance> Balances) : Reply;

    public sealed record AccountBalance(string Card, string AcctType, Cents Total, Cents InTransit, Cents Available,
        Cents LastTotal);
}
