using System.Net;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Pages;

/// <summary>签名链接: what every hosted page keeps whoever follows its link, and however.</summary>
public abstract class SignedLinkTests(Store store) : FlowTests(store)
{
    private const string Hostile = "<script>\"'&</script>";

    [Fact]
    public async Task A_forged_link_is_told_so_and_opens_nothing()
    {
        var (address, request) = await flow.SignPage("frontTrans", await AnOrder());
        var page = await Browser.Get(new Uri($"{address}?{(request with { Req = request.Req.Replace("buyer", "seller") }).Form()}"));
        Assert.Equal(403, page.Status);
        Assert.Contains("链接签名不正确", page.Text);
        Assert.DoesNotContain("signature", page.Text);
    }

    [Fact]
    public async Task A_link_opens_once()
    {
        var link = await flow.Link("frontTrans", await AnOrder());
        Assert.Equal(303, (await Browser.Get(link)).Status);
        var again = await Browser.Get(link);
        Assert.Equal(409, again.Status);
        Assert.Contains("链接已被使用", again.Text);
    }

    [Fact]
    public async Task A_link_older_than_ten_minutes_is_told_so()
    {
        var page = await Browser.Get(await flow.Link("frontTrans", await AnOrder(),
            new Tsy2Options(Timestamp: DateTimeOffset.UtcNow.AddMinutes(-11))));
        Assert.Equal(410, page.Status);
        Assert.Contains("链接已过期", page.Text);
    }

    [Fact]
    public async Task An_incomplete_link_and_an_unknown_merchant_are_told_apart()
    {
        var (address, request) = await flow.SignPage("frontTrans", await AnOrder());
        Assert.Equal(400, (await Browser.Get(address)).Status);
        Assert.Equal(404, (await Browser.Get(new Uri($"{address}?{(request with { Sysid = "999" }).Form()}"))).Status);
    }

    [Fact]
    [Holds("4.2.9#3")]
    public async Task A_link_comes_by_post_and_url_encoded_twice_as_well()
    {
        var param = await AnOrder();
        var (address, posted) = await flow.SignPage("frontTrans", param);
        Assert.Equal(303, (await Browser.PostForm(address, posted.Form())).Status);
        var (_, twice) = await flow.SignPage("frontTrans", param);
        var encoded = twice with { Req = WebUtility.UrlEncode(twice.Req), Sign = WebUtility.UrlEncode(twice.Sign),
            Timestamp = WebUtility.UrlEncode(twice.Timestamp) };
        Assert.Equal(303, (await Browser.Get(new Uri($"{address}?{encoded.Form()}"))).Status);
    }

    [Fact]
    public async Task A_page_of_passwords_is_the_same_without_the_gateway_before_it()
    {
        await flow.GivenMember("buyer");
        var (address, request) = await flow.SignPage("setPayPwd",
            new { bizUserId = "buyer", phone = flow.Who("buyer").Phone, name = flow.Who("buyer")
            .Name, identityType = 1, identityNo = await flow.Encrypt(flow.Who("buyer").IdNumber), jumpUrl = "https://shop.example/done",
            backUrl = "http://127.0.0.1:9/" });
        Assert.StartsWith("/yungateway/pwd/", address.AbsolutePath);
        var opened = await Browser.Get(new Uri(address, $"{address.AbsolutePath["/yungateway".Length..]}?{request.Form()}"));
        Assert.True(opened.Status == 303, opened.Text);
        Assert.Equal(409, (await Browser.Get(new Uri($"{address}?{request.Form()}"))).Status);      // the very same link
    }

