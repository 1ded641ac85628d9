using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>Deposits, purchases and collects, as they should go.</summary>
public sealed partial class Market
{
    private static readonly TimeSpan RefundsGoAt = new(14, 30, 0);

    /// <summary>The order is there; a channel that needs no confirmation is asked at once.</summary>
    public void Apply(Deal deal)
    {
        Add(deal);
        if (deal.ChannelPart?.Method is not ("SCAN_WEIXIN" or "CODEPAY_VSP")) return;
        if (deal.ChannelPart.Method == "CODEPAY_VSP") Become(deal, OrderStatus.InProgress);
        Ask(deal);
    }

    /// <summary>The payer confirms: inside money is put aside, then the channel is asked.</summary>
    public string? Confirm(Deal deal)
    {
        if (deal.Kind == DealKind.Withdrawal) return Accept(deal);
        if (!HoldInside(deal)) return "40014";
        Become(deal, OrderStatus.InProgress);
        if (deal.ChannelPart is null) Pay(deal);
        else Ask(deal);
        return null;
    }

    /// <summary>The channel is asked for the first time; what it will report by itself is known from then on.</summary>
    private void Ask(Deal deal)
    {
        deal.Asked = true;
        if (deal.Standing is { } already)
        {
            Hear(deal, already.Said, already.Amount, already.Nth);
            return;
        }
        var due = deal.Kind == DealKind.Withdrawal ? deal.Amount - deal.Fee : deal.ChannelPart!.Amount;
        var nth = 0;
        foreach (var (step, i) in deal.Script.Steps.Select((s, i) => (s, i)))
        {
            var (amount, which) = (due + step.Differs, step.Said == Said.Success ? ++nth : 1);
            if (i == 0) Say(deal, step.Said, amount, which);
            else Plan(Now + step.After, () => Say(deal, step.Said, amount, which));
        }
    }

    /// <summary>Something happens at the channel, and it tells.</summary>
    private void Say(Deal deal, Said said, long amount, int nth)
    {
        if (deal.Standing is not { } before || Replaces(before.Said, said)) deal.Standing = (said, amount, nth);
        Saw($"{deal.Kind}: {deal.Script.Name}");
        Hear(deal, said, amount, nth);
    }

    private static bool Replaces(Said before, Said next) => before switch
    {
        Said.Success => next is Said.Reversed or Said.Returned,
        Said.Reversed or Said.Returned => false,
        Said.Fail => next == Said.Success,
        _ => next is not (Said.Reversed or Said.Returned),
    };

    /// <summary>What the buyer, or the bank, does by the sandbox. False: it contradicts what stands.</summary>
    public bool Decide(Deal deal, Said said)
    {
        var standing = deal.Standing;
        if (standing is null or (Said.Pending or Said.Timeout, _, _))
        {
            Say(deal, said, deal.Kind == DealKind.Withdrawal ? deal.Amount - deal.Fee : deal.ChannelPart!.Amount, 1);
            return true;
        }
        var now = standing.Value;
        if (deal.Kind == DealKind.Withdrawal && said == Said.Fail)
        {
            if (now.Said == Said.Success) Say(deal, Said.Returned, now.Amount, 1);
            else Hear(deal, now.Said, now.Amount, now.Nth);
            return true;
        }
        if (now.Said != said) return false;
        Hear(deal, now.Said, now.Amount, now.Nth);
        return true;
    }

    private void Hear(Deal deal, Said said, long amount, int nth)
    {
        Touched.Add(deal);
        if (deal.Kind == DealKind.Withdrawal) HearOfPayout(deal, said);
        else if (said == Said.Success) Paid(deal, amount, nth);
        else if (said == Said.Fail && deal.IsOpen) GiveUp(deal, OrderStatus.Failed);
        else if (said == Said.Reversed) Reverse(deal);
        else if (said == Said.Timeout && deal.IsOpen) deal.Unknown = true;
        else if (said == Said.Pending) deal.Unknown = false;
    }

