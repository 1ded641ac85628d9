namespace Tongbao.Tests.Simulation;

/// <summary>What members and the platform do with money that is there.</summary>
public sealed partial class Simulation
{
    private static readonly string[] GivingSets = ["100001", "2000000"];

    private async Task Freeze()
    {
        var (member, amount, no) = (dice.Of(Members), dice.Between(1, 200_00), NextNo("F"));
        Note($"freezeMoney {no} {member} {Yuan(amount)}{How}");
        var refusal = market.Freeze(member, amount);
        await Call("freezeMoney", no, refusal, () => Task.FromResult<object>(new { bizUserId = member, bizFreezenNo = no, amount }));
        if (refusal is null) freezes.Add((no, member, amount));
    }

    private async Task Unfreeze()
    {
        if (freezes.Count == 0) return;
        var at = dice.Below(freezes.Count);
        var (no, member, left) = freezes[at];
        var amount = dice.OneIn(6) ? left + 1 : dice.OneIn(2) ? left : dice.Between(1, left);
        // It has no serial of its own: two copies at the same second are two wishes, and after a crash nobody can tell whether it was done.
        (impatient, crashing) = (false, false);
        Note($"unfreezeMoney {no} {member} {Yuan(amount)}");
        await Call("unfreezeMoney", no, amount > left ? "50003"
            : null, () => Task.FromResult<object>(new { bizUserId = member, bizFreezenNo = no, amount }));
        if (amount > left) return;
        market.Unfreeze(member, amount);
        if (amount == left) freezes.RemoveAt(at);
        else freezes[at] = (no, member, left - amount);
    }

    private async Task Transfer()
    {
        var (member, amount, set) = (dice.Of(Members), dice.Between(1, 30_00), dice.Of(GivingSets));
        var deal = new Deal
        {
            No = NextNo("T"), Kind = DealKind.Transfer, Payer = Flows.Flow.Platform, Payee = member, Amount = amount,
                Account = market.Book.Of(member),
            Parts = [new Part("BALANCE", PlainBook.Set(set), amount)], Script = Script.Usual(Said.Success),
        };
        Note($"applicationTransfer {deal.No} {set} -> {member} {Yuan(amount)}{How}");
        var refusal = market.Transfer(deal);
        await Call("applicationTransfer", deal.No, refusal,
            () => Task.FromResult<object>(new { bizTransferNo = deal.No, sourceAccountSetNo = set, targetBizUserId = member, amount }));
    }

    private async Task Funds()
    {
        var (set, amount) = (dice.Of(GivingSets), dice.Between(10_00, 100_00));
        Note($"funds of {Yuan(amount)} come to {set}");
        await flow.Sandbox.Funds(flow.App.Id, set, amount);
        market.FundsCame(set, amount);
    }
}
