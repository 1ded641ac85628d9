namespace Tongbao.Simulators;

/// <summary>Describes what happened in the terms of the trade's channel.</summary>
internal static class Describe
{
    public static Outcome Outcome(Trade trade, Happening happening) => happening.Result switch
    {
        TradeResults.Success => Paid(trade, happening),
        TradeResults.Pending => new Outcome(TradeResults.Pending) { PayInfo = PayInfo.Of(trade), Message = happening.Message },
        TradeResults.Unknown => new Outcome(TradeResults.Unknown),
        TradeResults.Fail => new Outcome(TradeResults.Fail) { Message = happening.Message ?? "交易失败" },
        TradeResults.Reversed => TakenBack(trade, happening, "渠道冲正"),
        _ => TakenBack(trade, happening, "银行退票"),
    };

    private static Outcome Paid(Trade trade, Happening happening)
    {
        var amount = happening.Amount ?? trade.Amount;
        var givesBack = trade.Operation is Operations.Refund or Operations.SendBack;
        var vsp = IsVsp(trade);
        var payer = Payer(trade, happening);
        var pos = trade.Flow == "pos";
        return new Outcome(TradeResults.Success)
        {
            Amount = amount,
            Message = happening.Message,
            TradeNo = TradeNo(trade, happening.Nth),
            PaidAt = happening.At,
            PayInfo = PayInfo.Of(trade),
            Acct = payer.Acct,
            AcctType = payer.Type,
            Cusid = vsp ? Cusid(trade) : null,
            TrxCode = vsp ? Wallets.Of(trade).TrxCode(givesBack) : null,
            Fee = vsp && trade.IsPayment ? $"{Fee(amount)}" : null,
            TermNo = pos ? Invented.Digits(8, "terminal", trade.App) : null,
            TermRefNum = pos ? Invented.Digits(12, "reference", trade.App, trade.OrderNo) : null,
            TraceNo = pos ? Invented.Digits(6, "trace", trade.App, trade.OrderNo) : null,
        };
    }

    private static Outcome TakenBack(Trade trade, Happening happening, string message) => new(happening.Result)
    {
        Amount = happening.Amount ?? trade.Amount,
        TradeNo = TradeNo(trade, happening.Nth),
        Message = happening.Message ?? message,
    };

    private static string TradeNo(Trade trade, int nth) => Invented.Digits(18, "trade", trade.App, trade.No, trade.Kind, $"{nth}");

    private static (string? Acct, string? Type) Payer(Trade trade, Happening happening)
    {
        var named = happening.Acct ?? (trade.Flow == "jsapi" ? trade.More.GetValueOrDefault("acct") : null);
        var wallet = named ?? Wallets.Of(trade).Payer(trade);
        var type = happening.AcctType ?? (trade.CardType, wallet) switch
        {
            (2, _) => "02",
            (null, not null) => "99",   // a wallet does not say which account it used
            _ => "00",
        };
        return (wallet ?? Masked(trade), type);
    }

    /// <summary>A card as channels print it; an invented one if the order names none.</summary>
    private static string Masked(Trade trade) => trade.CardNo is { Length: > 10 } card
        ? $"{card[..6]}****{card[^4..]}"
        : $"621700****{Invented.Digits(4, "card", trade.App, trade.BizUserId ?? trade.OrderNo)}";

    /// <summary>收银宝: its own methods, and those of wallets that are not connected directly (原生).</summary>
    private static bool IsVsp(Trade trade) =>
        trade.Method.Contains("VSP", StringComparison.Ordinal)
        || (Wallets.Of(trade) != Wallet.None && !trade.Method.EndsWith("_OPEN", StringComparison.Ordinal));

    private static string Cusid(Trade trade) => trade.More.GetValueOrDefault("vspCusid") ?? $"55{Invented.Digits(13, "cusid", trade.App)}";

    /// <summary>0.6 %, rounded to the fen. This is the usual rate; the document names none.</summary>
    internal static long Fee(long amount) => (amount / 1000 * 6) + (((amount % 1000 * 6) + 500) / 1000);
}
