using System.Net;
using System.Text.RegularExpressions;

namespace Tongbao.Tests.Client;

/// <summary>What a server answered to a browser: a page, or where to go next.</summary>
public sealed partial class WebPage(Uri address, HttpStatusCode status, IReadOnlyDictionary<string, string> headers, string html)
{
    public Uri Address => address;
    public int Status => (int)status;
    public IReadOnlyDictionary<string, string> Headers => headers;
    public string Html => html;

    /// <summary>The page without its tags, as it is read.</summary>
    public string Text => WebUtility.HtmlDecode(Blanks().Replace(Tags().Replace(Head().Replace(html, ""), " "), " ")).Trim();

    public string Title => WebUtility.HtmlDecode(TitleTag().Match(html).Groups[1].Value);

    /// <summary>Where it sends the browser.</summary>
    public Uri Location => new(address, headers.GetValueOrDefault("Location")
        ?? throw new Xunit.Sdk.XunitException($"no redirect but {Status} {Title}: {Text}"));

    /// <summary>The hidden field that makes a form this page's own.</summary>
    public string Token => TokenField().Match(html) is { Success: true } found ? found.Groups[1].Value
        : throw new Xunit.Sdk.XunitException($"no form in {Status} {Title}: {Text}");

    /// <summary>The values that a group of choices offers.</summary>
    public IReadOnlyList<string> Choices(string name) =>
        [.. Regex.Matches(html, $"name=\"{name}\" value=\"([^\"]*)\"").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];

    /// <summary>The query that a redirect carries.</summary>
    public IReadOnlyDictionary<string, string> Query =>
        Location.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2))
        .ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1].Replace('+', ' ')));

    [GeneratedRegex("<head.*?</head>", RegexOptions.Singleline)] private static partial Regex Head();
    [GeneratedRegex("<[^>]*>")] private static partial Regex Tags();
    [GeneratedRegex("\\s+")] private static partial Regex Blanks();
    [GeneratedRegex("<title>([^<]*)</title>")] private static partial Regex TitleTag();
    [GeneratedRegex("name=\"_token\" value=\"([^\"]*)\"")] private static partial Regex TokenField();
}

/// <summary>A browser without a screen: it keeps no cookies, runs no script, and follows no redirect unasked.</summary>
public static class Browser
{
    private static readonly HttpClient Http =
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false });

    public static Task<WebPage> Get(Uri address, string? language = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (language is not null) request.Headers.TryAddWithoutValidation("Accept-Language", language);
        return Send(request);
    }

    public static Task<WebPage> PostForm(Uri address, string form) =>
        Send(new HttpRequestMessage(HttpMethod.Post,
            address) { Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

    /// <summary>Fills in the page's form and presses its button.</summary>
    public static Task<WebPage> Submit(WebPage page, params (string Name, string Value)[] fields) =>
        Post(page.Address, [("_token", page.Token), .. fields]);

    public static Task<WebPage> Post(Uri address, params (string Name, string Value)[] fields) =>
        PostForm(address, string.Join('&', fields.Select(f => $"{WebUtility.UrlEncode(f.Name)}={WebUtility.UrlEncode(f.Value)}")));

    public static Task<WebPage> Follow(WebPage page) => Get(page.Location);

    private static async Task<WebPage> Send(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await Http.SendAsync(request);
            var headers = answer.Headers.Concat(answer.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
            return new WebPage(request.RequestUri!, answer.StatusCode, headers, await answer.Content.ReadAsStringAsync());
        }
    }
}
