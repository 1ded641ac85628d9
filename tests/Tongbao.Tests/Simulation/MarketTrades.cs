namespace Tongbao.Tests.Simulation;

/// <summary>Trades of ACCP, as they should go. A refusal is told by its code.</summary>
public sealed partial class Market
{
    private const string BalanceShort = "3005", MerchantShort = "3006", Differs = "3004", NothingLeft = "3002", TooMuch = "3018";

    public static readonly string Guarantee = PlainBook.HeldOf(PlainBook.Set("guarantee")), WeChat = PlainBook.Channel("wechat"),
        Payouts = PlainBook.Channel("payout");

    public Dictionary<string, Trade> Trades { get; } = [];

    /// <summary>What was changed since it was last looked at.</summary>
    public HashSet<Trade> Traded { get; } = [];

    public void Create(Trade trade)
    {
        Trades.Add(trade.No, trade);
        Traded.Add(trade);
    }

    /// <summary>Its payer asks to pay: inside money is put aside; without a channel's part it is paid.</summary>
    public string? PayTrade(Trade trade)
    {
        foreach (var part in trade.Parts.Where(p => !p.IsChannel))
            if (book[part.Place] < part.Amount) return part.IsCoupon ? MerchantShort : BalanceShort;
        foreach (var part in trade.Parts.Where(p => !p.IsChannel)) book.Move(part.Place, PlainBook.HeldOf(part.Place), part.Amount);
        if (trade.Parts.All(p => !p.IsChannel)) TradePaid(trade);
        return null;
    }

    public void TradePaid(Trade trade)
    {
        var to = trade.Payees.Select(p => (p.Place, Left: p.Due)).ToList();
        foreach (var part in trade.Parts)
        {
            var from = part.IsChannel ? part.Place : PlainBook.HeldOf(part.Place);
            if (trade.Kind == TradeKind.Guarantee) book.Move(from, Guarantee, part.Amount);
            else Deal(from, part.Amount, to);
        }
        if (trade.Kind == TradeKind.Guarantee) trade.Held = trade.Amount;
        else foreach (var payee in trade.Payees) payee.PaidOut = payee.Due;
        Become(trade, TradeState.Done);
        Saw($"ACCP {trade.Kind}");
    }

    private void Deal(string from, long amount, List<(string Place, long Left)> to)
    {
        for (var at = 0; amount > 0; at++)
        {
            var part = Math.Min(amount, to[at].Left);
            if (part == 0) continue;
            book.Move(from, to[at].Place, part);
            to[at] = to[at] with { Left = to[at].Left - part };
            amount -= part;
        }
    }

    /// <summary>Its channel says no: what was put aside goes back. Then it is closed.</summary>
    public void TradeGivenUp(Trade trade)
    {
        foreach (var part in trade.Parts.Where(p => !p.IsChannel)) book.Move(PlainBook.HeldOf(part.Place), part.Place, part.Amount);
        Become(trade, TradeState.Closed);
        Saw("ACCP closed");
    }

    /// <param name="payee">Null: all of it.</param>
    public string? ConfirmTrade(Trade trade, Payee? payee, long amount)
    {
        if (trade.Held == 0) return NothingLeft;
        var (several, isWhole) = (trade.Payees.Count > 1, trade.Held == trade.Amount);
        if (payee is null && (trade.Payees.Any(p => p.PaidOut > 0) || (several && !isWhole))) return Differs;
        if (payee is not null && (amount > payee.Due - payee.PaidOut || amount > trade.Held)) return Differs;
        var parts = payee is not null ? [(payee, amount)] : several ? trade.Payees.Select(p => (p, p.Due)) : [(trade.Payees[0], trade.Held)];
        foreach (var (to, part) in parts.ToList())
        {
            book.Move(Guarantee, to.Place, part);
            to.PaidOut += part;
            trade.Held -= part;
        }
        Traded.Add(trade);
        Saw(payee is null ? "ACCP confirmed" : "ACCP confirmed in part");
        return null;
    }

    /// <summary>It is held where it is until its channel has answered; what is paid back inside waits for that.</summary>
    public string? RefundTrade(Trade refund)
    {
        var (original, giver, by) = (refund.Original!, refund.Giver, refund.By!);
        if (refund.Amount > (giver?.Returnable ?? original.Held) || refund.Amount > by.Amount - by.Refunded) return TooMuch;
        if (giver is not null && book[giver.Place] < refund.Amount)
            return giver.Name == Trade.Merchant ? MerchantShort : BalanceShort;
        if (giver is null) original.Held -= refund.Amount;
        else
        {
            giver.GivenBack += refund.Amount;
            book.Move(giver.Place, PlainBook.HeldOf(giver.Place), refund.Amount);
        }
        by.Refunded += refund.Amount;
        Create(refund);
        return null;
    }

    public void RefundEnded(Trade refund, bool paidBack)
    {
        var held = refund.Giver is { } giver ? PlainBook.HeldOf(giver.Place) : Guarantee;
        if (paidBack) book.Move(held, refund.By!.Place, refund.Amount);
        else
        {
            refund.By!.Refunded -= refund.Amount;
            if (refund.Giver is null) refund.Original!.Held += refund.Amount;
            else
            {
                refund.Giver.GivenBack -= refund.Amount;
                book.Move(held, refund.Giver.Place, refund.Amount);
            }
        }
        Become(refund, paidBack ? TradeState.Done : TradeState.Failed);
        Saw(paidBack ? $"ACCP refund{(refund.Giver is null ? " under guarantee" : "")}" : "ACCP refund refused");
    }

    public string? TransferTrade(Trade trade)
    {
        if (book[PlainBook.FeeIncome] < trade.Amount) return MerchantShort;
        Create(trade);
        foreach (var payee in trade.Payees) book.Move(PlainBook.FeeIncome, payee.Place, payee.Due);
        Become(trade, TradeState.Done);
        Saw("ACCP transfer");
        return null;
    }

    public string? WithdrawTrade(Trade trade, bool isChecked)
    {
        if (book[trade.Parts[0].Place] < trade.Amount) return BalanceShort;
        Create(trade);
        book.Move(trade.Parts[0].Place, PlainBook.HeldOf(trade.Parts[0].Place), trade.Amount);
        if (isChecked) Become(trade, TradeState.Checking);
        return null;
    }

    public void WithdrawalEnded(Trade trade, bool paid)
    {
        var place = trade.Parts[0].Place;
        if (paid)
        {
            book.Move(PlainBook.HeldOf(place), Payouts, trade.Amount - trade.Fee);
            book.Move(PlainBook.HeldOf(place), PlainBook.FeeIncome, trade.Fee);
        }
        else book.Move(PlainBook.HeldOf(place), place, trade.Amount);
        Saw(paid ? "ACCP withdrawal" : "ACCP withdrawal not made");
        Become(trade, paid ? TradeState.Done : TradeState.Failed);
    }

    private void Become(Trade trade, TradeState state)
    {
        trade.State = state;
        Traded.Add(trade);
    }
}
