using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Refunds;

namespace Tongbao.Core.Audit;

/// <summary>
/// 订单核对 (invariants 6, 7, 9 and 10): checks orders a page at a time, in order of their numbers, each against its entries. What other rows
/// say about an order, such as its refunds, is added up in tallies.
/// </summary>
internal sealed class OrderAudit(IAuditRows rows, AuditedOrders orders, BooksAudit books, HoldAudit holds, ShareAudit shares,
    SettlementAudit settlements, AgendaAudit agenda, EventTable events, Findings findings)
    : IDisposable
{
    private const int AtATime = 500;

    /// <summary>Per order: the amount, fee and coupon that it records as refunded, then the same figures summed from its refunds.</summary>
    private readonly ITally _refunds = rows.Tally(6);

    private readonly UnderWay _underWay = new();

    public long Count { get; private set; }

    public async Task Run(Counters counters)
    {
        var left = KeyRange.All;
        while (true)
        {
            var some = await rows.Page(Order.Rows, left, AtATime);
            left = left with { UpTo = some.Count < AtATime ? null : some[^1].No.Value };
            orders.Read(some);
            await CheckEntries(left);
            foreach (var order in some) await Check(order);
            await shares.Check(some, left);
            settlements.Check(some);
            if (left.UpTo is null) break;
            left = new KeyRange(left.UpTo, null);
        }
        CheckRefunds();
        await _underWay.Check(rows, counters, findings);
    }

    /// <summary>Checks every entry whose cause is in this range, including causes that are not orders.</summary>
    private async Task CheckEntries(KeyRange causes)
    {
        await foreach (var entry in rows.EntriesByCause(causes))
        {
            shares.Moved(entry);
            settlements.Moved(entry);
            var cause = events.Find(entry.Event)?.Cause;
            if (cause == CauseKind.Freeze) await holds.CheckCause(entry);
            if (cause != CauseKind.Order) continue;
            if (orders.Booked(entry.Cause) is not { } booked)
                findings.Note(Rule.Causes, $"order {entry.Cause}, which entry {entry.No} names, is missing", entry.No);
            else
            {
                booked.Counts = booked.Counts.And(entry);
                findings.Note(Rule.Causes, (await orders.EntriesOf(booked)).Check(entry), entry.No);
            }
        }
    }

    private async ValueTask Check(Order order)
    {
        Count++;
        var booked = orders.Booked(order.No.Value)!;
        if (!findings.Has(Rule.Orders))
            findings.Note(Rule.Orders, (await orders.EntriesOf(booked)).Check(booked.Counts) ?? CheckSums(order) ?? CheckGivenBack(order));
        if (order.Refunds is var given && given != RefundTotals.None)
            _refunds.Add(order.No.Value, given.Amount.Fen, given.Fee.Fen, given.Coupon.Fen, 0, 0, 0);
        if (order.Refund is { } plan && (order.IsPaid || order.IsOpen))
            _refunds.Add(plan.Original.Value, 0, 0, 0, plan.ToPayer.Fen, plan.Fee.Fen, plan.Coupon.Fen);
        if ((order.IsOpen || order.IsPaid) && ((!order.Said.Anonymous && books.IsStranger(order.Payer)) || books.IsStranger(order.Payee)))
            findings.Note(Rule.Members, $"a member of order {order.No} ({order.Payer}, {order.Payee}) is missing");
        findings.Note(Rule.Holds, await RefundAudit.CheckHolds(rows, order, orders.AccountOf));
        _underWay.Add(order);
        await agenda.Check(order);
    }

    /// <summary>Checks that the parts of an order add up to its amount.</summary>
    private static string? CheckSums(Order order)
    {
        Cents? parts = order.Kind switch
        {
            OrderKind.Deposit or OrderKind.Purchase or OrderKind.SecuredPurchase or OrderKind.Collect or OrderKind.PlatformTransfer
                or OrderKind.AcquiredPurchase or OrderKind.Settlement when order.Legs.Count > 0 => order.Legs.Sum(l => l.Amount),
            OrderKind.AgentPay or OrderKind.BatchAgentPay when order.IsPaid => order.Sources.Sum(s => s.Amount),
            OrderKind.Refund when order.Refund is { } plan => plan.ToPayer.IsZero ? plan.Returned.Confirmed : plan.ToPayer,
            _ => null,
        };
        if (parts is { } sum && sum != order.Amount) return $"order {order.No} is of {order.Amount}, its parts are {sum}";
        return (order.Kind == OrderKind.Collect || order.Receivers.Count > 0)
            && order.Receivers.Sum(r => r.Amount) + order.Fee != order.Amount
            ? $"order {order.No} is of {order.Amount}, its receivers and fee are not" : null;
    }

    /// <summary>
    /// Checks that refunds stay within the order, its fee and each leg. An order without refunds is not checked: a row of a batch may have
    /// failed just because its amounts were wrong.
    /// </summary>
    private static string? CheckGivenBack(Order order)
    {
        var given = order.Refunds;
        if (given != RefundTotals.None
            && (given.Amount > order.Amount || given.Fee > order.Fee || given.Amount - given.Fee > order.Amount - order.Fee))
            return $"order {order.No} gave back more than it was paid";
        return order.Legs.FirstOrDefault(l => l.Refunded > l.Amount || l.Refunded.IsNegative) is { } leg
            ? $"order {order.No}: {leg.Method} gave back {leg.Refunded} of {leg.Amount}" : null;
    }

    private void CheckRefunds()
    {
        foreach (var (order, sums) in _refunds.Sums())
        {
            if (sums.AsSpan(0, 3).SequenceEqual(sums.AsSpan(3))) continue;
            findings.Note(Rule.RefundTotals,
                $"order {order} counts {new Cents(sums[0])} as given back, its refunds come to {new Cents(sums[3])}");
            return;
        }
    }

    public void Dispose() => _refunds.Dispose();
}
