using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Tongbao.Server.Sandbox;

/// <summary>
/// 路径中的 %2F: merchants' numbers and names may contain a slash. The framework decodes everything in a path but %2F. So path segments are
/// taken from the request as sent and decoded here exactly once: %252F gives the text %2F.
/// </summary>
public static class EncodedSlashes
{
    public static Task Decode(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is RouteEndpoint { RoutePattern: var pattern } && http.Request.Path.StartsWithSegments("/sandbox")
            && HasSlash(http.Request.Path.Value!))
        {
            var sent = PathOf(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget).Trim('/').Split('/');
            foreach (var (segment, text) in sent.Length == pattern.PathSegments.Count ? pattern.PathSegments.Zip(sent) : [])
            {
                if (segment is { IsSimple: true, Parts: [RoutePatternParameterPart part] })
                    http.Request.RouteValues[part.Name] = Uri.UnescapeDataString(text);
            }
        }
        return next(http);
    }

    private static bool HasSlash(string path) => path.Contains("%2F", StringComparison.OrdinalIgnoreCase);

    /// <summary>Requests through proxies contain the whole URL.</summary>
    private static string PathOf(string target)
    {
        var path = target.Split('?')[0];
        return path.StartsWith('/') ? path : path.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme
            && path.IndexOf('/', scheme + 3) is >= 0 and var start ? path[start..] : "/";
    }
}
