namespace Tongbao.Tests.Flows;

/// <summary>Pages: the signed links that a merchant leads a person to.</summary>
public sealed partial class Flow
{
    private static readonly Dictionary<string, (string Path, string Service, string Method)> PagesByName = new()
    {
        ["frontTrans"] = ("/yungateway/frontTrans.do", "OrderService", "pay"),
        ["payOrder"] = ("/yungateway/pwd/payOrder.html", "OrderService", "pay"),
    };

    /// <summary>A signed request for a page, not yet opened.</summary>
    public async Task<(Uri Address, SignedRequest Request)> SignPage(string page, object param, Tsy2Options? options = null)
    {
        var (path, service, method) = PagesByName[page];
        return (new Uri(Server.Url, path), await Client.Sign(service, method, Json.Merge(new { consumerIp = "203.0.113.7" }, param), options));
    }

    /// <summary>The link of a page, with everything in its query.</summary>
    public async Task<Uri> Link(string page, object param, Tsy2Options? options = null)
    {
        var (address, request) = await SignPage(page, param, options);
        return new Uri($"{address}?{request.Form()}");
    }

    /// <summary>Follows a signed link; the page that it leads to.</summary>
    public async Task<WebPage> Open(string page, object param)
    {
        var answer = await Browser.Get(await Link(page, param));
        return answer.Status == 303 && answer.Location.AbsolutePath.StartsWith("/yungateway/page/", StringComparison.Ordinal) ? await Browser.Follow(answer) : answer;
    }

    /// <summary>收银宝网关 (5.2), with the bank chosen by the payer unless one is named.</summary>
    public static object Gateway(long amount, string paytype = "B2C,B2B", string? gateid = null) =>
        gateid is null ? new { GATEWAY_VSP = new { amount, paytype } } : new { GATEWAY_VSP = new { amount, paytype, gateid } };
}
