using System.Text.RegularExpressions;

namespace Tongbao.Server.Pages;

/// <summary>
/// 响应头: no script, no framing, no caching, no referrer; forms go to ourselves, and may be led on to the addresses that the signed request
/// named.
/// </summary>
public static partial class PageHeaders
{
    public static void Set(HttpContext http, params IEnumerable<string?> formTargets)
    {
        var targets = string.Join(' ', formTargets.Select(OriginOf).OfType<string>().Distinct().Prepend("'self'"));
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action {targets}; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
    }

    /// <summary>
    /// A browser follows a redirect after a form only to where form-action allows. What cannot be written in a policy is left to its
    /// scheme.
    /// </summary>
    private static string? OriginOf(string? url)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
        var origin = uri.GetLeftPart(UriPartial.Authority);
        return Plain().IsMatch(origin) ? origin : $"{uri.Scheme}:";
    }

    [GeneratedRegex("^https?://[A-Za-z0-9.-]+(:[0-9]+)?$")]
    private static partial Regex Plain();
}
