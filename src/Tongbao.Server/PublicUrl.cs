using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Tongbao.Server;

/// <summary>
/// 对外地址: the address of this server in links and pages: the configured one, else the one that it listens on, with the actual port.
/// </summary>
public sealed class PublicUrl(ServerOptions options, IServer? server = null)
{
    public override string ToString() => (options.PublicUrl ?? Reachable(Listening ?? options.Urls.Split(';')[0])).TrimEnd('/');

    /// <summary>
    /// If the server listens on all addresses, links use localhost. Only the operator knows under which names others reach it.
    /// </summary>
    public static string Reachable(string listening) =>
        BindingAddress.Parse(listening) is { } at && IsEveryAddress(at.Host) ? $"{at.Scheme}://localhost:{at.Port}" : listening;

    public static bool IsEveryAddress(string host) => host is "*" or "+" or "0.0.0.0" or "[::]";

    private string? Listening => server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
}
