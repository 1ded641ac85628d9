using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Audit;

/// <summary>在途 (invariant 6): checks 100005 against the money being returned, and the counters against payouts under way.</summary>
internal sealed class UnderWay
{
    private Cents _returning, _inFlight, _fromBank;

    public void Add(Order order)
    {
        _returning += order.Strays.Sum;
        if (order is { Kind: OrderKind.Refund, Status: OrderStatus.InProgress, Refund: { IsHeld: false } plan })
            _returning += plan.Net ?? order.Amount;
        if (order is { Payout.Sent: true, Status: OrderStatus.InProgress } && order.ChannelLeg!.Account == Chart.Reserve)
            _inFlight += order.ChannelLeg.Amount;
        if (order is { Payout.Counted: true, Status: OrderStatus.InProgress }) _fromBank += order.ChannelLeg!.Amount;
    }

    public async Task Check(IAuditRows rows, Counters counters, Findings findings)
    {
        var stands = (await rows.Find(Account.Rows, Chart.Platform(Chart.EscrowReturn).Value))?.Total ?? Cents.Zero;
        if (stands != _returning) findings.Note(Rule.Returning, $"100005 stands at {stands}, on its way back is {_returning}");
        if (counters.InFlight != _inFlight)
            findings.Note(Rule.InFlight, $"payouts under way are counted as {counters.InFlight}, and are {_inFlight}");
        if (counters.BankInFlight != _fromBank)
            findings.Note(Rule.InFlight,
                $"payouts under way from {Chart.HuatongBank.Set} are counted as {counters.BankInFlight}, and are {_fromBank}");
    }
}
