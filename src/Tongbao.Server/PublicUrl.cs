using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Tongbao.Server;

/// <summary>
/// 对外地址: where others reach this server, for links and pages: as it was told, else where it listens, whatever port it was given.
/// </summary>
public sealed class PublicUrl(ServerOptions options, IServer? server = null)
{
    public override string ToString() => (options.PublicUrl ?? Reachable(Listening ?? options.Urls.Split(';')[0])).TrimEnd('/');

    /// <summary>
    /// A server that listens at every address is reached at one: on its own machine, since which others have a name for it only its owner
    /// knows.
    /// </summary>
    public static string Reachable(string listening) =>
        BindingAddress.Parse(listening) is { } at && IsEveryAddress(at.Host) ? $"{at.Scheme}://localhost:{at.Port}" : listening;

    public static bool IsEveryAddress(string host) => host is "*" or "+" or "0.0.0.0" or "[::]";

    private string? Listening => server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
}
