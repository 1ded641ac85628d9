using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Pages;

/// <summary>模拟付款页: the wallet that opens when a code is scanned.</summary>
public abstract class SimulatedPagesTests(Store store) : FlowTests(store)
{
    [Fact]
    public async Task A_scanned_code_opens_the_wallet_and_the_wallet_pays()
    {
        var (order, wallet) = await AnOrder();
        Assert.Contains("12.34", (await Browser.Get(wallet)).Text);
        var paid = await Browser.Follow(await Browser.Post(wallet, ("action", "pay")));
        Assert.Contains("付款成功", paid.Text);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await Browser.Post(wallet, ("action", "pay"));
        await flow.ThenBalances("seller  12.34");
    }

    [Fact]
    public async Task The_page_of_the_code_shows_it_as_a_picture_and_a_link_looks_again_until_it_is_paid()
    {
        var (_, wallet) = await AnOrder();
        var code = await Browser.Get(new Uri($"{wallet}/code"));
        Assert.Contains("data:image/svg+xml;base64,", System.Net.WebUtility.HtmlDecode(code.Html));
        Assert.Contains("查看结果", code.Text);
        await Browser.Post(wallet, ("action", "cancel"));
        code = await Browser.Get(new Uri($"{wallet}/code"));
        Assert.DoesNotContain("查看结果", code.Text);
        Assert.Contains("付款人已取消支付", code.Text);
    }

    [Fact]
    public async Task An_address_without_its_secret_part_is_no_page_and_a_form_without_a_choice_does_nothing()
    {
        var (order, wallet) = await AnOrder();
        Assert.Equal(404, (await Browser.Post(new Uri(wallet, "AAAAAAAAAAAAAAAAAAAAAA"), ("action", "pay"))).Status);
        Assert.Equal(404, (await Browser.Get(new Uri(wallet, $"/yungateway/back/{flow.App.Id}/{order.OrderNo}/{wallet.Segments[^1]}"))).Status);
        Assert.Equal(400, (await Browser.Post(wallet, ("action", "steal"))).Status);
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
    }

    private async Task<(Tsy2Reply Order, Uri Wallet)> AnOrder()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 12_34, payMethod = Flow.Scan(12_34) });
        return (order, new Uri(order.Text("payInfo")!));
    }
}

public sealed class SimulatedPagesOnSqlite() : SimulatedPagesTests(Store.Sqlite);

public sealed class SimulatedPagesOnPostgres() : SimulatedPagesTests(Store.Postgres);