    private void Paid(Deal deal, long amount, int nth)
    {
        if (deal.PaidBy == nth) return;
        if (deal.Strangers.Contains(nth))
        {
            // The same money again; the order that waits for it will not have it, since it goes back.
            if (deal.Status == OrderStatus.InProgress) GiveUp(deal, OrderStatus.Failed);
            return;
        }
        if (!deal.IsOpen) Stray(deal, amount, nth, deal.IsPaid ? "doubled" : "late");
        else if (amount != deal.ChannelPart!.Amount)
        {
            Stray(deal, amount, nth, "wrong amount");
            if (deal.Status == OrderStatus.InProgress) GiveUp(deal, OrderStatus.Failed);
        }
        else if (deal.Status == OrderStatus.Unpaid && !HoldInside(deal)) Stray(deal, amount, nth, "balance short");
        else
        {
            deal.PaidBy = nth;
            Pay(deal);
        }
    }

    private bool HoldInside(Deal deal)
    {
        var inside = deal.Parts.Where(p => !p.IsChannel).ToList();
        if (inside.Any(p => book[p.Place] < p.Amount)) return false;
        foreach (var part in inside) book.Move(part.Place, PlainBook.HeldOf(part.Place), part.Amount);
        return true;
    }

    /// <summary>All parts are there: the money moves.</summary>
    private void Pay(Deal deal)
    {
        foreach (var part in deal.Parts) book.Move(part.IsChannel ? part.Place : PlainBook.HeldOf(part.Place), deal.Account, part.Amount);
        book.Move(deal.Account, PlainBook.FeeIncome, deal.Fee);
        Divide(deal.Account, deal.Split);
        Become(deal, OrderStatus.Paid);
        deal.Told.Add("OK");
        Saw($"{deal.Kind} paid");
    }

    private void Divide(string parent, IReadOnlyList<Slice> slices)
    {
        foreach (var slice in slices)
        {
            var child = slice.Member == Flow.Platform ? PlainBook.FeeIncome : book.Of(slice.Member);
            book.Move(parent, child, slice.Amount);
            book.Move(child, PlainBook.FeeIncome, slice.Fee);
            Divide(child, slice.Children);
            Saw("split");
        }
    }

    private void GiveUp(Deal deal, OrderStatus status)
    {
        if (deal.Status == OrderStatus.InProgress && deal.Kind != DealKind.Withdrawal)
            foreach (var part in deal.Parts.Where(p => !p.IsChannel)) book.Move(PlainBook.HeldOf(part.Place), part.Place, part.Amount);
        Become(deal, status);
        Saw($"{deal.Kind} {status}");
    }

    private void Stray(Deal deal, long amount, int nth, string why)
    {
        Saw($"stray: {why}");
        deal.Strangers.Add(nth);
        deal.Unknown = false;
        deal.Strays[nth] = amount;
        book.Move(deal.ChannelPart!.Place, PlainBook.Returning, amount);
        Plan(At(Now, 1, RefundsGoAt), () => GoesBack(deal, nth));
    }

    /// <summary>Sent back by us, or taken back by the channel, whichever is first.</summary>
    private void GoesBack(Deal deal, int nth)
    {
        if (deal.Strays.Remove(nth, out var amount)) book.Move(PlainBook.Returning, deal.ChannelPart!.Place, amount);
    }

    private void Reverse(Deal deal)
    {
        // A channel takes back the first of its payments.
        const int first = 1;
        if (deal.Strangers.Contains(first))
        {
            if (deal.Strays.ContainsKey(first)) Saw("reversed: stray");
            GoesBack(deal, first);
            return;
        }
        if (deal.IsOpen) GiveUp(deal, OrderStatus.Failed);
        if (deal.PaidBy != first) deal.Strangers.Add(first);
        if (!deal.IsPaid || deal.PaidBy != first) return;
        var whole = deal.Parts.Count == 1 && deal.Refunds == default && deal.Shares.All(s => s.Owed == s.Collected);
        var covered = book[PlainBook.FeeIncome] >= deal.Fee && book[deal.Account] + deal.Fee >= deal.Amount;
        Saw($"reversed: {(whole && covered ? "covered" : "not covered")}");
        if (!whole || !covered) return;
        book.Move(PlainBook.FeeIncome, deal.Account, deal.Fee);
        book.Move(deal.Account, deal.ChannelPart!.Place, deal.Amount);
        foreach (var share in deal.Shares) share.Refunded = share.Collected;
        Become(deal, OrderStatus.Failed);
        deal.Told.Add("error");
    }
}
