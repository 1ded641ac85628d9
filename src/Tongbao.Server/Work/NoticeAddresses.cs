using System.Net;
using System.Net.Sockets;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Work;

/// <summary>
/// 通知地址: which addresses notices may go to. From the sandbox to this machine alone, from production to public addresses; further ones
/// where --notice-allow lets them. It is the resolved address that is judged, when it is connected to; a host that was allowed by its name
/// may resolve to any.
/// </summary>
public static class NoticeAddresses
{
    /// <summary>How long a name that nobody allowed may take to resolve to this machine, before it counts as a stranger's.</summary>
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
        // The sandbox stands beside the system that it serves, on one machine, and vendors' examples are full of strangers' addresses.
        if (options.IsSandbox && IPAddress.IsLoopback(address)) return true;
        return AllowsPublic(options) && !NotPublic.Any(n => n.Contains(address));
    }

    /// <summary>The addresses of a host, if notices may go to all of them: of several one is there to slip through.</summary>
    public static async Task<IPAddress[]> AllowedOf(string host, ServerOptions options, CancellationToken cancel)
    {
        if (options.NoticeAllow.Names.Contains(host)) return await Dns.GetHostAddressesAsync(host, cancel);
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Resolve(host, options, cancel);
        return addresses.Length > 0 && addresses.All(a => IsAllowed(a, options)) ? addresses : throw new AddressRefused();
    }

    /// <summary>The option that would allow an address that was refused.</summary>
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

    /// <summary>What is said of a notice that is not sent.</summary>
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

/// <summary>A notice was to go where notices may not go.</summary>
public sealed class AddressRefused() : Exception(Told)
{
    /// <summary>What the try says that failed so.</summary>
    public const string Told = "address not allowed";
}
