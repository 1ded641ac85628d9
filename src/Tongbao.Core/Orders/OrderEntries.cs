using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Payouts;
using Tongbao.Core.Orders.Settling;
using static Tongbao.Core.Orders.OrderEvent;

namespace Tongbao.Core.Orders;

/// <summary>
/// 订单凭证: what entries an order may have caused, with which moves and how often, by what it says of itself. An order that was booked twice,
/// in part, or otherwise than it says, is found by this (invariant 9).
/// </summary>
/// <param name="original">Of a refund: the order that is given back.</param>
public sealed partial class OrderEntries(Order order, Order? original, Func<BizUserId, AccountId> accountOf)
{
    private static readonly AccountId Quota = Chart.Platform(Chart.ReserveQuota);

    /// <param name="Moves">Of the order; what it does not know any more, such as each sum that came too late, is taken from the
    /// entry.</param>
    /// <param name="Times">How often, where the order knows; else any number of times up to <paramref name="Most"/>.</param>
    private sealed record Row(Event Event, Func<OrderEntries, Move?, IReadOnlyList<Move>> Moves, Func<Order, int>? Times = null,
        int Most = Counts.Many);

    private static readonly IReadOnlyList<Row> Rows =
    [
        new(Events.DepositPaid, (e, _) => Postings.Paid(e.Order, e.AccountOf), o => Of(o, Complete, OrderKind.Deposit)),
        new(Events.PurchasePaid, (e, _) => Postings.Paid(e.Order, e.AccountOf), o => Of(o, Complete, OrderKind.Purchase)),
        new(Events.CollectPaid, (e, _) => Postings.Paid(e.Order, e.AccountOf), o => Of(o, Complete, OrderKind.Collect)),
        new(Events.SecuredPaid, (e, _) => Postings.Paid(e.Order, e.AccountOf), o => Of(o, Complete, OrderKind.SecuredPurchase)),
        new(Events.SecuredConfirmed, (e, _) => Postings.Confirmed(e.Order, e.AccountOf),
            o => Of(o, Complete, OrderKind.SecuredConfirmation)),
        new(Events.AgentPayPaid, (e, _) => Postings.PaidOutOfEscrow(e.Order),
            o => Of(o, Complete, OrderKind.AgentPay, OrderKind.BatchAgentPay)),
        new(Events.TransferDone, (e, _) => Postings.Transferred(e.Order),
            o => Of(o, Complete, OrderKind.PlatformTransfer, OrderKind.Transfer)),
        new(Events.SplitBooked, (e, _) => [.. Postings.Split(e.Order, e.AccountOf)], o => o.SplitDone == true ? 1 : 0),
        new(Events.OrderSettled, (e, _) => SettlementPostings.Settled(e.Order), o => Of(o, Complete, OrderKind.Settlement)),
        new(Events.OrderSplit, (e, _) => SettlementPostings.Shared(e.Order, e.AccountOf), o => Of(o, Complete, OrderKind.OrderSplit)),
        new(Events.OrderHeld, (e, m) => e.Inside(m?.From.Account).Select(l => l.Amount).Any(a => a == m?.Amount)
            ? [Put(m!.Value.From.Account, m.Value.Amount)] : []),
        new(Events.OrderReleased, (e, m) => e.Released(m)),
        new(Events.WithdrawalHeld, (e, _) => PayoutHolds.Held(e.Order), o => OfPayout(o, Confirm)),
        new(Events.WithdrawalReleased, (e, _) => PayoutHolds.Released(e.Order), o => OfPayout(o, Confirm) * (Of(o, Fail) + Of(o, Close))),
        new(Events.WithdrawalPaid, (e, _) => Postings.PaidOut(e.Order, e.Channel), o => OfPayout(o, Complete)),
        new(Events.WithdrawalReturned, (e, _) => Postings.PayoutReturned(e.Order, e.Channel), o => Of(o, Return)),
        new(Events.WithdrawalFeeReturned, (e, _) => Postings.WithdrawalFeeReturned(e.Order), Most: 1),
        new(Events.PositionMoved, (e, _) => Postings.PaidOut(e.Order, e.Channel), o => Of(o, Complete, OrderKind.PositionTransfer)),
        new(Events.RefundAccepted, (e, _) => e.Plan?.Sources ?? [], o => Of(o, Confirm, OrderKind.Refund)),
        new(Events.SharesReturned, (e, _) => e.Plan?.Returned.Moves(e.Order.Account, e.AccountOf) ?? [],
            o => Of(o, Confirm, OrderKind.Refund)),
        new(Events.RefundDone, (e, _) => e is { Plan: { IsHeld: false }, Original: { } of } ? Postings.RefundDone(e.Order, of, e.AccountOf)
            : [], o => Of(o, Complete, OrderKind.Refund)),
        new(Events.RefundHeld, (e, _) => e.Held is { } plan ? RefundPostings.Held(plan, e.AccountOf) : [],
            o => Of(o, Confirm, OrderKind.Refund)),
        new(Events.RefundReturned, (e, _) => e is { Held: not null, Original: { } of } ? RefundPostings.Returned(e.Order, of, e.AccountOf)
            : [], o => Of(o, Complete, OrderKind.Refund)),
        new(Events.RefundReleased, (e, _) => e.Held is { } plan ? RefundPostings.Released(plan, e.AccountOf) : [],
            o => Of(o, Fail, OrderKind.Refund)),
        new(Events.RefundRefused, (e, _) => e.Plan is { } plan ? Postings.RefundUndone(plan) : [], o => Of(o, Fail, OrderKind.Refund)),
        new(Events.PaymentReversed, (e, _) => e.Order is { Kind: not OrderKind.AcquiredPurchase, ChannelLeg: { } leg }
            ? Postings.Reversed(e.Order, leg, e.AccountOf) : [], o => Of(o, Reverse)),
        new(Events.PaymentLate, Came),
        new(Events.PaymentDoubled, Came),
        new(Events.PaymentOfWrongAmount, Came),
        new(Events.PaymentWithBalanceShort, Came),
        new(Events.StraySentBack, (e, m) => Postings.SentBack(e.ChannelOf(m?.To), m?.Amount ?? Cents.Zero)),
        new(Events.StrayReversed, (e, m) => Postings.SentBack(e.ChannelOf(m?.To), m?.Amount ?? Cents.Zero)),
        new(Events.ServiceFeeHeld, (e, _) => [Put(Quota, e.Order.ServiceFee)], Most: 1),
        new(Events.ServiceFeeReleased, (e, _) => [Back(Quota, e.Order.ServiceFee)], Most: 1),
        new(Events.ServiceFeePaid, (e, _) => [new Move(Quota.Held(), Chart.Operator.Available(), e.Order.ServiceFee)],
            o => Of(o, Complete)),
    ];

