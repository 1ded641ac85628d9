using System.Net;
using System.Net.Sockets;

namespace Tongbao.Server.Cli;

/// <summary>
/// 端口: checks that the server can listen on its addresses before it creates a store, a key or a lock file that would be left behind.
/// </summary>
public static class Ports
{
    /// <exception cref="UserMistake">Another program listens there, or the address does not belong to this machine.</exception>
    public static void MustBeFree(string urls)
    {
        foreach (var url in urls.Split(';'))
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.Port == 0) continue;
            foreach (var ip in AddressesOf(address.Host)) MustBeFree(url, new IPEndPoint(ip, address.Port));
        }
    }

    public static string Taken(string urls, Exception why) =>
        $"无法监听 {urls}，地址已被占用或不可用；用 --urls 换一个\nCannot listen at {urls}: {why.Message}. Another address is named by --urls";

    private static void MustBeFree(string url, IPEndPoint at)
    {
        try
        {
            using var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (at.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(at);
        }
        catch (SocketException none) when (at.Address.Equals(IPAddress.IPv6Loopback)
            && none.SocketErrorCode != SocketError.AddressAlreadyInUse)
        {
            // Without IPv6 there is no such address. The web server then uses IPv4 only.
        }
        catch (SocketException taken)
        {
            throw new UserMistake(Taken(url, taken));
        }
    }

    /// <summary>The addresses of a host as the web server understands it: any other name than localhost means all addresses.</summary>
    private static IPAddress[] AddressesOf(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip]
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : Socket.OSSupportsIPv6 ? [IPAddress.IPv6Any] : [IPAddress.Any];
}
