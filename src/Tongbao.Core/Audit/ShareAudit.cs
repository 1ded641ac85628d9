using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Shares;

namespace Tongbao.Core.Audit;

/// <summary>
/// 代收代付核对 (invariant 5): recomputes from the orders what every collect owes to every receiver, and compares it with the share rows. For
/// every order it also compares what its entries moved in 100004 with what they had to move.
/// </summary>
internal sealed class ShareAudit(IAuditRows rows, AuditedOrders orders, Findings findings) : IDisposable
{
    /// <summary>
    /// Where the figures of a share start: first those of its row, then the same figures as its orders give them, and last a flag for a row
    /// whose order number or payer differs from the collect's.
    /// </summary>
    private const int Row = 0, Orders = 6, Differs = 12;

    /// <summary>Offsets of the figures after each start. Offset 0 is the number of shares.</summary>
    private const int Due = 1, PaidOut = 2, GivenBack = 3, GivenBackByPayee = 4, InTransit = 5;

    private static readonly AccountId Escrow = Chart.Platform(Chart.EscrowForward);

    private readonly ITally _shares = rows.Tally(Differs + 1);

    private readonly GuaranteeAudit _guarantees = new(rows, findings);

    /// <summary>The total that collects owe out of 100004. Other orders keep nothing there.</summary>
    private Cents _owed;

    /// <summary>Per cause, for the page of orders under audit: the net amount that its entries moved into 100004.</summary>
    private readonly Dictionary<string, Cents> _moved = [];

    /// <summary>代收: the collects that payments of this page draw on, by the marketplace's order numbers.</summary>
    private readonly Dictionary<BizOrderNo, Order?> _collects = [];

    private readonly Dictionary<string, EscrowPayment> _payments = [];

    /// <summary>Adds up the moves in 100004 of an entry. Called for every entry before its order is checked.</summary>
    public void Moved(Entry entry)
    {
        foreach (var move in entry.Moves)
        {
            if (move.To.Account == Escrow) Note(move.Amount);
            if (move.From.Account == Escrow) Note(-move.Amount);
        }

        void Note(Cents change) => _moved[entry.Cause] = _moved.GetValueOrDefault(entry.Cause) + change;
    }

    /// <summary>Checks the orders of a range, and the share and payment rows that belong to the same range.</summary>
    public async Task Check(IReadOnlyList<Order> some, KeyRange range)
    {
        foreach (var order in some) await Check(order);
        foreach (var (cause, moved) in _moved.Where(m => !m.Value.IsZero))
            findings.Note(Rule.EscrowStrangers, $"100004 was moved by {cause}, which is no order");
        _moved.Clear();
        _collects.Clear();
        foreach (var share in await rows.Under(Share.Rows, Share.Rows.Index(Share.ByOrder), range)) Add(share);
        await CheckPayments(range);
    }

    private async ValueTask Check(Order order)
    {
        if (order is { Receivers.Count: > 0, Outcome.PaidAt: not null, Kind: not (OrderKind.SecuredConfirmation or OrderKind.Transfer) })
            Expect(order);
        var wrong = await PaysOut(order) ?? await Confirms(order) ?? await GivesBack(order) ?? await _guarantees.Check(order);
        _moved.Remove(order.No.Value, out var moved);
        if (wrong is null && moved != DueOf(order)) wrong = $"order {order.No} moved {moved} in 100004, and had to move {DueOf(order)}";
        findings.Note(Rule.EscrowMoves, wrong);
    }

    /// <summary>
    /// Adds what an order owes to its payees. A collect whose payment the channel reversed owes nothing any more; a purchase pays its
    /// payees at once, so after a reversal they have given the money back.
    /// </summary>
    private void Expect(Order order)
    {
        foreach (var share in order.Receivers.GroupBy(r => r.Member))
        {
            var due = share.Sum(r => r.Amount);
            var (atOnce, takenBack) = (order.Kind == OrderKind.Purchase, order.IsPaid ? Cents.Zero : due);
            if (atOnce) Add(order.No, share.Key, due, due, Cents.Zero, takenBack, 1);
            else Add(order.No, share.Key, due, Cents.Zero, takenBack, Cents.Zero, 1);
            if (order.Kind == OrderKind.Collect) _owed += due - takenBack;
        }
    }

