using Tongbao.Core.Members;

namespace Tongbao.Core.Orders;

/// <summary>交易双方: may this member order, pay, or receive?</summary>
public static class Parties
{
    /// <summary>A member who orders: exists, is not locked, has a phone, or a payment account instead (4.1.23).</summary>
    public static async ValueTask<Error?> CheckOrderer(this Book book, BizUserId id)
    {
        if (await book.FindMember(id) is not { } member) return Errors.MemberNotFound.On("Payer", id.Value);
        if (member.Locked) return Errors.MemberLocked.On("Payer", id.Value);
        return member.Phone is null && member.Accts.Count == 0 ? Errors.PhoneNotBound.On("Payer", id.Value) : null;
    }

    /// <summary>A locked member refuses requests, on either side of an order.</summary>
    public static async ValueTask<Error?> CheckNotLocked(this Book book, BizUserId member) =>
        !member.IsPlatform && await book.FindMember(member) is { Locked: true } ? Errors.MemberLocked.On(null, member.Value) : null;

    /// <summary>A member who receives: exists, is not locked, and is verified.</summary>
    public static async ValueTask<Error?> CheckPayee(this Book book, BizUserId id)
    {
        if (id.IsPlatform) return null;
        if (await book.FindMember(id) is not { } member) return Errors.PayeeNotFound.On("Payee", id.Value);
        if (member.Locked) return Errors.MemberLocked.On("Payee", id.Value);
        return member.CheckVerified("Payee");
    }

    /// <summary>余额不足, which wires may say apart of the platform's own accounts.</summary>
    public static Error BalanceShortOf(BizUserId payer) => payer.IsPlatform ? Errors.PlatformBalanceShort : Errors.BalanceShort;
}
