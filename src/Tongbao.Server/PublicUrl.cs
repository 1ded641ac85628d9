using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Tongbao.Server;

/// <summary>对外地址: where others reach this server, for links and pages: as it was told, else where it listens, whatever port it was given.</summary>
public sealed class PublicUrl(ServerOptions options, IServer? server = null)
{
    public override string ToString() => (options.PublicUrl ?? Listening ?? options.Urls.Split(';')[0]).TrimEnd('/');

    private string? Listening => server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
}
