namespace Tongbao.Server.Pages;

/// <summary>
/// 跳转: leads a browser on to a page of ours, or to the whole address of another's. Whatever letters an address is written in, a header
/// takes ASCII alone.
/// </summary>
public static class SeeOther
{
    public static void Send(HttpContext http, string url)
    {
        http.Response.Headers.Location = url is ['/', not ('/' or '\\'), ..] ? url : Ascii(new Uri(url, UriKind.Absolute));
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
    }

    /// <summary>Percent signs for what stands behind the host, Punycode for the host itself.</summary>
    private static string Ascii(Uri url)
    {
        if (url.Scheme is not ("http" or "https")) throw new InvalidOperationException($"browsers are not led to {url.Scheme}:");
        return url.Host.All(char.IsAscii) ? url.AbsoluteUri : new UriBuilder(url) { Host = url.IdnHost }.Uri.AbsoluteUri;
    }
}
