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
    private const string Scheme = "Bearer ";

    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    public bool IsOpen => options.Urls.Split(';').All(u => Uri.TryCreate(u.Replace("*", "0.0.0.0").Replace("+", "0.0.0.0"), UriKind.Absolute, out var url) && IsLoopback(url.Host));

    public bool HasToken(HttpContext http)
    {
        var given = http.Request.Headers.Authorization.ToString();
        return given.StartsWith(Scheme, StringComparison.Ordinal) && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given[Scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(Token)));
    }

    public async Task Check(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/sandbox"))
        {
            await next(http);
            return;
        }
        var refusal = !IsKnownHost(http.Request.Host.Host) ? (400, "this Host is not served")
            : !IsOpen && !HasToken(http) ? (401, "Authorization: Bearer <the token that serve printed>")
            : HasBody(http) && !http.Request.HasJsonContentType() ? (415, "application/json")
            : ((int, string)?)null;
        if (refusal is not var (status, detail)) await next(http);
        else await Results.Problem(detail, statusCode: status).ExecuteAsync(http);
    }

    private static bool HasBody(HttpContext http) => http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0;

    private bool IsKnownHost(string host) =>
        IsLoopback(host) || options.Urls.Split(';').Append(options.PublicUrl ?? "").Any(u => Uri.TryCreate(u, UriKind.Absolute, out var url) && (url.Host == host || url.Host is "0.0.0.0" or "[::]"));

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
