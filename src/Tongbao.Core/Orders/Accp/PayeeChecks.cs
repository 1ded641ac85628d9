using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>收款方: who may be paid, and on which account.</summary>
internal static class PayeeChecks
{
    /// <summary>What refusals name, as the requests of payees have it.</summary>
    public const string OfPayee = "Payees.Payee", OfAccount = "Payees.PayeeAccount";

    /// <summary>The account that a payee names is one of its own that takes this; a purchase goes to balances alone.</summary>
    public static Error? Account(Book book, PartyType type, string? account, SetUse use)
    {
        if (account is null) return null;
        var fits = type == PartyType.User ? account == book.Sets.OfMembers
            : use == SetUse.None ? book.Sets.Find(account) is { Kind: AccountKind.Balance } : book.Sets.Find(account, use) is not null;
        return fits ? null : Errors.BadParameter.In(OfAccount).On(null, account);
    }

    /// <summary>A user who is open, or the merchant by its own number.</summary>
    public static async ValueTask<Error?> Party(Book book, PartyType type, BizUserId id)
    {
        if (type == PartyType.Merchant)
            return id.Value == book.No ? null : Errors.PayeeNotFound.On(nameof(TradePayee.Payee), id.Value, Allowed.Just(book.No));
        return await book.FindMember(id) is { } member ? member.CheckNormal(nameof(TradePayee.Payee))
            : Errors.PayeeNotFound.On(nameof(TradePayee.Payee), id.Value);
    }

    public static BizUserId MemberOf(PartyType type, BizUserId id) => type == PartyType.Merchant ? BizUserId.Platform : id;
}
