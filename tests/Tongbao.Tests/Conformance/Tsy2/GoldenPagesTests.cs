using System.Net;
using System.Text.RegularExpressions;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>Golden bytes of what a browser carries back to the merchant. TONGBAO_REWRITE=1 writes them anew.</summary>
public sealed class GoldenPagesTests() : FlowTests(Store.Sqlite)
{
    private const string FrontUrl = "https://shop.example/front?shop=7";

    [Fact]
    public async Task A_member_is_led_back_with_these_bytes()
    {
        foreach (var (page, act) in await MemberActs.For(flow, "buyer")) ThenCarries(page, "jump", await act(), Flow.JumpUrl);
    }

    [Fact]
    public async Task A_payer_is_led_back_with_these_bytes()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 40_00);
        await flow.GivenPassword("buyer", "864209");
        var byPassword = await flow.When("consumeApply", Purchase(flow.Balance(30_00), new { validateType = 2 }));
        var page = await flow.Open("payOrder", new { bizUserId = "buyer", bizOrderNo = byPassword.BizOrderNo, jumpUrl = Flow.JumpUrl });
        ThenCarries("payOrder", "jump", await Browser.Submit(page, ("password", "864209"), ("action", "pay")), Flow.JumpUrl);
        foreach (var (name, action) in new[] { ("jump", "pay"), ("jump-cancelled", "cancel"), ("jump-waiting", "timeout") })
        {
            var order = await flow.When("consumeApply", Purchase(Flow.Gateway(30_00, "B2C", "103"), new { frontUrl = FrontUrl }));
            var bank = await flow.Open("frontTrans", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo });
            ThenCarries("frontTrans", name, await Browser.Follow(await Browser.Post(bank.Location, ("action", action))), FrontUrl);
        }
    }

    [Fact]
    public async Task Who_was_refused_carries_the_refusal()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 40_00);
        await flow.GivenPassword("buyer", "864209");
        var order = await flow.When("consumeApply", Purchase(flow.Balance(30_00), new { validateType = 2 }));
        await flow.When("lockMember", new { bizUserId = "buyer" });
        foreach (var (name, asked) in new (string, object)[]
        {
            ("setPayPwd", await flow.Holder("buyer")), ("updatePayPwd", await flow.Holder("buyer")),
                ("resetPayPwd", await flow.Holder("buyer")),
            ("updatePhoneByPayPwd", await flow.Holder("buyer")), ("signContract", await flow.Holder("buyer", new { source = "2" })),
            ("payOrder", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, jumpUrl = Flow.JumpUrl }),
        })
        {
            var page = await flow.Open(name, asked);
            var back = Regex.Match(page.Html, "href=\"(https://shop\\.example/[^\"]*)\"");
            Golden.Tsy2.MustBe(name, "jump-refused", Golden.Carried(WebUtility.HtmlDecode(back.Groups[1].Value), Flow.JumpUrl));
        }
    }

    private static object Purchase(object payMethod, object more) =>
        Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 30_00, payMethod }, more);

    private static void ThenCarries(string method, string name, WebPage led, string merchant)
    {
        Assert.True(led.Status == 303, $"{method}: {led.Status} {led.Title}: {led.Text}");
        Golden.Tsy2.MustBe(method, name, Golden.Carried(led.Headers["Location"], merchant));
    }
}
