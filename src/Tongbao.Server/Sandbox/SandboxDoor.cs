using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Server.Sandbox;

/// <summary>
/// 门: the sandbox API moves money. Beyond loopback it needs the token that serve prints; the Host header and the JSON content type are
/// checked, so that no page in a developer's browser can drive it.
/// </summary>
public sealed class SandboxDoor(ServerOptions options)
{
    /// <summary>The name of a scheme is written in any letters (RFC 9110, 11.1).</summary>
    private const string Scheme = "Bearer ";

    private readonly string[] _listensAt = [.. options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => BindingAddress.Parse(url).Host)];

    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    public bool IsOpen => _listensAt.All(IsLoopback);

    public bool HasToken(HttpContext http)
    {
        var given = http.Request.Headers.Authorization.ToString();
        return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given[Scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(Token)));
    }

    public async Task Check(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/sandbox"))
        {
            await next(http);
            return;
        }
        var refusal = !IsKnownHost(http.Request.Host.Host) ? (400, "this Host is not served; --public-url names it")
            : !IsOpen && !HasToken(http) ? (401, "Authorization: Bearer <the token that serve printed>")
            : HasBody(http) && !http.Request.HasJsonContentType() ? (415, "application/json")
            : ((int, string)?)null;
        if (refusal is not var (status, detail))
        {
            await next(http);
            return;
        }
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer realm=\"sandbox\"";
        await Results.Problem(detail, statusCode: status).ExecuteAsync(http);
    }

    private static bool HasBody(HttpContext http) => http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0;

    /// <summary>
    /// The names that are ours. Where we listen at every address any address is, but no name besides: a page whose own name was made to
    /// lead to this machine sends that name.
    /// </summary>
    private bool IsKnownHost(string host) =>
        IsLoopback(host) || _listensAt.Contains(host, StringComparer.OrdinalIgnoreCase) || (AddressOf(host) is not null && _listensAt.Any(PublicUrl.IsEveryAddress))
        || (Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var told) && string.Equals(told.IdnHost, host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (AddressOf(host) is { } ip && IPAddress.IsLoopback(ip));

    private static IPAddress? AddressOf(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? ip : null;
}
