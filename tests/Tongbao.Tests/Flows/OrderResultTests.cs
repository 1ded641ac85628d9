namespace Tongbao.Tests.Flows;

/// <summary>订单结果通知 (通商云 4.2.15) and its schedule (3.7).</summary>
public abstract class OrderResultTests(Store store) : FlowTests(store)
{
    public override async ValueTask InitializeAsync() => flow = await OnOwnServer();

    [Fact]
    [Holds("4.2.4#15", "4.2.15#1", "4.2.15#8")]
    public async Task A_paid_order_is_told_once_when_the_merchant_answers_200()
    {
        var order = await APaidPurchase();
        await flow.Advance("PT5S");
        var notice = Assert.Single(await flow.Receiver.WaitFor(order.BizOrderNo));
        Assert.Equal(("OrderService", "pay", "OK"), (notice.Service, notice.Method, notice.Status));
        Assert.Equal((order.OrderNo, "10000", "buyer", "桌 7"),
            (notice.Text("orderNo"), notice.Text("amount"), notice.Text("buyerBizUserId"), notice.Text("extendInfo")));
        Assert.Equal(flow.App.Id, notice["sysid"]);
        await flow.Advance("PT24H");
        Assert.Single(await flow.Receiver.WaitFor(order.BizOrderNo));
    }

    [Fact]
    public async Task It_is_not_told_before_five_seconds_are_over()
    {
        await flow.Freeze();
        var order = await APaidPurchase();
        Assert.Empty(await Attempts(order));
        await flow.Advance("PT4S");
        Assert.Empty(await Attempts(order));
        await flow.Advance("PT1S");
        Assert.Single(await Attempts(order));
    }

    [Fact]
    [Holds("4.2.15#4", "clock:notify_retry")]
    public async Task A_merchant_who_does_not_answer_200_is_told_four_times_and_every_try_is_kept()
    {
        await flow.Freeze();
        flow.Receiver.Answer("/notices", NoticeAnswer.Broken);
        var order = await APaidPurchase();
        foreach (var (gap, tries) in new[] { ("PT5S", 1), ("PT10M", 2), ("PT1H", 3), ("PT6H", 4), ("PT24H", 4) })
        {
            await flow.Advance(gap);
            Assert.Equal(tries, (await Attempts(order)).Count);
        }
        Assert.All(await Attempts(order), a => Assert.Equal(500, a.HttpStatus));
        Assert.Equal(4, (await flow.Receiver.WaitFor(order.BizOrderNo, 4)).Count);
    }

    [Fact]
    [Holds("clock:notify_retry")]
    public async Task It_stops_at_the_first_200()
    {
        await flow.Freeze();
        flow.Receiver.Answer("/notices", NoticeAnswer.Broken, NoticeAnswer.Ok);
        var order = await APaidPurchase();
        await flow.Advance("PT48H");
        Assert.Equal([500, 200], (await Attempts(order)).Select(a => a.HttpStatus));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_counts_as_no_answer()
    {
        await flow.Freeze();
        flow.Receiver.Answer("/notices", NoticeAnswer.RedirectTo(flow.Receiver.Url("/elsewhere")), NoticeAnswer.Ok);
        var order = await APaidPurchase();
        await flow.Advance("PT48H");
        Assert.Equal([302, 200], (await Attempts(order)).Select(a => a.HttpStatus));
        Assert.All(flow.Receiver.Received, n => Assert.Equal("/notices", n.Path));
    }

    [Fact]
    public async Task A_notice_is_delivered_again_on_demand()
    {
        var order = await APaidPurchase();
        await flow.Advance("PT5S");
        await flow.Receiver.WaitFor(order.BizOrderNo);
        await flow.Sandbox.Redeliver(flow.App.Id, (await flow.Notices(order)).Single().Id);
        var both = await flow.Receiver.WaitFor(order.BizOrderNo, 2);
        Assert.Equal(both[0]["rps"], both[1]["rps"]);
    }

    [Fact]
    public async Task A_merchant_who_hangs_holds_up_nobody_else()
    {
        flow.Receiver.Answer("/hanging", NoticeAnswer.Hanging);
        var silent = await APaidPurchase(flow.Receiver.Url("/hanging"));
        var quick = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        await flow.WhenChannelPays(quick);
        var moved = flow.Advance("PT5S");
        await flow.Receiver.WaitFor(quick.BizOrderNo);
        await flow.Receiver.WaitFor(silent.BizOrderNo);
        await flow.ThenBalances("seller  200.00");
        await moved;
    }

    [Fact]
    [Holds("4.2.2#12", "4.2.2#16", "4.2.4#20", "4.2.5#19", "4.2.8#2", "4.2.10#5", "4.2.15#2", "4.2.15#9")]
    public async Task Of_what_failed_only_a_withdrawal_is_told()
    {
        await flow.GivenMembers("buyer", "seller");
        var (deposit, failed) = (await ADeposit(100_00), await ADeposit(50_00));
        await flow.WhenChannelPays(deposit);
        await flow.WhenChannelFails(failed);
        var purchase = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        await flow.WhenChannelFails(purchase);
        var collect = await flow.When("agentCollectApply", Flow.Collect("buyer", 0, ("seller", 100_00)));
        await flow.WhenChannelFails(collect);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAW_TLT" }, [new { result = "pending" }]);
        var withdrawal = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0 });
        await flow.WhenBankReturns(withdrawal, "账户已销户");
        await flow.Advance("PT24H");
        var told = Assert.Single(await flow.Receiver.WaitFor(withdrawal.BizOrderNo));
        Assert.Equal(("error", "账户已销户"), (told.Status, told.Rps.GetProperty("message").GetString()));
        Assert.Equal("OK", Assert.Single(await flow.Receiver.WaitFor(deposit.BizOrderNo)).Status);
        foreach (var untold in new[] { failed, purchase, collect }) Assert.Empty(await flow.Notices(untold));
    }

    private Task<Tsy2Reply> ADeposit(long amount) => flow.When("depositApply", new { bizUserId = "seller", amount });

    private async Task<Tsy2Reply> APaidPurchase(string? backUrl = null)
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, extendInfo = "桌 7", backUrl = backUrl
            ?? flow.Receiver.Url() });
        await flow.WhenChannelPays(order);
        return order;
    }

    private async Task<IReadOnlyList<SandboxAttempt>> Attempts(Tsy2Reply order) =>
        (await flow.Notices(order)).SingleOrDefault()?.Attempts ?? [];
}

public sealed class OrderResultOnSqlite() : OrderResultTests(Store.Sqlite);

public sealed class OrderResultOnPostgres() : OrderResultTests(Store.Postgres);