    /// <summary>担保确认: adds what a confirmation paid. A payee that the guarantee order did not name gets its share here.</summary>
    private async ValueTask<string?> Confirms(Order order)
    {
        if (order.Kind != OrderKind.SecuredConfirmation) return null;
        if (order.Sources is not [{ } source] || await rows.FindBy(Order.Rows, Order.Rows.Index(Order.ByBizNo), source.BizOrderNo.Value)
            is not { Kind: OrderKind.SecuredPurchase } secured) return $"confirmation {order.No} is of no guarantee order";
        foreach (var paid in order.Receivers)
        {
            var named = secured.Receivers.Count > 0;
            Add(secured.No, paid.Member, named ? Cents.Zero : paid.Amount, paid.Amount, Cents.Zero, Cents.Zero, named ? 0 : 1);
        }
        _guarantees.Confirmed(secured, order.Amount);
        return null;
    }

    /// <summary>Adds to the figures that the orders give for a share.</summary>
    private void Add(OrderNo order, BizUserId payee, Cents due, Cents paidOut, Cents givenBack, Cents byPayee, int shares = 0) =>
        _shares.Add(Share.KeyOf(order, payee), 0, 0, 0, 0, 0, 0, shares, due.Fen, paidOut.Fen, givenBack.Fen, byPayee.Fen, 0, 0);

    private async ValueTask<string?> PaysOut(Order order)
    {
        if (!IsPayment(order)) return null;
        foreach (var (n, source) in order.Sources.Index())
        {
            if (!_collects.TryGetValue(source.BizOrderNo, out var collect))
                collect = _collects[source.BizOrderNo] =
                await rows.FindBy(Order.Rows, Order.Rows.Index(Order.ByBizNo), source.BizOrderNo.Value);
            if (!Owes(collect, order.Payee)) return $"agent pay {order.No} draws on {source.BizOrderNo}, which owes {order.Payee} nothing";
            Add(collect!.No, order.Payee, Cents.Zero, source.Amount, Cents.Zero, Cents.Zero);
            _owed -= source.Amount;
            var payment = new EscrowPayment(collect.No, order.Payee, order.BizNo, source.Amount, default, $"{order.No}:{n}");
            _payments[payment.Id] = payment;
        }
        return null;
    }

    private async ValueTask<string?> GivesBack(Order order)
    {
        foreach (var share in LiveShares(order))
        {
            if (!Gives(await orders.Find(order.Refund!.Original), share.Member))
                return $"refund {order.No} gives back for {share.Member}, whom {order.Refund.OriginalBizNo} owes nothing";
            Add(order.Refund.Original, share.Member, Cents.Zero, Cents.Zero, share.FromEscrow, share.FromMember);
            _owed -= share.FromEscrow;
        }
        return null;
    }

    /// <summary>Whether a member may give back money of an order. An order that named no payees may get them later.</summary>
    private static bool Gives(Order? original, BizUserId member) => Owes(original, member)
        || (original is { Kind: OrderKind.Purchase or OrderKind.SecuredPurchase, Outcome.PaidAt: not null }
            && (original.Receivers.Count == 0 || original.Receivers.Any(r => r.Member == member)));

    private static bool Owes(Order? collect, BizUserId member) =>
        collect is { Kind: OrderKind.Collect, Outcome.PaidAt: not null } && collect.Receivers.Any(r => r.Member == member);

    private static Cents DueOf(Order order) =>
        order is { Kind: OrderKind.Collect, IsPaid: true } ? order.Receivers.Sum(r => r.Amount)
        : IsPayment(order) ? -order.Amount
        : -LiveShares(order).Sum(s => s.FromEscrow);

