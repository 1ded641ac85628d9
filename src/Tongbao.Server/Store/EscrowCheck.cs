using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Shares;

namespace Tongbao.Server.Store;

/// <summary>
/// 代收代付核对 (invariants 4 and 6): what every collect owes every receiver, worked out anew from its orders, beside the rows that say so;
/// and of every order, what its entries moved in 100004 beside what it had to move.
/// </summary>
internal sealed class EscrowCheck
{
    private readonly Dictionary<string, Share> _shares = [];
    private readonly Dictionary<string, EscrowPayment> _payments = [];
    private readonly Dictionary<BizOrderNo, OrderNo> _collects = [];
    private readonly Dictionary<string, Cents> _moved;
    private readonly IReadOnlyList<Order> _orders;

    /// <param name="orders">All of an app.</param>
    /// <param name="moved">By order, what its entries brought into 100004, less what they took out of it.</param>
    public EscrowCheck(IReadOnlyList<Order> orders, IReadOnlyDictionary<string, Cents> moved)
    {
        (_orders, _moved) = (orders, new Dictionary<string, Cents>(moved));
        foreach (var collect in orders.Where(o => o.Kind == OrderKind.Collect && o.PaidAt is not null)) Expect(collect);
    }

    /// <summary>What all receivers together are owed.</summary>
    public Cents Owed => _shares.Values.Sum(s => s.Owed);

    /// <returns>The first thing that is wrong; null where nothing is.</returns>
    public string? Run(IReadOnlyList<Share> shares, IReadOnlyList<EscrowPayment> payments)
    {
        foreach (var order in _orders)
        {
            if (Apply(order) is { } wrong) return wrong;
            _moved.Remove(order.No.Value, out var moved);
            if (moved != DueOf(order)) return $"order {order.No} moved {moved} in 100004, and had to move {DueOf(order)}";
        }
        if (_moved.FirstOrDefault(m => !m.Value.IsZero) is { Key: { } stranger }) return $"100004 was moved by {stranger}, which is no order";
        return CheckShares(shares) ?? CheckPayments(payments);
    }

    private void Expect(Order collect)
    {
        _collects[collect.BizNo] = collect.No;
        foreach (var share in collect.Receivers.GroupBy(r => r.Member))
        {
            var collected = share.Sum(r => r.Amount);
            var row = new Share(collect.No, collect.BizNo, collect.Payer, share.Key, default, collected, Cents.Zero, collect.IsPaid ? Cents.Zero : collected, Cents.Zero);
            _shares[Share.Rows.Key(row)] = row;
        }
    }

    /// <summary>What an order that pays out or gives back changes in the shares that it draws on.</summary>
    private string? Apply(Order order)
    {
        if (IsPayment(order))
        {
            foreach (var (n, source) in order.Sources.Index())
            {
                if (!_collects.TryGetValue(source.BizOrderNo, out var collect) || !Change(collect, order.Payee, s => s with { PaidOut = s.PaidOut + source.Amount }))
                    return $"agent pay {order.No} draws on {source.BizOrderNo}, which owes {order.Payee} nothing";
                var payment = new EscrowPayment(collect, order.Payee, order.BizNo, source.Amount, default, $"{order.No}:{n}");
                _payments[payment.Id] = payment;
            }
        }
        foreach (var share in LiveShares(order))
        {
            if (!Change(order.Refund!.Original, share.Member, s => s with { GivenBack = s.GivenBack + share.FromEscrow, GivenBackByPayee = s.GivenBackByPayee + share.FromMember }))
                return $"refund {order.No} gives back for {share.Member}, whom {order.Refund.OriginalBizNo} owes nothing";
        }
        return null;
    }

    private bool Change(OrderNo collect, BizUserId member, Func<Share, Share> change)
    {
        var key = Share.KeyOf(collect, member);
        if (!_shares.TryGetValue(key, out var share)) return false;
        _shares[key] = change(share);
        return true;
    }

    private static Cents DueOf(Order order) =>
        order is { Kind: OrderKind.Collect, IsPaid: true } ? order.Receivers.Sum(r => r.Amount)
        : IsPayment(order) ? -order.Amount
        : -LiveShares(order).Sum(s => s.FromEscrow);

    private static bool IsPayment(Order order) => order is { Kind: OrderKind.AgentPay or OrderKind.BatchAgentPay, IsPaid: true };

    /// <summary>A refund that its channel refused gives nothing back.</summary>
    private static IReadOnlyList<RefundShare> LiveShares(Order order) => order is { Kind: OrderKind.Refund, Refund: { } plan } && (order.IsPaid || order.IsOpen) ? plan.Shares : [];

    private string? CheckShares(IReadOnlyList<Share> rows)
    {
        var missing = new Dictionary<string, Share>(_shares);
        foreach (var row in rows)
        {
            var key = Share.Rows.Key(row);
            if (!missing.Remove(key, out var due)) return $"entitlement {key} belongs to no paid collect";
            if (row with { Since = default } != due) return $"entitlement {key} has {Show(row)}; its orders say {Show(due)}";
            if (row.Owed.IsNegative || row.Returnable.IsNegative) return $"entitlement {key} gave more than there was: {Show(row)}";
        }
        return missing.Count == 0 ? null : $"entitlement {missing.Keys.Min(StringComparer.Ordinal)} is missing";
    }

    private string? CheckPayments(IReadOnlyList<EscrowPayment> rows)
    {
        var missing = new Dictionary<string, EscrowPayment>(_payments);
        foreach (var row in rows)
        {
            if (!missing.Remove(row.Id, out var due) || row with { At = default } != due) return $"payment {row.Id} is not what its order says";
        }
        return missing.Count == 0 ? null : $"payment {missing.Keys.Min(StringComparer.Ordinal)} is missing";
    }

    private static string Show(Share e) => $"collected {e.Due}, paid out {e.PaidOut}, refunded {e.GivenBack} from escrow and {e.GivenBackByPayee} by the receiver";
}
