using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongbao.Simulators;

/// <summary>
/// 支付信息: what the payer's side needs, in each method's own form (4.2.2, 5.2, 5.13). Derived only from the trade, so it is always the same.
/// </summary>
internal static class PayInfo
{
    /// <summary>Signatures contain + and /, which wallets do not escape.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What wires call the merchant's own app at the wallet.</summary>
    private static readonly string[] AppIdNames = ["appid", "subAppid", "subAppId", "wxAppId"];

    public static string? Of(Trade trade) => trade switch
    {
        { WaitsForBuyer: false } or { Method: "MOBILEAPPPAY_VSP" } => null,   // 手机银行 uses the order number
        { Flow: "pos" } => Invented.Digits(6, "paycode", trade.App, trade.OrderNo),
        { Flow: "jsapi", Method: not "WECHATPAY_H5_OPEN" } => ForScript(trade),
        { Flow: "app" } => ForApp(trade),
        _ => trade.PageUrl,     // QR code, mweb_url, QQ link, gateway
    };

    private static string ForScript(Trade trade) => Wallets.Of(trade) switch
    {
        Wallet.WeChat => Write(new JsonObject
        {
            ["appId"] = AppId(trade),
            ["timeStamp"] = TimeStamp(trade),
            ["nonceStr"] = Nonce(trade),
            ["package"] = $"prepay_id={PrepayId(trade)}",
            ["signType"] = "RSA",
            ["paySign"] = Signature(trade),
        }),
        Wallet.Alipay => Write(new JsonObject { ["tradeNO"] = AlipayTradeNo(trade) }),
        _ => trade.PageUrl,
    };

    private static string ForApp(Trade trade) => Wallets.Of(trade) == Wallet.Alipay
        ? AlipayOrderString(trade)
        : Write(new JsonObject
        {
            ["sign"] = Signature(trade),
            ["timestamp"] = TimeStamp(trade),
            ["noncestr"] = Nonce(trade),
            ["partnerid"] = trade.More.GetValueOrDefault("wxMchtId") ?? Invented.Digits(10, "partner", trade.App),
            ["prepayid"] = PrepayId(trade),
            ["package"] = "Sign=WXPay",
            ["appid"] = AppId(trade),
        });

    private static string AlipayOrderString(Trade trade)
    {
        var content = Write(new JsonObject
        {
            ["out_trade_no"] = trade.OrderNo,
            ["total_amount"] = $"{trade.Amount / 100}.{trade.Amount % 100:D2}",
            ["product_code"] = "QUICK_MSECURITY_PAY",
            ["timeout_express"] = "1c",
        });
        var order = string.Join('&', $"app_id=2021{Invented.Digits(12, "alipay", trade.App)}",
            $"biz_content={Uri.EscapeDataString(content)}", "charset=utf-8",
            "method=alipay.trade.app.pay", "sign_type=RSA2", "version=1.0", $"sign={Uri.EscapeDataString(Signature(trade))}");
        return Uri.EscapeDataString(order);     // the app decodes it once (4.2.2)
    }

    private static string AppId(Trade trade) =>
        AppIdNames.Select(name => trade.More.GetValueOrDefault(name)).FirstOrDefault(id => id is not null)
        ?? $"wx{Convert.ToHexStringLower(Invented.Bytes(8, "appid", trade.App))}";

    /// <summary>A second in 2024 to 2026 derived from the order. With the real time each request would give another string.</summary>
    private static string TimeStamp(Trade trade) => $"17{Invented.Digits(8, "time", trade.App, trade.OrderNo)}";

    private static string Nonce(Trade trade) => Invented.Letters(32, "nonce", trade.App, trade.OrderNo);

    private static string PrepayId(Trade trade) => $"wx{Convert.ToHexStringLower(Invented.Bytes(17, "prepay", trade.App, trade.OrderNo))}";

    private static string AlipayTradeNo(Trade trade) => $"20{Invented.Digits(26, "tradeNO", trade.App, trade.OrderNo)}";

    private static string Signature(Trade trade) => Convert.ToBase64String(Invented.Bytes(256, "sign", trade.App, trade.OrderNo));

    private static string Write(JsonObject json) => json.ToJsonString(Plain);
}
