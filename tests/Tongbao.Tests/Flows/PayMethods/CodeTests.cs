using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>被扫: the seller scans the code in the buyer's wallet (通商云 5.2).</summary>
public abstract class CodeTests(Store store) : FlowTests(store)
{
    [Theory]
    [InlineData("CODEPAY_VSP", "134567890123456789", "VSP501"), InlineData("CODEPAY_VSP", "284567890123456789", "VSP511")]
    [InlineData("CODEPAY_VSP", "624567890123456789", "VSP551"), InlineData("CODEPAY_VSP", "914567890123456789", "VSP505"),
        InlineData("CODEPAY_VSP_ORG", "134567890123456789", "VSP501")]
    [Holds("CODEPAY_VSP#1-4", "CODEPAY_VSP_ORG#1-4", "4.2.4#9")]
    public async Task The_codes_of_four_wallets_pay_at_once(string method, string authcode, string trxcode)
    {
        await flow.GivenBuyerAndShop();
        var order = await flow.WhenBuys(method, 10_00, new { authcode });
        Assert.Equal(("success", "buyer"), (order.Text("payStatus"), order.Text("bizUserId")));
        Assert.DoesNotContain(await flow.Sandbox.Sms(flow.App.Id, flow.Who("buyer").Phone), sms => sms.Purpose == "pay");
        await flow.ThenPaidAndTold(order);
        Assert.Equal(trxcode, (await flow.Detail(order)).Text("payInterfacetrxcode"));
        await flow.ThenBalances("seller  10.00");
    }

    [Fact]
    [Holds("4.2.4#9")]
    public async Task A_code_that_does_not_pay_fails_at_once()
    {
        await flow.GivenBuyerAndShop();
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" }, [new { result = "fail", message = "余额不足" }]);
        var order = await flow.WhenBuys("CODEPAY_VSP", 10_00);
        Assert.Equal(("fail", "余额不足"), (order.Text("payStatus"), order.Text("payFailMessage")));
        await flow.ThenBalances("seller  0.00");
    }

    [Fact]
    public async Task The_answer_has_the_channels_number_of_the_trade_and_a_repeat_has_it_too()
    {
        await flow.GivenMembers("buyer", "seller");
        foreach (var (method, asked) in new (string, object)[]
        {
            ("depositApply", new { bizUserId = "seller", amount = 10_00, payMethod = Flow.Code(10_00) }),
                ("consumeApply", Flow.Purchase("CODEPAY_VSP", 10_00)),
            ("agentCollectApply", Json.Merge(Flow.Collect("buyer", 0, ("seller", 10_00)), new { payMethod = Flow.Code(10_00) })),
        })
        {
            var request = await flow.Sign(method, asked);
            var order = await flow.Client.Send(request);
            Assert.Equal((await flow.Detail(order)).Text("payInterfaceOutTradeNo"), order.Text("tradeNo"));
            Assert.Equal(order.SignedValue, (await flow.Client.Send(request)).SignedValue);
        }
    }

    /// <summary>A number that came later than the answer does not make the answer another.</summary>
    [Fact]
    public async Task Where_the_channel_paid_later_there_is_none()
    {
        await flow.GivenMembers("buyer", "seller");
        var request = await flow.Sign("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 10_00 });
        var order = await flow.Client.Send(request);
        await flow.WhenChannelPays(order);
        Assert.False(order.Has("tradeNo"));
        Assert.Equal(order.SignedValue, (await flow.Client.Send(request)).SignedValue);
    }

    [Theory]
    [InlineData("CODEPAY_VSP"), InlineData("CODEPAY_VSP_ORG")]
    public async Task It_knows_no_validation_but_none(string method)
    {
        await flow.GivenBuyerAndShop();
        await flow.ThenRefused("consumeApply", Flow.Purchase(method, 10_00, more: new { validateType = 0 }),
            ("40027", new { validateType = 1 }), ("40027", new { validateType = 2 }));
    }
}

public sealed class CodeOnSqlite() : CodeTests(Store.Sqlite);

public sealed class CodeOnPostgres() : CodeTests(Store.Postgres);
