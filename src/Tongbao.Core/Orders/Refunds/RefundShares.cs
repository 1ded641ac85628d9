using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Shares;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>代收退款: which receivers give how much back, out of escrow or out of their own balance. 4.2.16, 5.9.</summary>
public static class RefundShares
{
    /// <summary>
    /// The shares that a refundList names: with an account set out of the member's balance, without one out of escrow.
    /// Without a list all that is left goes back; then the amount must be just that. Orders of other kinds have no shares.
    /// </summary>
    public static async ValueTask<(IReadOnlyList<RefundShare>?, Error?)> Plan(Book book, Order original, IReadOnlyList<RefundItem> list,
        Cents net)
    {
        if (original.Kind != OrderKind.Collect)
            return list.Count == 0 ? ([], null) : (null, Errors.RefundListWithoutCollect.In(nameof(Refund.RefundList)));
        var left = (await OrderShares.Of(book, original.No)).ToDictionary(s => s.Payee);
        if (list.Count == 0)
        {
            var all = left.Values.Select(e => new RefundShare(e.Payee, e.Owed, e.Returnable)).ToList();
            var rest = all.Sum(s => s.FromEscrow + s.FromMember);
            return rest == net ? (all, null)
                : (null, Errors.WrongAmount.In(nameof(Refund.RefundList)).On("Amount", net, Allowed.Just(rest)));
        }
        if (list.Any(i => !i.Amount.IsPositive) || list.Sum(i => i.Amount) != net)
            return (null, Errors.WrongAmount.In(nameof(Refund.RefundList))
                .On(nameof(Refund.RefundList), AgentPay.Total(list.Select(i => i.Amount)), Allowed.Just(net)));
        if (list.FirstOrDefault(i => i.AccountSetNo is not null && i.AccountSetNo != book.Sets.OfMembers) is { } wrongSet)
            return (null, Errors.WrongAccountSet.About(wrongSet.AccountSetNo!)
            .On(nameof(Refund.RefundList), wrongSet.AccountSetNo, Allowed.Just(book.Sets.OfMembers)));
        var shares = list.GroupBy(i => i.Member).Select(g => new RefundShare(g.Key,
            g.Where(i => i.AccountSetNo is null).Sum(i => i.Amount), g.Where(i => i.AccountSetNo is not null).Sum(i => i.Amount))).ToList();
        foreach (var share in shares)
        {
            if (!left.TryGetValue(share.Member, out var e))
                return (null, Errors.OrderNotOfMember.About(share.Member.Value)
                .On(nameof(Refund.RefundList), share.Member.Value, Allowed.OneOf(left.Keys.Select(m => m.Value))));
            if (share.FromEscrow > e.Owed || share.FromMember > e.Returnable)
                return (null, Errors.CollectShort.On(nameof(Refund.RefundList), share.FromEscrow > e.Owed ? share.FromEscrow
                : share.FromMember, Allowed.AtMost(share.FromEscrow > e.Owed ? e.Owed : e.Returnable)));
        }
        return (shares, null);
    }

    /// <summary>Shares fall with a refund (+1) and rise again when the channel refuses it (-1).</summary>
    public static async ValueTask Count(Book book, Order original, IReadOnlyList<RefundShare> shares, int sign)
    {
        foreach (var share in shares)
        {
            var e = (await OrderShares.Find(book, original.No, share.Member))!;
            book.Shares.Save(sign > 0
                ? e with { GivenBack = e.GivenBack + share.FromEscrow, GivenBackByPayee = e.GivenBackByPayee + share.FromMember }
                : e with { GivenBack = e.GivenBack - share.FromEscrow, GivenBackByPayee = e.GivenBackByPayee - share.FromMember });
        }
    }
}