    private static bool IsPayment(Order order) => order is { Kind: OrderKind.AgentPay or OrderKind.BatchAgentPay, IsPaid: true };

    /// <summary>The shares that a refund gives back; none if the channel refused the refund.</summary>
    private static IReadOnlyList<RefundShare> LiveShares(Order order) =>
        order is { Kind: OrderKind.Refund, Refund: { } plan } && (order.IsPaid || order.IsOpen) ? plan.Shares : [];

    private void Add(Share row)
    {
        var order = orders.Booked(row.Order.Value)?.Order;
        var differs = order is not null && (order.BizNo, order.Payer) != (row.BizNo, row.Payer);
        _shares.Add(Share.Rows.Key(row), 1, row.Due.Fen, row.PaidOut.Fen, row.GivenBack.Fen, row.GivenBackByPayee.Fen, row.InTransit.Fen, 0,
            0, 0, 0, 0, 0, differs ? 1 : 0);
    }

    /// <summary>Checks the payment rows of the orders in a range. Their keys begin with the order number.</summary>
    private async Task CheckPayments(KeyRange range)
    {
        await foreach (var row in rows.All(EscrowPayment.Rows, new KeyRange(Behind(range.After), Behind(range.UpTo))))
        {
            if (!_payments.Remove(row.Id, out var due) || row with { At = default } != due)
                findings.Note(Rule.Payments, $"payment {row.Id} is not what its order says");
        }
        if (_payments.Count > 0) findings.Note(Rule.PaymentsMissing, $"payment {_payments.Keys.Min(StringComparer.Ordinal)} is missing");
        _payments.Clear();

        // Keys are "number:place", and ';' follows ':' in ASCII: this key sorts after all payments of the order.
        static string? Behind(string? order) => order is null ? null : order + ";";
    }

    /// <summary>After all orders: checks every share, and that 100004 is the sum of what is owed.</summary>
    public async Task CheckShares()
    {
        foreach (var (key, sums) in _shares.Sums())
        {
            // Several confirmations may have paid the same payee that the order did not name.
            sums[Orders] = Math.Min(sums[Orders], 1);
            if (sums[Row] == 0) findings.Note(Rule.SharesMissing, $"entitlement {key} is missing");
            else findings.Note(Rule.Shares, CheckShare(key, sums));
        }
        var stands = (await rows.Find(Account.Rows, Escrow.Value))?.Total ?? Cents.Zero;
        if (stands != _owed) findings.Note(Rule.Escrow, $"100004 stands at {stands}, owed out of it is {_owed}");
        _guarantees.CheckConfirmed();
    }

    private static string? CheckShare(string key, long[] sums)
    {
        if (sums[Orders] == 0) return $"entitlement {key} belongs to no paid collect";
        if (sums[Differs] > 0 || !sums.AsSpan(Row, Orders).SequenceEqual(sums.AsSpan(Orders, Orders)))
            return $"entitlement {key} has {Show(sums, Row)}; its orders say {Show(sums, Orders)}";
        return Owed(sums, Row) < 0 || sums[PaidOut] < sums[GivenBackByPayee]
            ? $"entitlement {key} gave more than there was: {Show(sums, Row)}" : null;
    }

    private static long Owed(long[] sums, int of) => sums[of + Due] - sums[of + InTransit] - sums[of + PaidOut] - sums[of + GivenBack];

    private static string Show(long[] sums, int of) => $"collected {new Cents(sums[of + Due])}, paid out {new Cents(sums[of + PaidOut])}, "
        + $"refunded {new Cents(sums[of + GivenBack])} from escrow and {new Cents(sums[of + GivenBackByPayee])} by the receiver";

    public void Dispose()
    {
        _shares.Dispose();
        _guarantees.Dispose();
    }
}
