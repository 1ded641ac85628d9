namespace Tongbao.Simulators;

/// <summary>签购单: what a terminal prints and 收银宝 reports about one payment or refund.</summary>
public sealed record Slip(string TrxId, string? TrxCode, string Acct, string AcctType, long Fee, string TermRefNum, string TraceNo);

/// <summary>终端模拟: a POS terminal or QR sticker of 收银宝. The same business serial number at the same terminal is the same trade.</summary>
public sealed class TerminalSimulator
{
    /// <param name="wallet">wechat, alipay, unionpay or qq; anything else, or null, is a card.</param>
    public Slip Print(string app, string terminal, long amount, string? wallet, bool givesBack, string bizSeq)
    {
        var paidBy = wallet switch { "wechat" => Wallet.WeChat, "alipay" => Wallet.Alipay, "unionpay" => Wallet.UnionPay, "qq" => Wallet.QQ,
            _ => Wallet.None };
        string Digits(int length, string what) => Invented.Digits(length, what, app, terminal, bizSeq);
        var acct = paidBy switch
        {
            Wallet.WeChat => $"o{Invented.Letters(27, "openid", app, terminal, bizSeq)}",
            Wallet.Alipay => $"2088{Digits(12, "user_id")}",
            Wallet.QQ => Digits(10, "qq"),
            _ => $"621700****{Digits(4, "card")}",
        };
        return new Slip(Digits(18, "trade"), paidBy.TrxCode(givesBack), acct, paidBy is Wallet.None or Wallet.UnionPay ? "00" : "99",
            givesBack ? 0 : Describe.Fee(amount), Digits(12, "reference"), Digits(6, "trace"));
    }
}
