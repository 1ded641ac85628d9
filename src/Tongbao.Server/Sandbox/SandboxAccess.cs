using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Server.Sandbox;

/// <summary>
/// 门: protects the sandbox API, because it moves money. Beyond loopback it requires the token that serve prints or was given. Host and
/// Origin headers and the JSON content type are checked, so that no web page in a developer's browser can use the API. Browsers send this
/// content type to another site only after a preflight request; so it is required even without a body.
/// </summary>
public sealed class SandboxAccess(ServerOptions options)
{
    /// <summary>Schemes are compared without regard to case (RFC 9110, 11.1).</summary>
    private const string Scheme = "Bearer ";

    private readonly string[] _listensAt =
        [.. options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => BindingAddress.Parse(url).Host)];

    public string Token { get; } = options.Token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

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
            : IsForeign(http.Request) ? (403, "a page of another site may not drive this server")
            : !IsOpen && !HasToken(http) ? (401, "Authorization: Bearer <the token that serve printed>")
            : MustBeJson(http) && !http.Request.HasJsonContentType() && !IsPutBytes(http.Request)
            ? (415, "Content-Type: application/json, also where there is no body")
            : ((int, string)?)null;
        if (refusal is not var (status, detail))
        {
            await next(http);
            return;
        }
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer realm=\"sandbox\"";
        await Results.Problem(detail, statusCode: status).ExecuteAsync(http);
    }

    /// <summary>Whether the request changes something or has a body.</summary>
    private static bool MustBeJson(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) || HttpMethods.IsPut(http.Request.Method) || HttpMethods.IsPatch(http.Request.Method)
        || http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0;

    /// <summary>Parts of a file are bytes. A browser asks before it sends a PUT to another site, whatever its content type.</summary>
    private static bool IsPutBytes(HttpRequest asked) => HttpMethods.IsPut(asked.Method) && asked.ContentType is "application/octet-stream";

    /// <summary>
    /// Only browsers send an Origin. Our own page, which describes the API, comes from the called address or from the one in --public-url.
    /// </summary>
    private bool IsForeign(HttpRequest asked)
    {
        if (asked.Headers.Origin is not { Count: > 0 } origins) return false;
        return origins is not [var text] || !Uri.TryCreate(text, UriKind.Absolute, out var origin)
            || !(IsAt($"{origin.Scheme}://{asked.Host.Value}", origin) || (options.PublicUrl is { } ours && IsAt(ours, origin)));
    }

    private static bool IsAt(string url, Uri origin) =>
        Uri.TryCreate(url, UriKind.Absolute, out var ours) && ours.Scheme == origin.Scheme && ours.Authority == origin.Authority;

    /// <summary>
    /// Whether the Host header names this server. If we listen on all addresses, any IP address is accepted, but no other name: a page that
    /// lets its own host name point to this machine (DNS rebinding) sends that name.
    /// </summary>
    private bool IsKnownHost(string host) =>
        IsLoopback(host) || _listensAt.Contains(host, StringComparer.OrdinalIgnoreCase)
            || (AddressOf(host) is not null && _listensAt.Any(PublicUrl.IsEveryAddress))
        || (Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var told)
            && string.Equals(told.IdnHost, host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (AddressOf(host) is { } ip && IPAddress.IsLoopback(ip));

    private static IPAddress? AddressOf(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? ip : null;
}
