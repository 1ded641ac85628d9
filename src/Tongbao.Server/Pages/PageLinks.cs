using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages;

/// <summary>
/// 页面链接: addresses of pages that nobody can make up: each carries a part that only this server can compute.
/// </summary>
public sealed class PageLinks(Vault vault, PublicUrl url) : IPageAddresses
{
    public const string BackPath = "/yungateway/back/{app}/{order}/{sign}", SimulatedPath = "/simulated/{app}/{order}/{sign}";
    public const string SigningPath = "/signing/{app}/{subject}/{sign}";
    private const string Back = "back", Simulated = "simulated";
    private const int SignBytes = 16;
    private const char Try = '-';

    /// <summary>Where a bank sends the payer when it is done: from there he is led on to the merchant.</summary>
    public string BackFrom(AppId app, OrderNo order) => $"{url}/yungateway/back/{app}/{order}/{Sign(Back, app.Value, order.Value)}";

    /// <summary>The address of the simulated wallet or bank for an order and its current payment attempt.</summary>
    public string SimulatedOf(AppId app, Order order)
    {
        var trade = TradeOf(order);
        return $"{url}/simulated/{app}/{trade}/{Sign(Simulated, app.Value, trade)}";
    }

    /// <summary>Each payment attempt is a trade with its own address, so a failed one cannot be paid at its old address.</summary>
    public static string TradeOf(Order order) =>
        order.Payment.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"{order.No}{Try}{order.Payment.Attempt}") : order.No.Value;

    public static OrderNo OrderOf(string trade) => new(trade.Split(Try)[0]);

    /// <summary>A page about something else than an order.</summary>
    public string Of(string page, AppId app, string subject) => $"{url}/{page}/{app}/{subject}/{Sign(page, app.Value, subject)}";

    public bool Is(string page, string app, string subject, string sign) => IsSign(page, app, subject, sign);

    public bool IsBack(string app, string order, string sign) => IsSign(Back, app, order, sign);

    public bool IsSimulated(string app, string trade, string sign) => IsSign(Simulated, app, trade, sign);

    private bool IsSign(string kind, string app, string order, string sign) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(sign)), SHA256.HashData(Encoding.UTF8.GetBytes(Sign(kind, app, order))));

    private string Sign(string kind, string app, string order) =>
        Base64Url.EncodeToString(vault.SignLink($"{kind}/{app}/{order}").AsSpan(0, SignBytes));
}
