using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tongbao.Pages.Tests;

/// <summary>付款页面: a person pays on a phone and at a desk, by eye, by ear and by keyboard.</summary>
public sealed class PaymentPagesTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public Task The_cashier_the_bank_and_the_way_back() => AtEachSize(async window =>
    {
        var order = await AnOrder(Flow.Gateway(1_288_00), 1_288_00);
        await window.Page.GotoAsync(await Link(order));
        await window.MustBeGood("cashier");
        await window.Page.GetByLabel("工商银行（借记卡）").CheckAsync();
        await Press(window, "前往银行付款");
        await window.MustBeGood("bank");
        await Press(window, "确认付款");
        Assert.StartsWith(Shop, window.Page.Url);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    });

    [Fact]
    public async Task The_keyboard_alone_pays()
    {
        await using var window = await Chromium.Open(Chromium.Sizes[0]);
        var order = await AnOrder(Flow.Gateway(100_00, "B2C"), 100_00);
        var keys = window.Page.Keyboard;
        await window.Page.GotoAsync(await Link(order));
        await keys.PressAsync("Tab");
        Assert.Contains("跳到正文", await Focused(window));
        await keys.PressAsync("Tab");
        await keys.PressAsync("Space");
        await keys.PressAsync("ArrowDown");
        Assert.True(await window.Page.GetByLabel("工商银行（贷记卡）").IsCheckedAsync());
        await keys.PressAsync("Enter");
        await Assertions.Expect(window.Page).ToHaveTitleAsync(new Regex("工商银行"), new() { Timeout = Patience });
        for (var at = ""; !at.Contains("确认付款");)
        {
            await keys.PressAsync("Tab");
            at = await Focused(window);
        }
        await keys.PressAsync("Enter");
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("/healthz"), new() { Timeout = Patience });
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    public Task A_scanned_code_its_wallet_and_its_end() => AtEachSize(async window =>
    {
        if (!flow.Knows("buyer")) await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 66_00, payMethod = Flow.Scan(66_00) });
        await window.Page.GotoAsync($"{order.Text("payInfo")}/code");
        Assert.True(await window.Page.Locator(".qr img").EvaluateAsync<int>("i => i.naturalWidth") > 100);
        await window.MustBeGood("scan-code");
        await window.Page.GotoAsync(order.Text("payInfo")!);
        await window.MustBeGood("wallet");
        await Press(window, "确认付款");
        await window.MustBeGood("wallet-paid");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    });

    [Fact]
    public Task Instalments_and_a_card_that_is_not_the_holders() => AtEachSize(async window =>
    {
        var order = await AnOrder(await Instalments(), 12_000_00);
        await window.Page.GotoAsync(await Link(order));
        await window.MustBeGood("instalments");
        await window.Page.GetByLabel("有效期").FillAsync("13");
        await window.Page.GetByLabel("安全码").FillAsync("12");
        await Press(window, "确认分期");
        Assert.Equal(2, await window.Page.Locator(".mistakes a").CountAsync());
        await window.MustBeGood("instalments-mistakes", mayBeRefused: true);
    });

    [Fact]
    public Task The_code_of_a_payment_by_card_is_read_on_the_simulated_phone() => AtEachSize(async window =>
    {
        if (!flow.Knows("buyer")) await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 66_00, payMethod = await flow.QuickPay("buyer", 66_00) });
        await window.Page.GotoAsync((await flow.Shown(order)).GetProperty("payPage").GetString()!);
        await window.MustBeGood("sms");
        await flow.When("pay", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo,
            verificationCode = (await window.Page.Locator("section .amount").Last.InnerTextAsync()).Trim() });
        await window.Page.ReloadAsync();
        await window.MustBeGood("sms-paid");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    });

    [Fact]
    public Task A_link_that_was_used_says_so() => AtEachSize(async window =>
    {
        var link = await Link(await AnOrder(Flow.Gateway(100_00), 100_00));
        await window.Page.GotoAsync(link);
        await window.Page.GotoAsync(link);
        Assert.Equal("链接已被使用", (await window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).Trim());
        await window.MustBeGood("link-used", mayBeRefused: true);
    });

    private static Task<string> Focused(Window window) => window.Page.EvaluateAsync<string>("document.activeElement.innerText ?? ''");

    private async Task<string> Link(Tsy2Reply order) =>
        (await flow.Link("frontTrans", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo })).AbsoluteUri;

    private async Task<Tsy2Reply> AnOrder(object payMethod, long amount)
    {
        if (!flow.Knows("buyer")) await flow.GivenMembers("buyer", "seller");
        return await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount, payMethod, frontUrl = Shop, summary = "秋季新品两件" });
    }

    private async Task<object> Instalments()
    {
        const string card = "6228480000000001700";
        if (!flow.Knows("buyer"))
        {
            await flow.GivenMembers("buyer", "seller");
            // in 00 end credit cards
            await flow.GivenCardOfMode("buyer", 6, card, new { validate = await flow.Encrypt("0830"), cvv2 = await flow.Encrypt("123") });
        }
        return new { InstallmentPayment_H5 = new { nper = 12, channel = 1, amount = 12_000_00, bankCardNo = await flow.Encrypt(card) } };
    }
}
