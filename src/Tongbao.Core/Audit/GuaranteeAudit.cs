using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Audit;

/// <summary>担保核对: checks the holds of guarantee orders, and the sums of their confirmations.</summary>
internal sealed class GuaranteeAudit(IAuditRows rows, Findings findings) : IDisposable
{
    /// <summary>Per guarantee order: the confirmed amount by its own row, then the sum of its confirmations.</summary>
    private readonly ITally _confirmed = rows.Tally(2);

    /// <summary>Adds a confirmation of a guarantee order.</summary>
    public void Confirmed(Order secured, Cents amount) => _confirmed.Add(secured.No.Value, 0, amount.Fen);

    /// <summary>Checks that the hold of a guarantee order is its amount less what was confirmed and what was refunded.</summary>
    public async ValueTask<string?> Check(Order order)
    {
        if (order.Kind != OrderKind.SecuredPurchase) return null;
        if (!order.Guarantee.Confirmed.IsZero) _confirmed.Add(order.No.Value, order.Guarantee.Confirmed.Fen, 0);
        var due = order.IsPaid ? order.Amount - order.Guarantee.Confirmed - order.Guarantee.GivenBack : Cents.Zero;
        var held = (await rows.Find(Hold.Rows, Hold.KeyOf(Chart.Platform(Chart.Guarantee), order.No.Value)))?.Amount ?? Cents.Zero;
        return held == due ? null : $"order {order.No} has {held} under guarantee, and had to have {due}";
    }

    /// <summary>Called once after all orders.</summary>
    public void CheckConfirmed()
    {
        foreach (var (order, sums) in _confirmed.Sums())
        {
            if (sums[0] == sums[1]) continue;
            findings.Note(Rule.Escrow,
                $"order {order} says that {new Cents(sums[0])} is confirmed, its confirmations {new Cents(sums[1])}");
        }
    }

    public void Dispose() => _confirmed.Dispose();
}
