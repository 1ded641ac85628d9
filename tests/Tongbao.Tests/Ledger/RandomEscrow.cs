using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;

namespace Tongbao.Tests.Ledger;

/// <summary>Collects, payments out of them, their refunds, and transfers: more often for too much than a marketplace would.</summary>
public sealed partial class RandomMarket
{
    private readonly List<(OrderNo No, AgentCollectApply As)> collects = [];

    private void NoteEscrow(Command command, Reply? reply)
    {
        if (command is AgentCollectApply applied && reply is OrderReply { OrderNo: var no } && collects.All(c => c.No != no))
            collects.Add((no, applied));
        if (reply is ApplicationTransfer.Transferred { TransferNo: var transfer } && !orders.Contains(transfer)) orders.Add(transfer);
    }

    private Command? EscrowOf(Happening h) => h.What switch
    {
        What.Collect => Collect(h),
        What.PayOut when collects.Count > 0 =>
            new SignalAgentPay(NewNo(), Sources(h), Payee(h), custodySet, Url, Sources(h)
            .Sum(s => s.Amount), new Cents(h.D % 4), Split(h), "4001", null, null),
        What.PayOutMany when collects.Count > 0 =>
            new BatchAgentPay($"N{++number}",
            [.. Enumerable.Range(0, 1 + h.D % 4).Select(i => Row(h with { B = h.B + i, C = h.C + i / 2 }))], "4001"),
        What.RefundCollect when collects.Count > 0 => RefundOfCollect(h),
        What.Transfer => new ApplicationTransfer(NewNo(), h.B % 2 == 0 ? Chart.Balance
            : Chart.Marketing, Who(h.A), custodySet, Amount(h.C), null),
        _ => null,
    };

    /// <summary>One to three receivers, sometimes the same one twice.</summary>
    private AgentCollectApply Collect(Happening h)
    {
        Receiver[] receivers = [.. Enumerable.Range(0, 1 + h.D % 3)
            .Select(i => new Receiver(Who(h.A + 1 + (h.C + i) % 2), Amount(h.B + 7 * i)))];
        var fee = new Cents(h.D % 5);
        var amount = receivers.Sum(r => r.Amount) + fee;
        return new AgentCollectApply(NewNo(), Who(h.A), receivers, "3001", amount, fee, null, null, Url, null, Uses(h, amount), null, null,
            null, null, null);
    }

    private BatchPay Row(Happening h) =>
        new(NewNo(), Sources(h), Payee(h), custodySet, Url, Sources(h).Sum(s => s.Amount), new Cents(h.A % 4), Split(h), null, null);

    /// <summary>Mostly one who is owed by the first source.</summary>
    private BizUserId Payee(Happening h) => h.C % 8 == 0 ? Who(h.C) : Recent(h.B).Receivers[h.C % Recent(h.B).Receivers.Count].Member;

    private AgentCollectApply Recent(int n) => collects[^(1 + n % Math.Min(3, collects.Count))].As;

    /// <summary>Up to three, of which two may be one collect.</summary>
    private IReadOnlyList<CollectSource> Sources(Happening h) =>
        [.. Enumerable.Range(0, 1 + h.A % 3)
            .Select(i => new CollectSource(Recent(h.B + i * (h.D % 2)).BizOrderNo, new Cents(1 + (h.D + 13 * i) % 120)))];

    private Refund RefundOfCollect(Happening h)
    {
        var collect = Recent(h.A);
        var (fee, coupon) = (new Cents(h.C % 3), new Cents(h.C % 7 == 0 ? h.D % 5 : 0));
        RefundItem[] list = h.B % 4 == 0 ? []
            : [.. Enumerable.Range(0, 1 + h.D % 3)
            .Select(i => new RefundItem((h.D + i) % 2 == 0 ? custodySet : null, Who(h.C + i), new Cents(1 + (h.B + 11 * i) % 90)))];
        var net = list.Length == 0 ? Amount(h.B) : list.Sum(i => i.Amount);
        return new Refund(NewNo(), collect.BizOrderNo, collect.Payer, h.D % 2 == 0 ? "D0" : "D1", list, Url, net + fee, coupon, fee, null);
    }
}
