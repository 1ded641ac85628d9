using System.Net;

namespace Tongbao.Server;

/// <summary>
/// 通知放行: the addresses besides this machine that the operator allows for notices: networks (CIDR), hosts, or all public addresses.
/// </summary>
/// <param name="Names">Allowed whatever they resolve to, even internal addresses, because the operator named them.</param>
public sealed record NoticeAllow(bool Public, IReadOnlyList<IPNetwork> Networks, IReadOnlySet<string> Names)
{
    public const string Option = "--notice-allow", Everybody = "public";

    public static readonly NoticeAllow Nobody = Of();

    public static NoticeAllow Of(params IEnumerable<string> words)
    {
        var named = words.SelectMany(w => w.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        foreach (var word in named.Where(w => !IsKnown(w)))
            throw new Security.UserMistake($"{Option}: {word} 不是网段、主机名或 public\n{Option}: {word} is no CIDR, no host name and not `public`");
        return new NoticeAllow(named.Contains(Everybody), [.. named.Select(NetworkOf).OfType<IPNetwork>()],
            named.Where(w => w != Everybody).Select(NameOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    public static bool IsKnown(string word) => word == Everybody || NetworkOf(word) is not null || NameOf(word) is not null;

    /// <summary>A network, or a single address as a network of one.</summary>
    public static IPNetwork? NetworkOf(string word)
    {
        if (word.Contains('/')) return IPNetwork.TryParse(word, out var network) ? network : null;
        if (Uri.CheckHostName(word) is not (UriHostNameType.IPv4 or UriHostNameType.IPv6) || !IPAddress.TryParse(word, out var address))
            return null;
        return new IPNetwork(address, address.GetAddressBytes().Length * 8);
    }

    /// <summary>
    /// A host name in ASCII, as it is used for connecting. A name that ends in a number is a mistyped address, not a name.
    /// </summary>
    private static string? NameOf(string word) =>
        Uri.CheckHostName(word) == UriHostNameType.Dns && !word[(word.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit)
        && Uri.TryCreate($"http://{word}/", UriKind.Absolute, out var url) ? url.IdnHost : null;
}
