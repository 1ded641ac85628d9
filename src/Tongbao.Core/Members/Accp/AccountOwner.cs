using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>用户类型 in queries: whose accounts are meant.</summary>
public enum OwnerType { Merchant, Person, Company }

/// <summary>账户 as queries show it. Each account of ours is shown as two: its available and held money, and its money in transit.</summary>
/// <param name="No">账户号, ours.</param>
/// <param name="Type">账户类型: the account's name in requests, and a suffix for which of the two.</param>
/// <param name="ToSettle">待结算: the money in transit. On this wire it is always zero.</param>
public sealed record NamedAccount(string No, string Type, AccountId Account, bool ToSettle)
{
    private const string Available = "_AVAILABLE", Unsettled = "_PSETTLE";

    /// <param name="number">The first part of both account numbers.</param>
    public static IEnumerable<NamedAccount> Of(AccountId account, string set, string number) =>
    [
        new(number + "0", set + Unsettled, account, ToSettle: true), new(number + "1", set + Available, account, ToSettle: false),
    ];

    /// <summary>All account types of such an owner.</summary>
    public static IReadOnlyList<string> TypesOf(Book book, OwnerType owner) =>
    [
        .. (owner == OwnerType.Merchant ? book.Sets.Standard.Select(s => s.No) : [book.Sets.OfMembers])
            .SelectMany(set => new[] { set + Unsettled, set + Available }),
    ];
}

/// <summary>账户所有者: a user, or the merchant itself, with its accounts.</summary>
/// <param name="Member">Null for the merchant.</param>
public sealed record AccountOwner(BizUserId Id, Member? Member, IReadOnlyList<NamedAccount> Accounts)
{
    /// <summary>The place of a UUID's version digit. It is the same in all user numbers, so account numbers leave it out.</summary>
    private const int VersionAt = 12;

    /// <summary>Users in any state are found: closed accounts can be queried too.</summary>
    public static async ValueTask<(AccountOwner? Owner, Error? Wrong)> Find(Book book, OwnerType type, BizUserId? id)
    {
        if (type == OwnerType.Merchant)
            return (new AccountOwner(new BizUserId(book.No), null, [.. book.Sets.Standard.Index()
                .SelectMany(set => NamedAccount.Of(set.Item.Account, set.Item.No, $"{book.No}{set.Index + 1}"))]), null);
        if (id is not { IsPlatform: false } user || await book.FindMember(user) is not { } member) return (null, Errors.MemberNotFound);
        if (member.Type != (type == OwnerType.Company ? MemberType.Company : MemberType.Person)) return (null, Errors.WrongMemberType);
        return (new AccountOwner(user, member, [.. NamedAccount.Of(book.AccountOf(user), book.Sets.OfMembers, NumberOf(member))]), null);
    }

    /// <summary>账户号 of the account with a user's available money.</summary>
    public static string AccountNoOf(Book book, Member member) =>
        NamedAccount.Of(book.AccountOf(member.Id), book.Sets.OfMembers, NumberOf(member)).Single(a => !a.ToSettle).No;

    private static string NumberOf(Member member) => member.UserNo.Remove(VersionAt, 1);
}
