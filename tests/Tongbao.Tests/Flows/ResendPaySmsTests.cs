namespace Tongbao.Tests.Flows;

/// <summary>重发支付短信验证码, resendPaySMS (通商云 4.2.25).</summary>
public abstract class ResendPaySmsTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.25#2", "4.2.25#5")]
    public async Task The_same_code_is_sent_again_while_it_lives_and_a_new_one_after()
    {
        flow = await OnOwnServer();
        var order = await AnOrder("buyer");
        var first = await flow.SmsFor(order);
        await flow.Advance("PT11S");
        await Resend(order);
        Assert.Equal(first, await flow.SmsFor(order));
        await flow.Advance("PT4M");
        var resent = await flow.When("resendPaySMS", new { bizOrderNo = order.BizOrderNo });
        Assert.Equal((order.BizOrderNo, order.OrderNo), (resent.BizOrderNo, resent.OrderNo));
        await flow.Pay(order);
    }

    [Fact]
    [Holds("4.2.25#3", "clock:resend_interval")]
    public async Task Not_within_ten_seconds_of_the_last()
    {
        flow = await OnOwnServer();
        var order = await AnOrder("buyer");
        await flow.Advance("PT11S");
        await flow.Freeze();
        Assert.True((await Resend(order)).Ok);
        Assert.Equal("调用重发短信接口太频繁,请稍后再试!", (await Resend(order)).Message);
        await flow.Advance("PT11S");
        Assert.True((await Resend(order)).Ok);
    }

    [Fact]
    [Holds("4.2.25#4", "clock:resend_default_expiry")]
    public async Task Not_for_an_order_that_is_paid_or_half_an_hour_old()
    {
        flow = await OnOwnServer();
        var (paid, old) = (await AnOrder("one"), await AnOrder("two"));
        await flow.Pay(paid);
        await flow.Advance("PT11S");
        Assert.StartsWith("订单处理完成或处理中,不支持重发短信!", (await Resend(paid)).Message, StringComparison.Ordinal);
        await flow.Advance("PT30M");
        Assert.StartsWith("订单处理完成或处理中,不支持重发短信!", (await Resend(old)).Message, StringComparison.Ordinal);
        await flow.WhenRefused("40000", "resendPaySMS", new { bizOrderNo = "no-such-order" });
    }

    [Fact]
    [Holds("4.2.25#1")]
    public async Task For_every_kind_of_order_that_a_code_confirms_and_for_no_other()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 100_00);
        var balance = new { payMethod = flow.Balance(10_00) };
        Tsy2Reply[] orders =
        [
            await AnOrder("depositor"),
            await flow.When("consumeApply", Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 10_00 }, balance)),
            await flow.When("agentCollectApply", Json.Merge(Flow.Collect("buyer", 0, ("seller", 10_00)), balance)),
            await flow.When("withdrawApply", new { bizUserId = "buyer", amount = 10_00, validateType = 1 }),
        ];
        var scanned = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 10_00 });
        await flow.Advance("PT11S");
        foreach (var order in orders)
        {
            Assert.True((await Resend(order)).Ok);
            await flow.Pay(order);
        }
        Assert.Equal("40019", (await Resend(scanned)).ErrorCode);
    }

    [Fact]
    public async Task A_locked_payer_is_sent_no_code()
    {
        var order = await AnOrder("buyer");
        await flow.When("lockMember", new { bizUserId = "buyer" });
        Assert.Equal("30002", (await Resend(order)).ErrorCode);
    }

    private Task<Tsy2Reply> Resend(Tsy2Reply order) => flow.Ask("resendPaySMS", new { bizOrderNo = order.BizOrderNo });

    private async Task<Tsy2Reply> AnOrder(string buyer)
    {
        await flow.GivenMember(buyer);
        return await flow.When("depositApply", new { bizUserId = buyer, amount = 100_00, payMethod = await flow.QuickPay(buyer, 100_00) });
    }
}

public sealed class ResendPaySmsOnSqlite() : ResendPaySmsTests(Store.Sqlite);

public sealed class ResendPaySmsOnPostgres() : ResendPaySmsTests(Store.Postgres);
