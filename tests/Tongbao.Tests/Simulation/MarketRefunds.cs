using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>A line of a refundList: out of escrow, or out of the receiver's own balance.</summary>
public sealed record RefundLine(string Member, long Amount, bool OutOfBalance);

/// <summary>Refunds of every kind of order, as they should go.</summary>
public sealed partial class Market
{
    /// <summary>Amounts that the channel of the bound card refuses to give back (catalog/shared/testvalues.tbl).</summary>
    public static readonly long[] Unrefundable = [1600, 1700];

    public string? Refund(Deal refund, IReadOnlyList<RefundLine> lines, bool nextDay)
    {
        var original = refund.Original!;
        if (original.Kind is not (DealKind.Deposit or DealKind.Purchase or DealKind.Collect or DealKind.Transfer)) return "40039";
        if (!original.IsPaid) return "40041";
        if (!Fits(refund, original)) return "40020";
        var net = refund.Amount - refund.Coupon;
        refund.ToChannel = Math.Min(net, Left(original.Parts.Where(p => p.IsChannel)));
        refund.ToBalance = net - refund.ToChannel;
        if (refund.ToBalance > Left(original.Parts.Where(p => p is { IsChannel: false, IsCoupon: false }))) return "40020";
        if (Shares(refund, original, lines) is { } wrong) return wrong;
        var gave = Sources(refund, original);
        if (gave.GroupBy(g => g.From).Any(g => book[g.Key] < g.Sum(x => x.Amount))) return "40014";
        Take(refund, original, gave);
        if (refund.ToChannel == 0) Finish(refund);
        else if (nextDay) Plan(At(Now, 1, RefundsGoAt), () => HearOfRefund(refund));
        else HearOfRefund(refund);
        return null;
    }

    private static bool Fits(Deal refund, Deal original)
    {
        var (amount, fee, coupon) = original.Refunds;
        return refund.FeePart <= refund.Amount && refund.Coupon <= refund.Amount
            && amount + refund.Amount <= original.Amount
            && fee + refund.FeePart <= original.Fee
            && coupon + refund.Coupon <= original.Parts.Where(p => p.IsCoupon).Sum(p => p.Amount)
            && amount - fee + refund.Amount - refund.FeePart <= original.Amount - original.Fee;
    }

    private static long Left(IEnumerable<Part> parts) => parts.Sum(p => p.Amount - p.Refunded);

    private static string? Shares(Deal refund, Deal original, IReadOnlyList<RefundLine> lines)
    {
        if (original.Kind != DealKind.Collect) return null;
        var net = refund.Amount - refund.FeePart;
        if (lines.Count == 0)
        {
            refund.Takes = [.. original.Shares.Select(s => (s, s.Owed, s.Returnable))];
            return refund.Takes.Sum(t => t.FromEscrow + t.FromMember) == net ? null : "40020";
        }
        if (lines.Sum(l => l.Amount) != net) return "40020";
        refund.Takes = [.. lines.GroupBy(l => l.Member).Select(g => (original.Shares.First(s => s.Member == g.Key),
            g.Where(l => !l.OutOfBalance).Sum(l => l.Amount), g.Where(l => l.OutOfBalance).Sum(l => l.Amount)))];
        return refund.Takes.Any(t => t.FromEscrow > t.Share.Owed || t.FromMember > t.Share.Returnable) ? "40040" : null;
    }

    private List<(string From, long Amount)> Sources(Deal refund, Deal original) => original.Kind == DealKind.Collect
        ? [(PlainBook.Escrow, refund.Takes.Sum(t => t.FromEscrow)), .. refund.Takes.Select(t => (book.Of(t.Share.Member), t.FromMember)),
            (PlainBook.FeeIncome, refund.FeePart)]
        : [(original.Account, refund.Amount - refund.FeePart), (PlainBook.FeeIncome, refund.FeePart)];

    private void Take(Deal refund, Deal original, IReadOnlyList<(string From, long Amount)> gave)
    {
        Add(refund);
        refund.Gave = gave;
        Become(refund, OrderStatus.InProgress);
        foreach (var (from, amount) in gave) book.Move(from, PlainBook.Returning, amount);
        Count(refund, original, +1);
    }

    private static void Count(Deal refund, Deal original, int sign)
    {
        foreach (var (share, fromEscrow, fromMember) in refund.Takes)
        {
            share.Refunded += sign * fromEscrow;
            share.GivenBack += sign * fromMember;
        }
        foreach (var part in original.Parts)
            part.Refunded += sign * (part.IsChannel ? refund.ToChannel : part.IsCoupon ? refund.Coupon : refund.ToBalance);
        var (amount, fee, coupon) = original.Refunds;
        original.Refunds = (amount + sign * refund.Amount, fee + sign * refund.FeePart, coupon + sign * refund.Coupon);
    }

    private void HearOfRefund(Deal refund)
    {
        var original = refund.Original!;
        if (original.ChannelPart!.Method != "QUICKPAY_TLT" || !Unrefundable.Contains(refund.ToChannel))
        {
            Finish(refund);
            return;
        }
        Saw("refund refused by its channel");
        foreach (var (from, amount) in refund.Gave) book.Move(PlainBook.Returning, from, amount);
        Count(refund, original, -1);
        Become(refund, OrderStatus.Failed);
        refund.Told.Add("error");
    }

    private void Finish(Deal refund)
    {
        var original = refund.Original!;
        if (original.ChannelPart is { } channel) book.Move(PlainBook.Returning, channel.Place, refund.ToChannel);
        if (original.Parts.FirstOrDefault(p => p is { IsChannel: false, IsCoupon: false }) is { } balance)
            book.Move(PlainBook.Returning, balance.Place, refund.ToBalance);
        if (original.Parts.FirstOrDefault(p => p.IsCoupon) is { } coupon) book.Move(PlainBook.Returning, coupon.Place, refund.Coupon);
        Become(original, OrderStatus.PaidThenRefunded);
        Become(refund, OrderStatus.Paid);
        refund.Told.Add("OK");
        Saw($"refund of {original.Kind}");
        if (refund.Takes.Any(t => t.FromMember > 0)) Saw("refund after paying out");
    }
}
