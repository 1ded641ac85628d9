using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>透传渠道过期: how long the buyer can pay what the channel gave (通商云 4.2.2).</summary>
public abstract class ChannelExpiryTests(Store store) : FlowTests(store)
{
    private static readonly string[] Passed =
    [
        "SCAN_WEIXIN", "SCAN_WEIXIN_ORG", "SCAN_UNIONPAY", "SCAN_UNIONPAY_ORG", "SCAN_ALIPAY", "SCAN_ALIPAY_ORG", "WECHAT_PUBLIC",
            "WECHAT_PUBLIC_ORG",
        "WECHATPAY_MINIPROGRAM", "WECHATPAY_MINIPROGRAM_ORG", "WECHATPAY_APP_OPEN",
    ];

    [Fact]
    [Holds("clock:channel_expiry", "SCAN_WEIXIN#5", "SCAN_WEIXIN_ORG#5", "SCAN_UNIONPAY#5", "SCAN_UNIONPAY_ORG#5", "SCAN_ALIPAY#5",
        "SCAN_ALIPAY_ORG#5", "WECHAT_PUBLIC#7", "WECHAT_PUBLIC_ORG#7")]
    [Holds("WECHATPAY_MINIPROGRAM#8", "WECHATPAY_MINIPROGRAM_ORG#8", "WECHATPAY_APP_OPEN#4", "4.2.2#7", "4.2.4#10", "4.2.5#9")]
    public async Task The_orders_end_goes_on_to_the_channel_which_keeps_it_an_hour_at_most()
    {
        await OnAnOwnMarket();
        var soon = await Orders(DateTimeOffset.UtcNow.AddMinutes(10));
        var late = await Orders(DateTimeOffset.UtcNow.AddHours(3));
        await flow.Advance("PT11M");
        await CannotBePaid(soon);
        await flow.WhenChannelPays(late[0]);
        await flow.Advance("PT50M");
        await CannotBePaid(late[1..]);
    }

    [Fact]
    [Holds("clock:miniprogram_payinfo", "clock:h5_mweb_url", "WECHATPAY_MINIPROGRAM#6", "WECHATPAY_MINIPROGRAM_ORG#6",
        "WECHATPAY_H5_OPEN#4", "4.2.2#10", "4.2.4#13", "4.2.5#12")]
    public async Task What_a_mini_program_gets_is_good_for_an_hour_and_a_link_of_H5_for_five_minutes()
    {
        await OnAnOwnMarket();
        var link = await flow.WhenBuys("WECHATPAY_H5_OPEN", 1_00);
        await flow.WhenChannelPays(await flow.WhenBuys("WECHATPAY_H5_OPEN", 1_00));
        var mini = await flow.WhenBuys("WECHATPAY_MINIPROGRAM", 1_00);
        var group = await flow.WhenBuys("WECHATPAY_MINIPROGRAM_ORG", 1_00);
        var (depositByLink, depositByMini) = (await Deposit("WECHATPAY_H5_OPEN"), await Deposit("WECHATPAY_MINIPROGRAM"));
        var (collectByLink, collectByMini) = (await Collect("WECHATPAY_H5_OPEN"), await Collect("WECHATPAY_MINIPROGRAM"));
        await flow.Advance("PT5M1S");
        await CannotBePaid([link, depositByLink, collectByLink]);
        await flow.WhenChannelPays(mini);
        await flow.Advance("PT55M");
        await CannotBePaid([group, depositByMini, collectByMini]);
    }

    private async Task OnAnOwnMarket()
    {
        flow = await OnOwnServer(new { dailyOrderLimit = 0 });
        await flow.GivenBuyerAndShop();
    }

    private async Task<Tsy2Reply[]> Orders(DateTimeOffset until)
    {
        List<Tsy2Reply> orders = [];
        foreach (var method in Passed)
        {
            var end = new { orderExpireDatetime = SignedRequest.Now(until) };
            orders.AddRange(await flow.WhenBuys(method, 1_00, more: end), await Deposit(method, end), await Collect(method, end));
        }
        return [.. orders];
    }

    private Task<Tsy2Reply> Deposit(string method, object? more = null) =>
        flow.When("depositApply", Json.Merge(new { bizUserId = "seller", amount = 1_00, goodsName = "咖啡",
            payMethod = Flow.Way(method, 1_00) }, more ?? new { }));

    private Task<Tsy2Reply> Collect(string method, object? more = null) =>
        flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("seller", 1_00)), new { goodsName = "咖啡", payMethod = Flow.Way(method, 1_00) }, more
            ?? new { }));

    private async Task CannotBePaid(IEnumerable<Tsy2Reply> orders)
    {
        foreach (var order in orders)
        {
            await Assert.ThrowsAsync<SandboxProblem>(() => flow.WhenChannelPays(order));
            await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        }
    }
}

public sealed class ChannelExpiryOnSqlite() : ChannelExpiryTests(Store.Sqlite);

public sealed class ChannelExpiryOnPostgres() : ChannelExpiryTests(Store.Postgres);
