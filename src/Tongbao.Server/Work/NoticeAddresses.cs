using System.Net;
using System.Net.Sockets;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Work;

/// <summary>
/// 通知地址: which addresses notices may be sent to. In the sandbox only this machine, in production only public addresses, and others if
/// --notice-allow permits them. The address that the name resolves to is checked when connecting. A host that is allowed by name may
/// resolve to any address.
/// </summary>
public static class NoticeAddresses
{
    /// <summary>How long to wait for a name that is not allowed to resolve to this machine, before it is refused.</summary>
    private static readonly TimeSpan LookUp = TimeSpan.FromSeconds(3);

    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
            "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32",
                "2002::/16",
            "fc00::/7", "fe80::/9", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    public static bool IsAllowed(IPAddress address, ServerOptions options)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (options.NoticeAllow.Networks.Any(n => n.Contains(address))) return true;
        // The sandbox runs on the same machine as the system under test, and vendors' examples contain addresses of strangers.
        if (options.IsSandbox && IPAddress.IsLoopback(address)) return true;
        return AllowsPublic(options) && !NotPublic.Any(n => n.Contains(address));
    }

    /// <summary>
    /// The addresses of a host, if all of them are allowed. If one is not, none is used: a mixed answer may be an attempt to bypass the
    /// check.
    /// </summary>
    public static async Task<IPAddress[]> AllowedOf(string host, ServerOptions options, CancellationToken cancel)
    {
        if (options.NoticeAllow.Names.Contains(host)) return await Dns.GetHostAddressesAsync(host, cancel);
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Resolve(host, options, cancel);
        return addresses.Length > 0 && addresses.All(a => IsAllowed(a, options)) ? addresses : throw new AddressRefused();
    }

    /// <summary>The option that would allow a refused address.</summary>
    public static string? OptionFor(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed)) return null;
        var host = parsed.IdnHost;
        if (IPAddress.TryParse(host, out var address))
        {
            if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
            host = $"{address}/{address.GetAddressBytes().Length * 8}";
        }
        return NoticeAllow.IsKnown(host) ? $"{NoticeAllow.Option} {host}" : null;
    }

    /// <summary>The text about a notice that is not sent.</summary>
    public static string Refusal(Notice notice)
    {
        var option = OptionFor(notice.Url) ?? NoticeAllow.Option;
        return $"通知不发往 {notice.Endpoint},可用 {option} 放行 No notices go to {notice.Endpoint}; {option} would allow it";
    }

    private static async Task<IPAddress[]> Resolve(string host, ServerOptions options, CancellationToken cancel)
    {
        if (AllowsPublic(options)) return await Dns.GetHostAddressesAsync(host, cancel);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(LookUp);
        try
        {
            return await Dns.GetHostAddressesAsync(host, soon.Token);
        }
        catch (Exception unknown) when (unknown is SocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw new AddressRefused();
        }
    }

    private static bool AllowsPublic(ServerOptions options) => options.NoticeAllow.Public || !options.IsSandbox;
}

/// <summary>The address of a notice is not allowed.</summary>
public sealed class AddressRefused() : Exception(Told)
{
    /// <summary>The error text of such a delivery attempt.</summary>
    public const string Told = "address not allowed";
}
