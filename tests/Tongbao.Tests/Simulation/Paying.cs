using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>
/// Money on its way out: withdrawals, payments out of escrow, refunds; and what members and the platform do with balances.
/// </summary>
public sealed partial class Simulation
{
    private static readonly string[] WithdrawTypes = ["D0", "D0", "D1", "T1customized", "D0customized"];

    private readonly List<(string No, string Member, long Left)> freezes = [];

    private async Task Withdraw()
    {
        var (member, amount, confirms) = (dice.Of(Members), dice.Between(100, 250_00), dice.OneIn(3));
        var fee = dice.Below(60);
        // A scenario finds its payout by member and sum, so of two that wait no two are alike.
        while (market.Deals.Values.Any(d => d is { Kind: DealKind.Withdrawal, Asked: false, IsOpen: true } && d.Payer == member
            && d.Amount - d.Fee == amount - fee)) amount++;
        var script = !crashing && dice.OneIn(2) ? Script.OfPayout(dice, Apart) : Script.Usual(Said.Success);
        var deal = new Deal
        {
            No = NextNo("W"), Kind = DealKind.Withdrawal, Payer = member, Payee = member, Amount = amount, Fee = fee,
                Account = market.Book.Of(member),
            WithdrawType = dice.Of(WithdrawTypes), Script = script,
        };
        if (confirms) await TimePasses(TimeSpan.FromMinutes(1));
        Note($"withdrawApply {deal.No} {member} {Yuan(amount)} fee {fee} {deal.WithdrawType}, bank: {script.Name}{How}");
        var refusal = market.Withdraw(deal, confirms);
        if (refusal is null && !script.IsUsual) await SetPayoutScenario(deal);
        await Call("withdrawApply", deal.No, refusal,
            () => Task.FromResult<object>(new { bizUserId = member, bizOrderNo = deal.No, amount, fee, validateType = confirms ? 1
            : 0, withdrawType = deal.WithdrawType }));
        if (confirms && refusal is null) await Confirm(deal);
    }

    /// <summary>Set when the withdrawal is made; its bank may be asked days later.</summary>
    private async Task SetPayoutScenario(Deal deal)
    {
        var standing = deal.Standing;
        deal.Standing = null;
        await SetScenario(deal, "WITHDRAW_TLT", deal.Amount - deal.Fee);
        deal.Standing = standing;
    }

    private async Task PayOne()
    {
        if (NextPayOut() is not { } pay) return;
        Note($"signalAgentPay {Told(pay)}{How}");
        var refusal = market.AgentPay(pay, inBatch: false);
        await Call("signalAgentPay", pay.No, refusal,
            () => Task.FromResult<object>(new { bizOrderNo = pay.No, bizUserId = pay.Member, amount = pay.Amount, fee = pay.Fee,
            collectPayList = Sources(pay) }));
    }

    private async Task PayMany()
    {
        PayOut[] rows = [.. Enumerable.Range(0, 2 + dice.Below(4)).Select(_ => NextPayOut()).OfType<PayOut>()];
        if (rows.Length == 0) return;
        var batch = NextNo("N");
        Note($"batchAgentPay {batch}: {string.Join("; ", rows.Select(Told))}{How}");
        foreach (var row in rows) market.AgentPay(row, inBatch: true);
        await Call("batchAgentPay", batch, null, () => Task.FromResult<object>(new
        {
            bizBatchNo = batch,
            batchPayList = rows.Select(r =>
                new { bizOrderNo = r.No, bizUserId = r.Member, amount = r.Amount, fee = r.Fee, accountSetNo = flow.CustodySet,
                backUrl = flow.Receiver.Url(), collectPayList = Sources(r) }).ToArray(),
        }));
    }

