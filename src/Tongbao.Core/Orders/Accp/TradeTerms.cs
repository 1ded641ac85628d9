using Tongbao.Core.Orders.Opening;

namespace Tongbao.Core.Orders.Accp;

/// <summary>有效期与限额 of the orders of this wire.</summary>
public static class TradeTerms
{
    /// <summary>支付有效期 in minutes: three days where none is named; one that is longer than a year is none that anybody meant.</summary>
    public const long UsualLife = 3 * 24 * 60, LongestLife = 365 * 24 * 60;

    public static TimeSpan LifeOf(long? minutes) => TimeSpan.FromMinutes(minutes ?? UsualLife);

    public static Error? CheckExpiry(long? minutes) => minutes is < 1 or > LongestLife
        ? Errors.BadExpiry.In("ExpireMinutes").On("ExpireMinutes", minutes, Allowed.Between(1, LongestLife)) : null;

    /// <summary>单笔限额、单日限额: of a user and of the merchant they are told apart.</summary>
    public static async ValueTask<Error?> CheckLimits(this Book book, OrderKind kind, BizUserId payer, Cents amount) =>
        book.CheckSingle(amount, payer.IsPlatform ? Errors.PlatformSingleAmountExceeded : Errors.SingleAmountExceeded)
            ?? await book.CheckToday(kind, payer, amount);
}
