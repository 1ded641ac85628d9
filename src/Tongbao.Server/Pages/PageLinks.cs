using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Core.Orders;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages;

/// <summary>
/// 页面链接: addresses of pages about an order that nobody can make up: each carries a part that only this server can compute.
/// </summary>
public sealed class PageLinks(Vault vault, PublicUrl url)
{
    public const string BackPath = "/yungateway/back/{app}/{order}/{sign}", SimulatedPath = "/simulated/{app}/{order}/{sign}";
    private const string Back = "back", Simulated = "simulated";
    private const int SignBytes = 16;

    /// <summary>Where a bank sends the payer when it is done: from there he is led on to the merchant.</summary>
    public string BackFrom(AppId app, OrderNo order) => $"{url}/yungateway/back/{app}/{order}/{Sign(Back, app.Value, order.Value)}";

    /// <summary>The sandbox's wallet or bank of an order.</summary>
    public string SimulatedOf(AppId app, OrderNo order) => $"{url}/simulated/{app}/{order}/{Sign(Simulated, app.Value, order.Value)}";

    public bool IsBack(string app, string order, string sign) => IsSign(Back, app, order, sign);

    public bool IsSimulated(string app, string order, string sign) => IsSign(Simulated, app, order, sign);

    private bool IsSign(string kind, string app, string order, string sign) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(sign)), SHA256.HashData(Encoding.UTF8.GetBytes(Sign(kind, app, order))));

    private string Sign(string kind, string app, string order) =>
        Base64Url.EncodeToString(vault.SignLink($"{kind}/{app}/{order}").AsSpan(0, SignBytes));
}