    [Theory]
    [InlineData("/yungateway/pwd/setPayPwd"), InlineData("/yungateway/none.do"), InlineData("/pwd/none.html"),
        InlineData("/simulated/none")]
    public async Task An_address_that_is_no_page_is_told_so_by_one(string path)
    {
        foreach (var page in new[] { await Browser.Get(new Uri(flow.Server.Url, path)),
            await Browser.PostForm(new Uri(flow.Server.Url, path), "a=b") })
        {
            Assert.Equal((404, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
            Assert.Contains("页面不存在", page.Text);
            Assert.StartsWith("default-src 'none'", page.Headers["Content-Security-Policy"]);
        }
        var english = await Browser.Get(new Uri(flow.Server.Url, path), "en");
        Assert.DoesNotContain("页面不存在", english.Text);
        Assert.Contains("There is no such page", english.Text);
    }

    [Fact]
    public async Task A_page_expires_a_quarter_of_an_hour_after_it_was_opened()
    {
        flow = await OnOwnServer();
        var page = await flow.Open("frontTrans", await AnOrder());
        await flow.Advance("PT15M");
        var late = await Browser.Submit(page, ("bank", "B2C 104"));
        Assert.Equal(410, late.Status);
        Assert.Contains("页面已过期", late.Text);
        Assert.Equal(410, (await Browser.Get(page.Address)).Status);
    }

    [Fact]
    public async Task A_form_without_the_pages_token_or_with_a_used_one_changes_nothing()
    {
        var page = await flow.Open("frontTrans", await AnOrder());
        Assert.Equal(403, (await Browser.Post(page.Address, ("bank", "B2C 104"))).Status);
        Assert.Equal(409, (await Browser.Post(page.Address, ("_token", "made-up"), ("bank", "B2C 104"))).Status);
        Assert.Equal(303, (await Browser.Submit(page, ("bank", "B2C 104"))).Status);
        var again = await Browser.Submit(page, ("bank", "B2C 104"));
        Assert.Equal(409, again.Status);
        Assert.Contains("这一步已经提交过", again.Text);
    }

    [Fact]
    public async Task An_address_that_was_guessed_is_no_page()
    {
        var page = await flow.Open("frontTrans", await AnOrder());
        Assert.Equal(404, (await Browser.Get(new Uri(page.Address, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))).Status);
        Assert.Equal(404, (await Browser.Get(new Uri(page.Address, "/yungateway/page/nobody/x"))).Status);
    }

    [Fact]
    public async Task Pages_run_no_script_are_framed_by_nobody_are_not_kept_and_tell_no_referrer()
    {
        var page = await flow.Open("frontTrans", await AnOrder());
        foreach (var each in new[] { page, await Browser.Get(new Uri(page.Address, "/yungateway/frontTrans.do")) })
        {
            Assert.StartsWith("default-src 'none'", each.Headers["Content-Security-Policy"]);
            Assert.Contains("frame-ancestors 'none'", each.Headers["Content-Security-Policy"]);
            Assert.DoesNotContain("script-src", each.Headers["Content-Security-Policy"]);
            Assert.Equal(("nosniff", "no-referrer", "no-store", "DENY"),
                (each.Headers["X-Content-Type-Options"], each.Headers["Referrer-Policy"], each.Headers["Cache-Control"],
                    each.Headers["X-Frame-Options"]));
            Assert.DoesNotContain("<script", each.Html);
            Assert.DoesNotContain("style=", each.Html);
        }
        Assert.Contains("https://shop.example", page.Headers["Content-Security-Policy"]);
    }

    [Fact]
    public async Task What_a_merchant_wrote_is_text_and_nothing_else()
    {
        var page = await flow.Open("frontTrans", await AnOrder(new { summary = Hostile }));
        Assert.DoesNotContain("<script>", page.Html);
        Assert.Contains(Hostile, page.Text);
    }

    [Fact]
    public async Task A_link_that_is_signed_but_not_of_this_page_or_lacks_a_field_is_refused_with_its_code()
    {
        var (address, request) = await flow.SignPage("frontTrans", new { bizUserId = "buyer" });
        var page = await Browser.Get(new Uri($"{address}?{request.Form()}"));
        Assert.Equal(422, page.Status);
        Assert.Contains("10001", page.Text);
        var other = await flow.Client.Sign("MemberService", "createMember", new { bizUserId = "x" });
        Assert.Contains("10002", (await Browser.Get(new Uri($"{address}?{other.Form()}"))).Text);
    }

    private async Task<object> AnOrder(object? more = null)
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = Flow.Gateway(100_00),
            frontUrl = "https://shop.example/front" }, more ?? new { }));
        return new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo };
    }
}

public sealed class SignedLinksOnSqlite() : SignedLinkTests(Store.Sqlite);

public sealed class SignedLinksOnPostgres() : SignedLinkTests(Store.Postgres);
