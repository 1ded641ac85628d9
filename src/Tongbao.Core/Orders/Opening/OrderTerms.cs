namespace Tongbao.Core.Orders.Opening;

/// <summary>金额与有效期: what the amount of an order and its end may be. 5.2.</summary>
public static class OrderTerms
{
    /// <summary>Orders without an expiry can be confirmed for a day (docs/wires/tsy2.md, decision 2).</summary>
    public static readonly TimeSpan DefaultLife = TimeSpan.FromHours(24);

    /// <summary>金额: greater than zero, the fee within it, and within the app's limits.</summary>
    public static Error? CheckAmount(this Book book, Cents amount, Cents fee)
    {
        if (!amount.IsPositive) return Errors.WrongAmount.On("Amount", amount, Allowed.Sum);
        if (fee.IsNegative) return Errors.WrongAmount.On("Fee", fee, Allowed.Between(Cents.Zero, amount));
        if (fee > amount) return Errors.FeeExceedsAmount.On("Fee", fee, Allowed.AtMost(amount));
        return book.CheckSingle(amount, Errors.SingleAmountExceeded);
    }

    /// <summary>单笔限额.</summary>
    public static Error? CheckSingle(this Book book, Cents amount, Error above) =>
        book.Settings.SingleOrderLimit.IsPositive && amount > book.Settings.SingleOrderLimit
            ? above.On("Amount", amount, Allowed.AtMost(book.Settings.SingleOrderLimit)) : null;

    /// <summary>订单过期时间: in the future, and at most a day ahead.</summary>
    public static Error? CheckExpiry(this Book book, DateTimeOffset? expires) =>
        expires is { } at && (at <= book.Now || at > book.Now + DefaultLife)
            ? Errors.BadExpiry.On("OrderExpireDatetime", at, Allowed.Between(book.Now, book.Now + DefaultLife)) : null;
}
