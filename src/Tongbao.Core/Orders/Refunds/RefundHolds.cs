using Tongbao.Core.Ledger;
using Tongbao.Core.Orders.Shares;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>
/// 退款冻结: on a wire whose refunds under way stand as holds. What a payee gives back is held with it, and what a guarantee gives changes
/// its hold, until the channel has answered.
/// </summary>
public static class RefundHolds
{
    /// <summary>The refund is accepted; whoever gives has been found to have enough.</summary>
    /// <returns>The original, with what its guarantee gives back.</returns>
    public static async ValueTask<Order> Place(Book book, Order refund, Order original)
    {
        var plan = refund.Refund!;
        await book.Ledger.Must(Events.RefundHeld, refund.No.Value, RefundPostings.Held(plan, book.AccountOf));
        foreach (var share in plan.Shares) await book.Holds.Add(book.AccountOf(share.Member), refund.No.Value, share.FromMember);
        await RefundShares.Count(book, original, plan.Shares, +1);
        if (plan.FromGuarantee.IsZero) return original;
        await book.Holds.Take(original.Account, original.No.Value, plan.FromGuarantee);
        await book.Holds.Add(original.Account, refund.No.Value, plan.FromGuarantee);
        var guarantee = original.Guarantee;
        return original with
        {
            Guarantee = guarantee with
            {
                GivenBack = guarantee.GivenBack + plan.FromGuarantee, Refunds = [.. guarantee.Refunds, new Slip(refund.No, refund.BizNo)],
            },
        };
    }

    /// <summary>The channel has given back its part, or has none: all goes to where the order was paid from.</summary>
    public static async ValueTask Return(Book book, Order refund, Order original)
    {
        await Take(book, refund, original);
        await book.Ledger.Must(Events.RefundReturned, refund.No.Value, RefundPostings.Returned(refund, original, book.AccountOf));
    }

    /// <summary>The channel refused: what was held is free again, and what came out of a guarantee is held for its order again.</summary>
    public static async ValueTask<Order> Release(Book book, Order refund, Order original)
    {
        var plan = refund.Refund!;
        await Take(book, refund, original);
        await book.Ledger.Must(Events.RefundReleased, refund.No.Value, RefundPostings.Released(plan, book.AccountOf));
        if (plan.FromGuarantee.IsZero) return original;
        await book.Holds.Add(original.Account, original.No.Value, plan.FromGuarantee);
        return original with { Guarantee = original.Guarantee with { GivenBack = original.Guarantee.GivenBack - plan.FromGuarantee } };
    }

    private static async ValueTask Take(Book book, Order refund, Order original)
    {
        var plan = refund.Refund!;
        foreach (var share in plan.Shares) await book.Holds.Take(book.AccountOf(share.Member), refund.No.Value, share.FromMember);
        await book.Holds.Take(original.Account, refund.No.Value, plan.FromGuarantee);
    }
}
