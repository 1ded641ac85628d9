using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>余额与代金券: what is paid inside the ledger, alone or beside one channel (通商云 5.2, 4.2.1 (3)).</summary>
public abstract class InsideTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("BALANCE#1-2", "BALANCE#4-5", "COUPON#2-3", "COUPON#5-6", "5.2#4")]
    public async Task Balance_and_coupon_pay_once_the_code_of_the_SMS_confirms()
    {
        var order = await Buy(Flow.Together(flow.Balance(30_00), Flow.Coupon(10_00)));
        Assert.False(order.Has("payStatus"));
        await flow.ThenBalances("seller  0.00");
        await flow.Pay(order);
        await flow.ThenPaidAndTold(order);
        await flow.ThenBalances("""
            buyer              20.00
            seller             40.00
            platform:2000000   90.00
            """);
    }

    [Fact]
    [Holds("5.2#4", "5.2#6", "4.2.4#17")]
    public async Task A_purchase_joins_one_channel_balance_and_a_coupon()
    {
        await Given();
        var order = await Buy(Flow.Together(await flow.QuickPay("buyer", 25_00), flow.Balance(10_00), Flow.Coupon(5_00)), given: true);
        await flow.Pay(order);
        await flow.ThenBalances("""
            buyer              40.00
            seller             40.00
            platform:2000000   95.00
            """);
    }

    [Fact]
    [Holds("5.2#7", "COUPON#1")]
    public async Task A_collect_joins_one_channel_and_balances()
    {
        await Given();
        var collect = await flow.When("agentCollectApply", Json.Merge(Flow.Collect("buyer", 0, ("seller", 40_00)),
            new { payMethod = Flow.Together(await flow.QuickPay("buyer", 25_00), flow.Balance(10_00), Flow.Coupon(5_00)) }));
        await flow.Pay(collect);
        await flow.ThenOwed(collect, "seller  40.00");
    }

    [Fact]
    [Holds("5.2#2", "COUPON#1", "4.2.2#14", "4.2.3#18")]
    public async Task Deposits_and_withdrawals_are_paid_one_way()
    {
        await Given();
        await flow.ThenRefused("depositApply", new { bizUserId = "buyer", amount = 40_00, payMethod = await flow.QuickPay("buyer", 40_00) },
            ("40034", new { payMethod = Flow.Together(await flow.QuickPay("buyer", 30_00), flow.Balance(10_00)) }),
            ("40034", new { payMethod = Flow.Coupon(40_00) }));
        await flow.WhenRefused("40034", "withdrawApply", new { bizUserId = "buyer", amount = 10_00,
            payMethod = new { WITHDRAW_TLT = new { payTypeName = "withdraw_tlt" }, WITHDRAW_JFB = new { amount = 10_00 } } });
    }

    [Theory]
    [InlineData("SCAN_WEIXIN"), InlineData("SCAN_ALIPAY"), InlineData("CODEPAY_VSP"), InlineData("WECHAT_PUBLIC"),
        InlineData("ALIPAY_SERVICE"), InlineData("WECHATPAY_APP_OPEN"), InlineData("ORDER_VSPPAY")]
    [Holds("5.2#3", "5.2#5")]
    public async Task Wallets_and_terminals_stand_alone(string method)
    {
        await Given();
        await flow.WhenRefused("40034", "consumeApply",
            Flow.Purchase(method, 40_00, more: new { payMethod = Flow.Together(Flow.Way(method, 30_00), flow.Balance(10_00)) }));
    }

    [Fact]
    [Holds("5.2#4")]
    public async Task Two_channels_do_not_pay_one_order()
    {
        await Given();
        var card = flow.Who("buyer").CardNo;
        await flow.WhenRefused("40034", "consumeApply", Flow.Purchase("", 40_00,
            more: new { payMethod = Flow.Together(await flow.QuickPay("buyer", 30_00), await flow.ByCard("WITHHOLD_SD", card, 10_00)) }));
    }

    [Theory]
    [InlineData(null, "2000000"), InlineData("2000000", "2000000"), InlineData("100002", "100002")]
    [Holds("COUPON#7")]
    public async Task A_coupon_is_paid_out_of_marketing_money_or_the_guarantee(string? accountSetNo, string from)
    {
        await Given();
        await flow.GivenFunds("100002", 100_00);
        await flow.Pay(await Buy(new { COUPON = new { amount = 40_00, accountSetNo } }, given: true));
        await flow.ThenBalances($"platform:{from}  60.00");
        await flow.WhenRefused("30018", "consumeApply",
            Flow.Purchase("", 40_00, more: new { payMethod = new { COUPON = new { amount = 40_00, accountSetNo = "100001" } } }));
    }

    [Fact]
    public async Task Nothing_inside_is_paid_without_confirmation()
    {
        await Given();
        await flow.ThenRefused("consumeApply", Flow.Purchase("", 40_00, more: new { payMethod = flow.Balance(40_00) }),
            ("40027", new { validateType = 0 }), ("30032", new { validateType = 2 }));
    }

    private async Task Given()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 50_00);
        await flow.GivenFunds("2000000", 100_00);
    }

    private async Task<Tsy2Reply> Buy(object payMethod, bool given = false)
    {
        if (!given) await Given();
        return await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 40_00, payMethod });
    }
}

public sealed class InsideOnSqlite() : InsideTests(Store.Sqlite);

public sealed class InsideOnPostgres() : InsideTests(Store.Postgres);
