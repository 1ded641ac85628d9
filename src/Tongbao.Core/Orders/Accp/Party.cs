using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>交易方: a user, or the merchant itself by its own number, with the account of it that takes part.</summary>
/// <param name="Member">Null of the merchant.</param>
public sealed record Party(BizUserId Id, AccountId Account, Member? Member);

/// <summary>Who pays and who receives, as the requests of this wire name them.</summary>
public static class PartyRules
{
    /// <summary>The account that a request names fits its owner; which call may use it is asked for later.</summary>
    /// <param name="property">By which the request named it.</param>
    public static Error? CheckAccountName(this Book book, PartyType type, string? account, string property) => type switch
    {
        PartyType.User => account is null || account == book.Sets.OfMembers ? null
            : Wrong(account, property, book.Sets.OfMembers),
        PartyType.Merchant => account is null ? Errors.ParameterMissing.In(property)
            : book.Sets.Find(account) is null ? Wrong(account, property, [.. book.Sets.Standard.Select(s => s.No)]) : null,
        _ => null,
    };

    /// <summary>Somebody who pays: a user who is open and may use its account, or the merchant by its number.</summary>
    public static async ValueTask<(Party? Party, Error? Wrong)> FindPayer(this Book book, PartyType type, BizUserId id, string? account)
    {
        if (type == PartyType.Merchant) return book.FindMerchant(id, account, "Payer");
        if (await book.FindUser(id) is not { } member) return (null, Errors.MemberNotFound.On("Payer", id.Value));
        return member.CheckNormal("Payer") is { } notNormal ? (null, notNormal) : (new Party(id, book.AccountOf(id), member), null);
    }

    /// <summary>Somebody who receives: a user who is open, whatever bars its own requests, or the merchant.</summary>
    public static async ValueTask<(Party? Party, Error? Wrong)> FindPayee(this Book book, PartyType type, BizUserId id, string? account)
    {
        if (type == PartyType.Merchant) return book.FindMerchant(id, account, "Payee");
        if (await book.FindUser(id) is not { } member) return (null, Errors.PayeeNotFound.On("Payee", id.Value));
        return UserStates.StateOf(member) != UserState.Normal ? (null, Errors.MemberNotAvailable.On("Payee", id.Value))
            : (new Party(id, book.AccountOf(id), member), null);
    }

    /// <summary>How a wire names who took part: the merchant by its number there.</summary>
    public static BizUserId NameOf(this Book book, BizUserId party, string wire) =>
        party.IsPlatform ? new BizUserId(book.App.On(wire)?.No ?? book.No) : party;

    public static PartyType TypeOf(BizUserId party) => party.IsPlatform ? PartyType.Merchant : PartyType.User;

    /// <summary>The name by which Core knows the platform is no user's.</summary>
    private static async ValueTask<Member?> FindUser(this Book book, BizUserId id) => id.IsPlatform ? null : await book.FindMember(id);

    private static (Party?, Error?) FindMerchant(this Book book, BizUserId id, string? account, string property) =>
        id.Value != book.No ? (null, Errors.MemberNotFound.On(property, id.Value))
            : book.Sets.Find(account) is { } set ? (new Party(BizUserId.Platform, set.Account, null), null)
            : (null, Errors.AccountSetNotFound.On(property, account));

    private static Error Wrong(string account, string property, params string[] allowed) =>
        Errors.WrongAccountSet.In(property).On(property, account, Allowed.OneOf(allowed));
}
