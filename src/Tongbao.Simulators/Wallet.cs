namespace Tongbao.Simulators;

/// <summary>钱包: the app that the buyer pays with.</summary>
internal enum Wallet { None, WeChat, Alipay, UnionPay, QQ }

internal static class Wallets
{
    public static Wallet Of(Trade trade) =>
        trade.Flow == "code" ? OfAuthCode(trade.More.GetValueOrDefault("authcode")) : OfMethod(trade.Method);

    /// <summary>收银宝 trxcode of a payment or its refund.</summary>
    public static string? TrxCode(this Wallet wallet, bool givesBack) => wallet switch
    {
        Wallet.WeChat => givesBack ? "VSP503" : "VSP501",
        Wallet.QQ => givesBack ? "VSP507" : "VSP505",
        Wallet.Alipay => givesBack ? "VSP513" : "VSP511",
        Wallet.UnionPay => givesBack ? "VSP553" : "VSP551",
        _ => null,
    };

    /// <summary>The buyer's id in the wallet for this merchant; null if the wallet shows a card instead.</summary>
    public static string? Payer(this Wallet wallet, Trade trade) => wallet switch
    {
        Wallet.WeChat => $"o{Invented.Letters(27, "openid", Buyer(trade))}",
        Wallet.QQ => Invented.Digits(10, "qq", Buyer(trade)),
        Wallet.Alipay => $"2088{Invented.Digits(12, "user_id", Buyer(trade))}",
        _ => null,
    };

    /// <summary>Each member has one wallet.</summary>
    private static string Buyer(Trade trade) => $"{trade.App} {trade.BizUserId ?? trade.OrderNo}";

    /// <summary>付款码 begins with the number of its wallet. Unknown numbers count as 银联, which other wallets use as well.</summary>
    private static Wallet OfAuthCode(string? code) => code is { Length: >= 2 } && int.TryParse(code.AsSpan(0, 2), out var prefix)
        ? prefix switch
        {
            >= 10 and <= 15 => Wallet.WeChat,
            >= 25 and <= 30 => Wallet.Alipay,
            91 => Wallet.QQ,
            _ => Wallet.UnionPay,
        }
        : Wallet.UnionPay;

    private static Wallet OfMethod(string method) => method switch
    {
        _ when Has(method, "WEIXIN") || Has(method, "WECHAT") => Wallet.WeChat,
        _ when Has(method, "ALIPAY") => Wallet.Alipay,
        _ when Has(method, "UNIONPAY") => Wallet.UnionPay,
        _ when Has(method, "QQ") => Wallet.QQ,
        _ => Wallet.None,
    };

    private static bool Has(string method, string name) => method.Contains(name, StringComparison.OrdinalIgnoreCase);
}
