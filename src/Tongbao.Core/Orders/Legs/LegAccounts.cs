using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Legs;

/// <summary>支付腿: which account each way to pay takes its part from.</summary>
public static class LegAccounts
{
    /// <summary>支付腿 of the uses: inside legs name the account that pays, channel legs the channel's.</summary>
    public static IReadOnlyList<Leg> ToLegs(this Book book, IReadOnlyList<PayUse> uses, BizUserId payer) =>
        [.. uses.Select(u => new Leg(u.Method.Key, u.Method.Flow, LegAccount(book, u, payer), u.Amount, u.Method.Refund, u.Card, u.More,
            Returns: u.Method.Returns))];

    private static AccountId LegAccount(Book book, PayUse use, BizUserId payer) => use.Method.Key switch
    {
        PayMethod.Balance => book.AccountOf(payer),
        PayMethod.Coupon => use.AccountSetNo is { } no ? book.Sets.Find(no)!.Account : Chart.Platform(Chart.Marketing),
        _ => Chart.Channel(use.Method.Channel),
    };
}
