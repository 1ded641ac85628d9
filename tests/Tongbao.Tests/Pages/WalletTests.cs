using Tongbao.Tests.Coverage;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Pages;

/// <summary>通联钱包 H5 支付 (通商云 5.2), alone: what it has beside a balance stands with the gateways.</summary>
public abstract class WalletTests(Store store) : FlowTests(store)
{
    [Fact, Holds("ALLINPAY_WALLET_H5#1-2", "ALLINPAY_WALLET_H5#4")]
    public async Task Alone_it_is_confirmed_on_the_page_without_a_code_and_its_result_is_told()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await AnOrder();
        var wallet = await Opened(order);
        Assert.StartsWith("/simulated/", wallet.Location.AbsolutePath);
        Assert.DoesNotContain(await flow.Sandbox.Sms(flow.App.Id, flow.Who("buyer").Phone), sms => sms.Purpose == "pay");
        await Browser.Post(wallet.Location, ("action", "pay"));
        await flow.ThenPaidAndTold(order);
        await flow.ThenBalances("seller  100.00");
    }

    [Fact, Holds("ALLINPAY_WALLET_H5#7", "clock:wallet_expiry")]
    public async Task Its_order_ends_when_the_merchant_said_a_minute_ahead_at_least_or_after_an_hour()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        await flow.WhenRefused("20015", "consumeApply", Ordering(DateTimeOffset.UtcNow.AddSeconds(45)));
        var (soon, first, second) = (await AnOrder(DateTimeOffset.UtcNow.AddMinutes(10)), await AnOrder(), await AnOrder());
        var late = await AnOrder(DateTimeOffset.UtcNow.AddHours(3));
        await flow.Advance("PT11M");
        Assert.Contains("40003", (await Opened(soon)).Text);
        await flow.Advance("PT48M");
        Assert.StartsWith("/simulated/", (await Opened(first)).Location.AbsolutePath);
        await flow.Advance("PT2M");
        Assert.Contains("40003", (await Opened(second)).Text);
        Assert.StartsWith("/simulated/", (await Opened(late)).Location.AbsolutePath);
    }

    private Task<WebPage> Opened(Tsy2Reply order) => flow.Open("frontTrans", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo });

    private Task<Tsy2Reply> AnOrder(DateTimeOffset? ends = null) => flow.When("consumeApply", Ordering(ends));

    private static object Ordering(DateTimeOffset? ends) => new
    {
        payerId = "buyer", recieverId = "seller", amount = 100_00, frontUrl = "https://shop.example/front",
            payMethod = new { ALLINPAY_WALLET_H5 = new { amount = "10000" } },
        orderExpireDatetime = ends is { } at ? SignedRequest.Now(at) : null,
    };
}

public sealed class WalletOnSqlite() : WalletTests(Store.Sqlite);

public sealed class WalletOnPostgres() : WalletTests(Store.Postgres);
