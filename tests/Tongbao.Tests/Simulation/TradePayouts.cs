using System.Text.Json.Nodes;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Simulation;

/// <summary>Money of ACCP on its way back and out: refunds, held until their channel has answered; withdrawals; transfers.</summary>
public sealed partial class Simulation
{
    private async Task RefundTrade()
    {
        if (RecentTrade(t => t.IsRefundable) is not { } original) return;
        var payee = dice.Of(original.Payees);
        // The merchant stands for the guarantee where nothing was confirmed to it.
        var giver = original.Kind == TradeKind.Purchase || (payee.PaidOut > 0 && dice.OneIn(2)) ? payee : null;
        var (by, most) = (dice.Of(original.Parts), giver?.Returnable ?? original.Held);
        var amount = dice.OneIn(8) ? most + 1 : dice.Between(1, Math.Max(1, Math.Min(most, by.Amount - by.Refunded)));
        var refund = new Trade
        {
            No = NextNo("r"), Kind = TradeKind.Refund, Payer = original.Payer, Amount = amount, Original = original, Giver = giver, By = by,
        };
        var fails = by.IsChannel && dice.OneIn(4);
        Note($"asyn-refund {refund.No} of {original.No} {Yuan(amount)} from {giver?.Name ?? "the guarantee"} by {by.Method}{(fails ? ", refused by its channel" : "")}{How}");
        var refusal = market.RefundTrade(refund);
        if (fails && refusal is null)
            await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "REFUND", amount, bizUserId = original.Payer }, [new { result = "fail" }]);
        await CallAccp("asyn-refund", refund.No, refusal, new
        {
            user_id = original.Payer, notify_url = accp.Receiver.Url(),
            originalOrderInfo = new { txn_seqno = original.No, total_amount = Yuan(original.Amount) },
            refundOrderInfo = new Dictionary<string, string>(Named(giver ?? PayeeOf(Trade.Merchant, 0), "refund_amount", amount))
            {
                ["refund_seqno"] = refund.No, ["refund_time"] = AccpClient.Stamp(),
                ["payee_accttype"] = giver is null ? "MCHASSURE" : giver.Name == Trade.Merchant ? "MCHOWN" : "USEROWN",
            },
            refundMethods = new[] { new { method = by.Method, amount = Yuan(amount) } },
        });
        if (refusal is not null) return;
        await TimePasses(TimeSpan.FromMinutes(1));
        market.RefundEnded(refund, paidBack: !fails);
    }

    private async Task TransferTrade()
    {
        List<Payee> payees = [.. Members[..(int)dice.Between(1, 3)].Select(m => PayeeOf(m, dice.Between(1, 10_00)))];
        var trade = new Trade
        {
            No = NextNo("x"), Kind = TradeKind.Transfer, Payer = Trade.Merchant, Amount = payees.Sum(p => p.Due), Payees = payees,
        };
        Note($"transfer-morepyee {trade.No} {string.Join(" + ", payees.Select(p => $"{p.Name} {Yuan(p.Due)}"))}{How}");
        await CallAccp("transfer-morepyee", trade.No, market.TransferTrade(trade), Json.Merge(
            accp.TransferTo(payees[0].Name, Yuan(trade.Amount), trade.No),
            new { payeeInfo = payees.Select(p => Named(p, "payee_amount", p.Due)).ToArray() }));
    }

    /// <summary>With a fee within its sum; sometimes a second person of the merchant's looks at it, and lets it go or stops it.</summary>
    private async Task WithdrawTrade()
    {
        var (member, amount) = (dice.Of(Members), dice.Between(100, 150_00));
        var (isChecked, stopped, refused) = (dice.OneIn(2), dice.OneIn(3), dice.OneIn(5));
        var trade = new Trade
        {
            No = NextNo("w"), Kind = TradeKind.Withdrawal, Payer = member, Amount = amount, Fee = dice.Between(1, amount / 5),
            Parts = [Balance(member, amount)],
        };
        Note($"withdrawal {trade.No} {member} {Yuan(amount)} fee {trade.Fee}{(isChecked ? stopped ? ", stopped" : ", let go" : "")}{(refused ? ", refused by its bank" : "")}{How}");
        var refusal = market.WithdrawTrade(trade, isChecked);
        if (refusal is null && refused && !(isChecked && stopped))
            await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAWAL", amount = amount - trade.Fee, bizUserId = member },
                [new { result = "fail" }]);
        await CallAccp("withdrawal", trade.No, refusal, await WithdrawalOf(trade, isChecked), isChecked ? "8889" : "0000");
        if (refusal is not null) return;
        if (isChecked)
        {
            await MustAgree();
            Note($"withdrawal-check {trade.No}");
            await CallAccp("withdrawal-check", trade.No, null, new
            {
                orderInfo = new { txn_seqno = trade.No, total_amount = Yuan(amount), fee_amount = Yuan(trade.Fee) },
                checkInfo = new { check_result = stopped ? "CANCEL" : "ACCEPT" },
            });
        }
        await TimePasses(TimeSpan.FromMinutes(1));
        market.WithdrawalEnded(trade, paid: !(isChecked && stopped) && !refused);
    }

    private async Task<JsonObject> WithdrawalOf(Trade trade, bool isChecked) =>
        AccpFlow.With(await accp.WithdrawalOf(flow.Who(trade.Payer), Yuan(trade.Amount), trade.No), new
        {
            check_flag = isChecked ? "Y" : "N", orderInfo = new { fee_amount = Yuan(trade.Fee) },
            payerInfo = new { password = await accp.Seal(Password) },
        });
}
