using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Pages.Tests;

/// <summary>渠道认证页: a merchant certifies itself at WeChat and Alipay, and may go on to the platform.</summary>
public sealed class CertificationPagesTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public Task A_merchant_is_certified_at_one_channel_and_refused_at_the_other() => AtEachSize(async window =>
    {
        await using var yst2 = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await yst2.GivenOnboarded("A");
        var opened = await yst2.Call("1079", new
        {
            reqTraceNum = Yst2Flow.Serial(), signNum = "A", notifyUrl = yst2.Receiver.Url(), jumpUrl = Shop,
        });
        await window.Page.GotoAsync(opened.Text("authUrl")!);
        await window.MustBeGood("yst2-certification");
        await Press(window, "完成微信认证");
        await window.MustBeGood("yst2-certified");
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "认证不通过" }).ClickAsync();
        await window.MustBeGood("yst2-certification-failed");
        var states = await yst2.Call("1078", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" });
        Assert.Equal(("2", "3"), (states.Text("channelAuthInfo[0].authStatus"), states.Text("channelAuthInfo[1].authStatus")));
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "返回商户" }).ClickAsync();
        Assert.StartsWith(Shop, window.Page.Url);
    });
}
