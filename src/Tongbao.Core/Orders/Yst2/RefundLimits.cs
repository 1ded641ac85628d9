using Tongbao.Core.Orders.Refunds;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>退款限制 (云商通 7.5.7): until when an order can be refunded, how much of each part, and who must be able to give it.</summary>
public static class RefundLimits
{
    /// <summary>一年内: up to the end of the same date of the next year (P13).</summary>
    public static Error? CheckAge(Book book, Order original)
    {
        var last = Days.DateOf(original.Outcome.PaidAt!.Value).AddYears(1);
        return Days.DateOf(book.Now) > last ? Errors.RefundTooLate.On(null, Days.DateOf(book.Now), Allowed.AtMost(last)) : null;
    }

    /// <summary>All refunds together, those under way counted: two caps, and what each receiver got.</summary>
    public static async ValueTask<Error?> Check(Book book, Order original, Cents toChannel, ShareReturn returned)
    {
        if (original.Amount - original.Refunds.Amount is var left && toChannel > left)
            return Errors.RefundTooLarge.On("ChannelAmount", toChannel, Allowed.AtMost(left));
        if (returned.IsNone) return null;
        var (terms, before) = (original.Settlement, original.Settlement.Returned);
        if (terms.SplitBy is not { } splitBy) return Errors.OrderNotSplit.On("ConfirmedAmount", returned.Confirmed);
        if (terms.Settled!.Value - before.Confirmed is var confirmed && returned.Confirmed > confirmed)
            return Errors.ConfirmationRefundTooLarge.On("ConfirmedAmount", returned.Confirmed, Allowed.AtMost(confirmed));
        var split = (await book.Orders.Find(splitBy.Value))!.Sharing!;
        foreach (var share in returned.Shares)
        {
            var got = split.Shares.Where(s => s.Member == share.Member).Sum(s => s.Amount) - before.Of(share.Member);
            if (share.Amount > got) return Errors.ShareRefundTooLarge.On("Parts", share.Amount, Allowed.AtMost(got));
        }
        return split.Commission - before.Commission is var taken && returned.Commission > taken
            ? Errors.CommissionRefundTooLarge.On("Commission", returned.Commission, Allowed.AtMost(taken)) : null;
    }

    /// <summary>Who has less available than it is to give is named, and nothing is booked (P10).</summary>
    public static async ValueTask<Error?> CheckCovered(Book book, Order original, RefundPlan plan)
    {
        foreach (var share in plan.Returned.Shares)
        {
            if (await book.Ledger.Available(book.AccountOf(share.Member)) is var has && has < share.Amount)
                return Errors.SplitterShort.About(share.Member.Value).On("Parts", share.Amount, Allowed.AtMost(has));
        }
        if (await book.Ledger.Available(book.AccountOf(BizUserId.Platform)) is var stands && stands < plan.Returned.Commission)
            return Errors.PlatformBalanceShort.On("Commission", plan.Returned.Commission, Allowed.AtMost(stands));
        return await book.Ledger.Available(original.Account) is var available && SettledRefund.NeededOf(plan, original) is var needed
            && available < needed
            ? Errors.PayeeShort.About(original.Payee.Value).On("Amount", needed, Allowed.AtMost(available)) : null;
    }
}