    private static readonly Dictionary<string, int> Places = Rows.Index().ToDictionary(r => r.Item.Event.Name, r => r.Index);

    private Order Order => order;
    private Order? Original => original;
    private RefundPlan? Plan => order.Refund;
    private RefundPlan? Held => order.Refund is { IsHeld: true } plan ? plan : null;
    private AccountId Channel => order.LastChannelLeg?.Account ?? new("");
    /// <summary>The one that money was moved with: each try to pay may have had a channel of its own.</summary>
    private AccountId ChannelOf(Place? moved) => order.Legs.Concat(order.Payment.GivenUp ?? [])
        .FirstOrDefault(l => !l.IsInside && l.Account == moved?.Account)?.Account ?? Channel;
    private AccountId AccountOf(BizUserId member) => accountOf(member);
    private IEnumerable<Leg> Inside(AccountId? account) =>
        order.Legs.Concat(order.Payment.GivenUp ?? []).Where(l => l.IsInside && l.Account == account);

    /// <summary>What was held goes back together; of a try to pay that was given up, what that try had held.</summary>
    private IReadOnlyList<Move> Released(Move? move)
    {
        var account = move?.From.Account;
        var now = Back(account, order.Legs.Where(l => l.IsInside && l.Account == account).Sum(l => l.Amount));
        return move == now ? [now]
            : [(order.Payment.GivenUp ?? []).Where(l => l.IsInside && l.Account == account).Select(l => Back(account, l.Amount))
                .FirstOrDefault(b => b == move, now)];
    }

    /// <returns>What is wrong with an entry that names the order; null where nothing is.</returns>
    public string? Check(Entry entry)
    {
        if (!Places.TryGetValue(entry.Event, out var place)) return $"entry {entry.No} says {entry.Event}, which happens to no order";
        var due = Books.Real(Rows[place].Moves(this, entry.Moves.Count > 0 ? entry.Moves[0] : null));
        return due.SequenceEqual(entry.Moves) ? null
            : $"entry {entry.No} ({entry.Event}) moved {Show(entry.Moves)}; order {order.No} says {Show(due)}";
    }

    /// <returns>What was booked too often or not at all; null where nothing was.</returns>
    public string? Check(Counts counts)
    {
        // Orders of before their steps were kept do not say what became of them.
        if (order.Steps.Count == 0 && order.Status != OrderStatus.Unpaid) return null;
        foreach (var row in Rows)
        {
            var stands = counts.Of(row.Event.Name);
            if (row.Times is null ? stands <= row.Most : stands == Due(row)) continue;
            return $"order {order.No} was booked {stands} times as {row.Event}, and had to be {(row.Times is null ? row.Most : Due(row))} times";
        }
        return null;
    }

    private int Due(Row row) => row.Times!(order) is var times and > 0 && Books.Real(row.Moves(this, null)).Count > 0 ? times : 0;

    private static int Of(Order order, OrderEvent happened, params ReadOnlySpan<OrderKind> kinds)
    {
        if (kinds.Length > 0 && !kinds.Contains(order.Kind)) return 0;
        return order.Steps.Count(s => s.On == happened);
    }

    private static int OfPayout(Order order, OrderEvent on) => Of(order, on, OrderKind.Withdrawal, OrderKind.CrossBorderWithdrawal);

    private static IReadOnlyList<Move> Came(OrderEntries e, Move? move) =>
        Postings.Stray(e.ChannelOf(move?.From), move?.Amount ?? Cents.Zero);

    private static Move Put(AccountId account, Cents amount) => new(account.Available(), account.Held(), amount);

    private static Move Back(AccountId? account, Cents amount) =>
        new((account ?? new("")).Held(), (account ?? new("")).Available(), amount);

    private static string Show(IReadOnlyList<Move> moves) => moves.Count == 0 ? "nothing"
        : string.Join(", ", moves.Select(m => $"{m.From} -> {m.To} {m.Amount}"));
}
