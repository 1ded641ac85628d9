using Tongbao.Core.Ledger;
using Tongbao.Core.Orders.Settling;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>
/// 收单消费退款: the refund of a purchase that is settled after its payment. What goes back by the channel is on our books only once it was
/// settled, and less its fee; parts that were split off are given back beside that.
/// </summary>
public static class SettledRefund
{
    private static readonly AccountId Returning = Chart.Platform(Chart.EscrowReturn);

    /// <param name="toChannel">渠道退款: to the payer, of the order's amount.</param>
    /// <param name="returned">What is given back to the payee first: it serves this refund too.</param>
    public static RefundPlan Plan(Order original, Cents toChannel, ShareReturn returned)
    {
        var (terms, payee) = (original.Settlement, original.Account);
        var net = terms.BackOf(original.Amount - original.Refunds.Amount - toChannel);
        var fromTransit = Cents.Min(net, terms.InTransit + returned.Confirmed);
        IEnumerable<Move> sources = [new(payee.InTransit(), Returning.Available(), fromTransit),
            new(payee.Available(), Returning.Available(), net - fromTransit)];
        return new RefundPlan(original.No, original.BizNo, Cents.Zero, Cents.Zero, toChannel, Cents.Zero, RefundRules.AtOnce,
            Books.Real([.. sources]), toChannel.IsPositive) { Net = net, Returned = returned };
    }

    /// <summary>What of its payee's available money a refund needs beyond what is given back with it.</summary>
    public static Cents NeededOf(RefundPlan plan, Order original) =>
        plan.Returned.Confirmed - plan.Returned.Given
            + plan.Sources.Where(m => m.From == original.Account.Available()).Sum(m => m.Amount);

    /// <summary>
    /// Counts a refund into (+1) or out of (-1) what is left of the settled money. What was given back to the payee stays, even if the
    /// channel refuses its part.
    /// </summary>
    public static Settlement Count(Settlement terms, RefundPlan plan, int sign)
    {
        if (plan.Net is not { } net) return terms;
        var drawn = plan.Sources.Where(m => m.From.Bucket == Bucket.InTransit).Sum(m => m.Amount);
        return sign < 0 ? terms with { GivenBack = terms.GivenBack - net, InTransit = terms.InTransit + drawn } : terms with
        {
            GivenBack = terms.GivenBack + net, InTransit = terms.InTransit + plan.Returned.Confirmed - drawn,
            Returned = terms.Returned.And(plan.Returned),
        };
    }

    /// <summary>Books what a refund takes at once: whoever gives has been found to have enough.</summary>
    public static async ValueTask Accept(Book book, Order refund)
    {
        var plan = refund.Refund!;
        await book.Ledger.Must(Events.SharesReturned, refund.No.Value, plan.Returned.Moves(refund.Account, book.AccountOf));
        await book.Ledger.Must(Events.RefundAccepted, refund.No.Value, plan.Sources);
    }
}
