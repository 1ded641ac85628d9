using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows;

/// <summary>Pages: the signed links that a merchant leads a person to.</summary>
public sealed partial class Flow
{
    private static readonly Dictionary<string, (string Path, string Service, string Method)> PagesByName = new()
    {
        ["frontTrans"] = ("/yungateway/frontTrans.do", "OrderService", "pay"),
        ["setPayPwd"] = ("/yungateway/pwd/setPayPwd.html", "MemberPwdService", "setPayPwd"),
        ["updatePayPwd"] = ("/yungateway/pwd/updatePayPwd.html", "MemberPwdService", "updatePayPwd"),
        ["resetPayPwd"] = ("/yungateway/pwd/resetPayPwd.html", "MemberPwdService", "resetPayPwd"),
        ["updatePhoneByPayPwd"] = ("/yungateway/pwd/updatePhoneByPayPwd.html", "MemberPwdService", "updatePhoneByPayPwd"),
        ["signContract"] = ("/yungateway/member/signContract.html", "MemberService", "signContract"),
        ["payOrder"] = ("/yungateway/pwd/payOrder.html", "OrderService", "pay"),
    };

    /// <summary>A signed request for a page, not yet opened.</summary>
    public Task<(Uri Address, SignedRequest Request)> SignPage(string page, object param, Tsy2Options? options = null) =>
        SignWhole(page, Json.Merge(new { consumerIp = "203.0.113.7" }, param), options);

    /// <summary>The same of a param that is sent as it is.</summary>
    public async Task<(Uri Address, SignedRequest Request)> SignWhole(string page, JsonObject param, Tsy2Options? options = null)
    {
        var (path, service, method) = PagesByName[page];
        return (new Uri(Server.Url, path), await Client.Sign(service, method, param, options));
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
        return answer.Status == 303 && answer.Location.AbsolutePath.StartsWith("/yungateway/page/", StringComparison.Ordinal)
            ? await Browser.Follow(answer) : answer;
    }

    /// <summary>What a member sends as its phone who never bound one (4.1.23).</summary>
    public const string NeverBound = "88888888888";

    public const string JumpUrl = "https://shop.example/done?shop=7";

    /// <summary>What the links of the password pages say of a member.</summary>
    public async Task<object> Holder(string bizUserId, object? more = null)
    {
        var person = Who(bizUserId);
        return Json.Merge(new
        {
            bizUserId, phone = person.Phone, oldPhone = person.Phone, name = person.Name, identityType = 1,
                identityNo = await Encrypt(person.IdNumber),
            jumpUrl = JumpUrl, backUrl = Receiver.Url(),
        }, more ?? new { });
    }

    /// <summary>The member follows the merchant's link and sets a payment password.</summary>
    public async Task<WebPage> GivenPassword(string bizUserId, string password)
    {
        var page = await Open("setPayPwd", await Holder(bizUserId));
        var done = await Browser.Submit(page, ("code", await Sms(Who(bizUserId).Phone)), ("newPassword", password), ("repeat", password),
            ("action", "go"));
        Assert.True(done.Status == 303, $"{done.Status} {done.Title}: {done.Text}");
        return done;
    }

    /// <summary>Opens the page, which must say why it will not, by its code.</summary>
    public async Task ThenPageRefuses(string code, string page, object param)
    {
        var answer = await Open(page, param);
        Assert.True(answer.Status == 422
            && answer.Text.Contains(code, StringComparison.Ordinal),
            $"{page} should be refused with {code}, but: {answer.Status} {answer.Text}");
    }

    /// <summary>The flat jump of the password pages: its signature covers signedValue.</summary>
    public async Task<System.Text.Json.JsonElement> SignedJump(WebPage page)
    {
        Assert.Equal(303, page.Status);
        Assert.StartsWith(JumpUrl + "&", page.Location.AbsoluteUri);
        Assert.Equal((App.Id, "OK"), (page.Query["sysid"], page.Query["status"]));
        Assert.True(await Client.Signer.Verify(page.Query["signedValue"], page.Query["sign"]));
        return System.Text.Json.JsonDocument.Parse(page.Query["signedValue"]).RootElement;
    }

    /// <summary>收银宝网关 (5.2), with the bank chosen by the payer unless one is named.</summary>
    public static object Gateway(long amount, string paytype = "B2C,B2B", string? gateid = null) =>
        gateid is null ? new { GATEWAY_VSP = new { amount, paytype } } : new { GATEWAY_VSP = new { amount, paytype, gateid } };
}
