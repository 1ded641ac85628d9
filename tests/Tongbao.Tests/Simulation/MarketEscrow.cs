using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>A payment out of escrow: the collects that it names, and how much of each.</summary>
public sealed record PayOut(string No, string Member, IReadOnlyList<(Deal Collect, long Amount)> Sources, long Fee)
{
    public long Amount => Sources.Sum(s => s.Amount);
}

/// <summary>代付: paying out of escrow, single and in batches, as it should go.</summary>
public sealed partial class Market
{
    /// <summary>A single one is refused with its code; a row of a batch fails as an order of its own.</summary>
    public string? AgentPay(PayOut pay, bool inBatch)
    {
        var refusal = WhyNot(pay);
        if (refusal is not null && !inBatch) return refusal;
        var deal = new Deal
        {
            No = pay.No, Kind = DealKind.AgentPay, Payer = Flow.Platform, Payee = pay.Member, Amount = pay.Amount, Fee = pay.Fee,
                Account = book.Of(pay.Member),
            Script = Script.Usual(Said.Success),
        };
        Add(deal);
        deal.Told.Add(refusal is null ? "OK" : "error");
        Become(deal, refusal is null ? OrderStatus.Paid : OrderStatus.Failed);
        Saw(refusal is null ? "paid out of escrow" : "a row failed alone");
        if (refusal is not null) return null;
        book.Move(PlainBook.Escrow, deal.Account, pay.Amount);
        book.Move(deal.Account, PlainBook.FeeIncome, pay.Fee);
        foreach (var (collect, amount) in pay.Sources) ShareOf(collect, pay.Member)!.PaidOut += amount;
        return null;
    }

    private static string? WhyNot(PayOut pay)
    {
        foreach (var source in pay.Sources.GroupBy(s => s.Collect))
        {
            if (!source.Key.IsPaid) return "40019";
            if (ShareOf(source.Key, pay.Member) is not { } share) return "40022";
            if (source.Sum(s => s.Amount) > share.Owed) return "40040";
        }
        return null;
    }

    public static Share? ShareOf(Deal collect, string member) => collect.Shares.FirstOrDefault(s => s.Member == member);
}
