using System.Net;
using System.Net.Sockets;

namespace Tongbao.Server.Cli;

/// <summary>
/// 端口: whether a start could listen at its addresses, asked before it makes a store, a key or a lock that would stay behind.
/// </summary>
public static class Ports
{
    /// <exception cref="UserMistake">Another program listens there, or the address is none of this machine's.</exception>
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
            // A machine without IPv6 has no such address; the web server does with the other one.
        }
        catch (SocketException taken)
        {
            throw new UserMistake(Taken(url, taken));
        }
    }

    /// <summary>As the web server reads them: a name that is not this machine's own means every address.</summary>
    private static IPAddress[] AddressesOf(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip]
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : Socket.OSSupportsIPv6 ? [IPAddress.IPv6Any] : [IPAddress.Any];
}
