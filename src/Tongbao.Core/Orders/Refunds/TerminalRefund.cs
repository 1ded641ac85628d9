using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Payments;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>
/// 终端退款 (4.2.16 (5)): a refund that was started at the terminal. The channel has paid it already; short of money it fails here and is
/// listed.
/// </summary>
public static class TerminalRefund
{
    public static async ValueTask<Order> Book(Book book, Order refund, TerminalPayment payment)
    {
        var original = (await book.Orders.Find(payment.Original!.Value.Value))!;
        var fee = FeePart(original, payment.Amount);
        refund = refund with { Kind = OrderKind.Refund, Payer = original.Payer, Payee = original.Payee, Account = original.Account };
        var plan = new RefundPlan(original.No, original.BizNo, fee, Cents.Zero, payment.Amount, Cents.Zero, "D0", [], SendsToChannel: true);
        if (payment.FailMessage is { } why) return Failed(book, refund with { Refund = plan }, new(why, null));
        var shares = await SharesOf(book, original, payment.Amount, fee);
        IReadOnlyList<Move> sources = shares is null ? [] : original.Kind == OrderKind.Collect
            ? Postings.CollectRefundAccepted(shares, fee, book.AccountOf)
            : Postings.RefundAccepted(original, payment.Amount, fee);
        if (shares is null || !await book.Ledger.Post(Events.RefundAccepted, refund.No.Value, sources))
        {
            book.List("backfill-refund-failed", refund.BizNo, payment.Amount, shares is null
                ? FindingCauses.AboveRefundable : FindingCauses.BalanceShort);
            return Failed(book, refund with { Refund = plan }, shares is null ? Errors.NotRefundable : Errors.BalanceShort);
        }
        await RefundShares.Count(book, original, shares, +1);
        plan = plan with { Sources = [.. sources.Where(m => m.Amount.IsPositive)], Shares = shares };
        book.Orders.Save(RefundRules.Count(book, original, plan, payment.Amount, +1));
        return await RefundReported.Finish(book, refund with { Refund = plan }, payment.Facts);
    }

    /// <summary>A terminal names no fee: what the receiver got goes back first, the fee last (2.0.9 (5)).</summary>
    private static Cents FeePart(Order original, Cents amount)
    {
        var net = original.Amount - original.Fee - (original.Refunds.Amount - original.Refunds.Fee);
        return amount > net ? amount - net : Cents.Zero;
    }

    /// <summary>Who gives; null where the order cannot give so much. A collect goes back whole or not at all.</summary>
    private static async ValueTask<IReadOnlyList<RefundShare>?> SharesOf(Book book, Order original, Cents amount, Cents fee)
    {
        if (!original.IsPaid || original.ChannelLeg?.Refund != RefundWay.Pos || !RefundRules.Fits(original, amount, fee, Cents.Zero))
            return null;
        if (original.Kind == OrderKind.Collect && amount != original.Amount) return null;
        return (await RefundShares.Plan(book, original, [], amount - fee)).Item1;
    }

    private static Order Failed(Book book, Order refund, Reason why)
    {
        refund = refund.Fail(book, OrderEvent.Fail, why);
        book.Tell(refund);
        return refund;
    }
}
