using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Tongbao.Server.Sandbox;

/// <summary>
/// 路径中的 %2F: numbers and names of merchants may have a slash. The framework decodes all of a path but that, so a part of a path is
/// taken from the request as it was sent and decoded here, once: what was sent as %252F is the text %2F.
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

    /// <summary>Proxies send the whole address.</summary>
    private static string PathOf(string target)
    {
        var path = target.Split('?')[0];
        return path.StartsWith('/') ? path : path.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme
            && path.IndexOf('/', scheme + 3) is >= 0 and var start ? path[start..] : "/";
    }
}
