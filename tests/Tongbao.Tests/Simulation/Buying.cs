using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>Deposits, purchases, collects; their confirmation; what buyers and banks do.</summary>
public sealed partial class Simulation
{
    private async Task Deposit()
    {
        var (member, amount) = (dice.Of(Members), Amount(300_00));
        var parts = PartsOf(member, amount, insideToo: false);
        await Apply("depositApply", new Deal
        {
            No = NextNo("D"), Kind = DealKind.Deposit, Payer = member, Payee = member, Amount = amount, Fee = dice.Below(5),
                Account = market.Book.Of(member),
            Parts = parts, Script = ScriptOfPayment(parts),
        }, d => new { bizUserId = d.Payer });
    }

    private async Task Purchase()
    {
        var payer = dice.Of(Members);
        var (payee, amount, fee) = (dice.OneIn(12) ? payer : Other(payer), Amount(400_00), (long)dice.Below(100));
        var parts = PartsOf(payer, amount, insideToo: true);
        await Apply("consumeApply", new Deal
        {
            No = NextNo("C"), Kind = DealKind.Purchase, Payer = payer, Payee = payee, Amount = amount, Fee = fee,
                Account = market.Book.Of(payee),
            Parts = parts, Split = dice.OneIn(3) ? SplitOf([payee], amount - fee, 2) : [], Script = ScriptOfPayment(parts),
        }, d => new { payerId = d.Payer, recieverId = d.Payee, splitRule = d.Split.Count == 0 ? null : ToWire(d.Split) });
    }

    private async Task Collect()
    {
        var payer = dice.Of(Members);
        List<Share> shares = [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => new Share(Other(payer), dice.Between(50, 150_00)))];
        // Shares of one receiver are summed by the server, and here.
        var (summed, fee) = (shares.GroupBy(s => s.Member).Select(g => new Share(g.Key, g.Sum(s => s.Collected)))
            .ToList(), (long)dice.Below(40));
        var amount = shares.Sum(s => s.Collected) + fee;
        var parts = PartsOf(payer, amount, insideToo: true);
        if (parts is [{ Method: "QUICKPAY_TLT" } card] && Plain(card.Amount) != card.Amount) return;
        await Apply("agentCollectApply", new Deal
        {
            No = NextNo("A"), Kind = DealKind.Collect, Payer = payer, Payee = Flow.Platform, Amount = amount, Fee = fee,
                Account = PlainBook.Escrow,
            Parts = parts, Shares = summed, Script = ScriptOfPayment(parts),
        }, d => new { payerId = d.Payer, recieverList = shares.Select(s => Flow.Owed(s.Member, s.Collected)).ToArray() });
    }

    private async Task Apply(string method, Deal deal, Func<Deal, object> own)
    {
        var confirms = deal.Parts.Any(p => p.Method is "QUICKPAY_TLT" or "BALANCE" or "COUPON");
        // Codes are told apart by when they were sent.
        if (confirms) await TimePasses(TimeSpan.FromMinutes(1));
        Note($"{method} {deal.No} {deal.Payer} -> {deal.Payee} {Yuan(deal.Amount)} fee {deal.Fee} by {string.Join(" + ", deal.Parts.Select(p => $"{p.Method} {Yuan(p.Amount)}"))}, channel: {deal.Script.Name}{How}");
        if (!confirms) await SetScenario(deal, deal.Parts[0].Method, deal.Amount);
        await Call(method, deal.No, null,
            async () => Json.Merge(own(deal),
            new { bizOrderNo = deal.No, amount = deal.Amount, fee = deal.Fee, payMethod = await ToWire(deal.Payer, deal.Parts) }));
        market.Apply(deal);
        if (confirms && !dice.OneIn(8)) await Confirm(deal);
    }

    private string How => (crashing ? ", killed on the way" : "") + (impatient ? ", in copies" : "");

    /// <summary>The payer confirms with the code that was sent.</summary>
    private async Task Confirm(Deal deal)
    {
        if (deal.ChannelPart is { } channel && deal.Kind != DealKind.Withdrawal) await SetScenario(deal, channel.Method, channel.Amount);
        Note($"pay {deal.No}{How}");
        var code = await flow.Sms(flow.Who(deal.Payer).Phone);
        var refusal = market.Confirm(deal);
        var reply = await Call("pay", deal.No, refusal,
            () => Task.FromResult<object>(new { bizUserId = deal.Payer, bizOrderNo = deal.No, verificationCode = code }));
        if (refusal is null) MustBeState(deal, reply);
    }

    /// <summary>The buyer's phone, or the bank, does something: also with orders that ended long ago, also once more.</summary>
    private async Task SomebodyDecides()
    {
        if (Recent(d => d.Kind != DealKind.Refund && d.Standing is not null && d.Script.Steps.Count > 0 && IsRemembered(d), among: 20)
            is { } deal) await Decide(deal, dice.OneIn(4) ? Said.Fail : Said.Success);
    }

    /// <summary>Of most trades that ended at once the sandbox's channels remember nothing.</summary>
    private static bool IsRemembered(Deal deal) =>
        deal.Standing is (Said.Pending or Said.Timeout, _, _) || !deal.Script.IsUsual || deal.Kind == DealKind.Withdrawal
        || deal.Parts[0].Method == "SCAN_WEIXIN";

    private async Task Decide(Deal deal, Said said)
    {
        Note($"{(deal.Kind == DealKind.Withdrawal ? "the bank" : "the buyer")} of {deal.No}: {said}");
        var allowed = market.Decide(deal, said);
        try
        {
            if (deal.Kind == DealKind.Withdrawal) await flow.Sandbox.Payout(flow.App.Id, deal.No, Results[said]);
            else await flow.Sandbox.Payment(flow.App.Id, deal.No, Results[said]);
            Assert.True(allowed, $"{deal.No} had ended otherwise, and took {said}");
        }
        catch (SandboxProblem refused) when (refused.Status == 409 && !allowed)
        {
            acts[^1] += ": refused";
        }
    }

    /// <param name="above">Who gives, and of whom he has it: to none of them does a split return.</param>
    private IReadOnlyList<Slice> SplitOf(string[] above, long most, int levels)
    {
        var left = most / 2;
        var slices = new List<Slice>();
        for (var n = 1 + dice.Below(2); n > 0 && left > 20; n--)
        {
            var (member, amount) = (dice.OneIn(4) ? Flow.Platform : Other(above), dice.Between(10, left));
            var fee = Math.Min(dice.Below(5), amount);
            slices.Add(new Slice(member, amount, fee, levels > 1 && member != Flow.Platform
                && dice.OneIn(2) ? SplitOf([.. above, member], amount - fee, levels - 1) : []));
            left -= amount;
        }
        return slices;
    }

    private static object[] ToWire(IReadOnlyList<Slice> split) => [.. split.Select(s => Json.Merge(
        s.Member == Flow.Platform ? Flow.PlatformShare("100001", s.Amount) : Flow.Share(s.Member, s.Amount, s.Fee),
        new { fee = s.Fee },
        s.Children.Count == 0 ? new { } : new { splitRuleList = ToWire(s.Children) }))];
}
