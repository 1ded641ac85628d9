using System.Text.Json;
using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>
/// 支付模式与产品: by which product of its number a merchant collects an order, and which channel must have certified it for that.
/// </summary>
internal static class PayModes
{
    public const string WeChat = "VSP501", Alipay = "VSP511", UnionPay = "VSP551", Gateway = "VSP531", QuickPay = "VSP301";

    private const int PrefixLength = 2;

    private static readonly Dictionary<string, string> Certifiers = new() { [WeChat] = "wx", [Alipay] = "ali" };

    /// <summary>What may be chosen at the cashier, in its order.</summary>
    private static readonly string[] AtCashier = [WeChat, Alipay, UnionPay, Gateway, QuickPay];

    /// <summary>The channel that certifies merchants for a product; null if none does.</summary>
    public static string? CertifierOf(string product) => Certifiers.GetValueOrDefault(product);

    /// <summary>The products that an order by this mode may be paid by, the likeliest first; none if a scanned code is nobody's.</summary>
    public static IReadOnlyList<string> ProductsOf(PayUse use) => use.Method switch
    {
        { Product: { } only } => [only],
        { Flow: PayFlow.Code } => CodeOf(use) is { } code && ProductOf(code) is { } product ? [product] : [],
        _ => AtCashier,
    };

    private static string? CodeOf(PayUse use) => use.More.TryGetValue("authcode", out var code) && code.Clear.Length > PrefixLength
        ? code.Clear : null;

    /// <summary>付款码: its first two digits say whose it is; the channels' own ranges.</summary>
    private static string? ProductOf(string code) =>
        int.TryParse(code.AsSpan(0, PrefixLength), System.Globalization.CultureInfo.InvariantCulture, out var prefix) ? prefix switch
        {
            >= 10 and <= 15 => WeChat,
            >= 25 and <= 30 => Alipay,
            62 => UnionPay,
            _ => null,
        } : null;

    public static bool IsCertified(Merchant merchant, string product) => merchant.OpenedElsewhere || CertifierOf(product) is not { } by
        || merchant.Certifications.Any(c => c.Channel == by && c.State == CertificationState.Certified);

    /// <summary>终端号 of the terminal that scanned the code; null if none was named.</summary>
    public static string? TerminalOf(PayUse use)
    {
        if (!use.More.TryGetValue("termInfo", out var info)) return null;
        try
        {
            using var json = JsonDocument.Parse(info.Clear);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("termNo", out var no)
                ? no.ToString() : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