    /// <summary>Mostly what a receiver is owed or less; sometimes more, of the wrong one, or of what was never paid.</summary>
    private PayOut? NextPayOut()
    {
        if (Recent(d => d.Kind == DealKind.Collect && (d.IsPaid || dice.OneIn(10))) is not { } collect) return null;
        var share = dice.Of(collect.Shares);
        var member = dice.OneIn(12) ? dice.Of(Members) : share.Member;
        var sources = new List<(Deal, long)> { (collect, dice.OneIn(10) ? share.Owed + 1 : dice.OneIn(2) ? Math.Max(1, share.Owed)
            : dice.Between(1, Math.Max(1, share.Owed))) };
        if (dice.OneIn(3) && Recent(d => d.Kind == DealKind.Collect && d.IsPaid && Market.ShareOf(d, member) is { Owed: > 1 }) is { } second
            && second != collect)
            sources.Add((second, dice.Between(1, Market.ShareOf(second, member)!.Owed)));
        return new PayOut(NextNo("P"), member, sources, Math.Min(dice.Below(20), sources.Sum(s => s.Item2)));
    }

    private static object[] Sources(PayOut pay) => [.. pay.Sources.Select(s => new { bizOrderNo = s.Collect.No, amount = s.Amount })];

    private static string Told(PayOut pay) =>
        $"{pay.No} -> {pay.Member} {string.Join(" + ", pay.Sources.Select(s => $"{s.Collect.No} {Yuan(s.Amount)}"))} fee {pay.Fee}";

    private async Task Refund()
    {
        if (Recent(d => d.Kind != DealKind.Refund && (d.IsPaid || dice.OneIn(15)), among: 25) is not { } original) return;
        var (left, feeLeft) = (original.Amount - original.Refunds.Amount, original.Fee - original.Refunds.Fee);
        var fee = original.Kind == DealKind.Transfer ? 0 : dice.OneIn(2) ? feeLeft : dice.Between(0, feeLeft);
        var coupon = Math.Min(original.Parts.Where(p => p.IsCoupon).Sum(p => p.Amount - p.Refunded), dice.OneIn(2) ? 10_000 : 0);
        var amount = dice.Below(4) switch { 0 => left, 1 => dice.Of(Market.Unrefundable) + coupon, 2 => left + 1,
            _ => dice.Between(1, Math.Max(1, left)) };
        if (amount <= 0) return;
        var lines = original.Kind == DealKind.Collect && !dice.OneIn(4) ? LinesOf(original, ref amount, fee) : [];
        var refund = new Deal
        {
            No = NextNo("R"), Kind = DealKind.Refund, Payer = original.Payer, Payee = original.Payee, Amount = amount,
                Account = original.Account,
            Original = original, FeePart = fee, Coupon = coupon, Script = Script.Usual(Said.Success),
        };
        var nextDay = dice.OneIn(2);
        Note($"refund {refund.No} of {original.No} {Yuan(amount)}, fee {fee}, coupon {coupon}, {string.Join(" + ", lines)} {(nextDay ? "D1" : "D0")}{How}");
        var refusal = market.Refund(refund, lines, nextDay);
        await Call("refund", refund.No, refusal, () => Task.FromResult<object>(new
        {
            bizOrderNo = refund.No, oriBizOrderNo = original.No, bizUserId = original.Payer, amount, feeAmount = fee, couponAmount = coupon,
                refundType = nextDay ? "D1" : "D0",
            refundList = lines.Count == 0 ? null
                : lines.Select(l => l.OutOfBalance ? flow.BackFrom(l.Member, l.Amount) : Flow.BackFromEscrow(l.Member, l.Amount)).ToArray(),
        }));
    }

    /// <summary>Receiver by receiver, a part of what is owed and of what was paid out; rarely too much.</summary>
    private IReadOnlyList<RefundLine> LinesOf(Deal collect, ref long amount, long fee)
    {
        var lines = new List<RefundLine>();
        foreach (var share in collect.Shares.Where(_ => !dice.OneIn(3)))
        {
            if (share.Owed > 0) lines.Add(new RefundLine(share.Member, dice.OneIn(2) ? share.Owed : dice.Between(1, share.Owed), false));
            if (share.Returnable > 0) lines.Add(new RefundLine(share.Member, dice.Between(1, share.Returnable + (dice.OneIn(8) ? 1 : 0)),
                true));
        }
        if (lines.Count > 0) amount = lines.Sum(l => l.Amount) + fee;
        return lines;
    }
}
