namespace Tongbao.Tests.Flows;

/// <summary>单笔托管代付 (通商云 4.2.6).</summary>
public abstract class SignalAgentPayTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.6#1", "4.2.6#2", "4.2.6#5", "4.2.6#6", "4.2.6#7", "4.2.6#9")]
    public async Task A_payment_out_of_escrow_credits_the_receiver_net_of_fee_at_once()
    {
        var collect = await ACollect();
        var paid = await flow.When("signalAgentPay",
            Json.Merge(Flow.Out(collect, "baker", 60_00), new { fee = 1_00, extendInfo = "第 3 周" }));
        Assert.Equal(("success", 1, "第 3 周"), (paid.Text("payStatus"), paid.Number("payWhereabouts"), paid.Text("extendInfo")));
        await flow.ThenOrderIs(OrderStatus.Paid, paid);
        await flow.ThenBalances("""
            baker            59.00
            butcher           0.00
            platform          1.00
            platform:100004  40.00
            """);
        await flow.ThenOwed(collect, """
            baker    0.00
            butcher 40.00
            """);
    }

    [Fact]
    [Holds("4.2.6#4")]
    public async Task A_share_is_paid_in_parts_and_no_further()
    {
        var collect = await ACollect();
        foreach (var part in new[] { 10_00, 25_00, 24_99 }) await flow.When("signalAgentPay", Flow.Out(collect, "baker", part));
        await flow.WhenRefused("40040", "signalAgentPay", Flow.Out(collect, "baker", 2));
        await flow.When("signalAgentPay", Flow.Out(collect, "baker", 1));
        await flow.WhenRefused("40040", "signalAgentPay", Flow.Out(collect, "baker", 1));
        await flow.ThenBalances("""
            baker            60.00
            platform:100004  40.00
            """);
    }

    [Fact]
    [Holds("4.2.6#8")]
    public async Task Up_to_a_hundred_sources_make_one_payment()
    {
        await flow.GivenBuyers("buyer", "other");
        await flow.GivenSellers("baker");
        var (one, two) = (await flow.GivenCollect("buyer", 0, ("baker", 50_00)), await flow.GivenCollect("other", 0, ("baker", 60_00)));
        object[] Sources(int count) => [.. Enumerable.Range(0, count).Select(i => Flow.From(i % 2 == 0 ? one : two, 1_00))];
        await flow.WhenRefused("10004", "signalAgentPay", new { bizUserId = "baker", amount = 101_00, collectPayList = Sources(101) });
        await flow.When("signalAgentPay", new { bizUserId = "baker", amount = 100_00, collectPayList = Sources(100) });
        await flow.ThenBalances("""
            baker           100.00
            platform:100004  10.00
            """);
        await flow.ThenOwed(one, "baker   0.00");
        await flow.ThenOwed(two, "baker  10.00");
    }

    [Fact]
    public async Task One_source_named_twice_is_counted_together()
    {
        var collect = await ACollect();
        await flow.WhenRefused("40040", "signalAgentPay",
            new { bizUserId = "baker", amount = 60_01, collectPayList = new[] { Flow.From(collect, 30_00), Flow.From(collect, 30_01) } });
        await flow.When("signalAgentPay",
            new { bizUserId = "baker", amount = 60_00, collectPayList = new[] { Flow.From(collect, 30_00), Flow.From(collect, 30_00) } });
        await flow.ThenBalances("baker  60.00");
    }

    [Fact]
    [Holds("4.2.6#10", "4.2.24#1")]
    public async Task What_is_paid_out_is_split_on_three_levels()
    {
        var collect = await ACollect();
        await flow.GivenSellers("courier", "rider");
        var split = Flow.Share("courier", 20_00, 50, Flow.Share("rider", 5_00, 0, Flow.PlatformShare("100002", 1_00)));
        await flow.When("signalAgentPay",
            Json.Merge(Flow.Out(collect, "baker", 60_00), new { fee = 1_00, splitRuleList = new[] { split } }));
        await flow.ThenBalances("""
            baker            39.00
            courier          14.50
            rider             4.00
            platform          1.50
            platform:100002   1.00
            platform:100004  40.00
            """);
    }

    [Fact]
    [Holds("4.2.6#10")]
    public async Task What_a_split_may_not_be()
    {
        var collect = await ACollect();
        await flow.GivenSellers("courier", "rider", "porter");
        var four = Flow.Share("courier", 8_00, 0, Flow.Share("rider", 4_00, 0, Flow.Share("porter", 2_00, 0, Flow.Share("butcher", 1_00))));
        object[] Riders(int count) => [.. Enumerable.Range(0, count).Select(_ => Flow.Share("rider", 1_00))];
        object Split(params object[] splitRuleList) => new { splitRuleList };
        // and the fee of 1.00: the whole
        var ten = Split(Flow.Share("courier", 30_00, 0, Riders(4)), Flow.Share("porter", 29_00, 0, Riders(4)));
        await flow.ThenRefused("signalAgentPay", Json.Merge(Flow.Out(collect, "baker", 60_00), new { fee = 1_00 }, ten),
            ("40015", Split(four)),
            ("40015", Split(Flow.Share("courier", 30_00, 0, Riders(5)), Flow.Share("porter", 29_00, 0, Riders(4)))),
            ("40020", Split(Flow.Share("courier", 30_00), Flow.Share("porter", 29_01))),
            ("40020", Split(Flow.Share("courier", 10_00, 1_00, Flow.Share("rider", 9_01)))));
    }

    [Fact]
    [Holds("4.2.24#3")]
    public async Task A_split_that_cannot_be_booked_leaves_the_payment_made()
    {
        var collect = await ACollect();
        await flow.GivenStranger("unverified");
        var paid = await flow.When("signalAgentPay",
            Json.Merge(Flow.Out(collect, "baker", 60_00), new { splitRuleList = new[] { Flow.Share("unverified", 8_00) } }));
        Assert.Equal("success", paid.Text("payStatus"));
        await flow.ThenBalances("""
            baker       60.00
            unverified   0.00
            """);
        Assert.Equal(0, (await flow.When("getOrderSplitRuleListDetail", new { bizOrderNo = paid.BizOrderNo })).Number("state"));
    }

    [Theory]
    [InlineData("1001", "2001", "2002")]
    [InlineData("1007", "2007", "2001")]
    [InlineData("3001", "4001", "4002")]
    [InlineData("3003", "4003", "4001")]
    public async Task A_collect_is_paid_out_by_the_trade_code_of_its_pair_alone(string collected, string pair, string other)
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        var collect = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("baker", 60_00)), new { tradeCode = collected }));
        await flow.WhenChannelPays(collect);
        await flow.WhenRefused("40010", "signalAgentPay", Json.Merge(Flow.Out(collect, "baker", 60_00), new { tradeCode = other }));
        await flow.When("signalAgentPay", Json.Merge(Flow.Out(collect, "baker", 60_00), new { tradeCode = pair }));
        await flow.ThenBalances("baker  60.00");
    }

    [Fact]
    public async Task Sixty_four_copies_of_one_payment_pay_once()
    {
        var collect = await ACollect();
        var request = await flow.Sign("signalAgentPay", Flow.Out(collect, "baker", 20_00));
        var answers = await flow.Client.CallMany(64, request);
        Assert.Single(answers.Select(a => a.SignedValue).Distinct());
        await flow.ThenBalances("baker  20.00");
        await flow.WhenRefused("40017", "signalAgentPay", Json.Merge(answers[0].Request, new { summary = "other" }));
    }

    [Fact]
    public async Task Payments_that_race_for_one_share_never_pay_more_than_it()
    {
        var collect = await ACollect();
        var requests = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(_ => flow.Sign("signalAgentPay", Flow.Out(collect, "baker", 7_00))));
        var answers = await Task.WhenAll(requests.Select(flow.Client.Send));
        Assert.Equal(8, answers.Count(a => a.Ok));          // 8 x 7.00 of 60.00
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal("40040", a.ErrorCode));
        await flow.ThenBalances("""
            baker            56.00
            platform:100004  44.00
            """);
    }

    [Fact]
    [Holds("4.2.6#13")]
    public async Task A_payment_is_told()
    {
        flow = await OnOwnServer();
        var collect = await ACollect();
        var paid = await flow.When("signalAgentPay", Flow.Out(collect, "baker", 60_00));
        await flow.Advance("PT5S");
        var notice = Assert.Single(await flow.Receiver.WaitFor(paid.BizOrderNo));
        Assert.Equal(("OK", paid.OrderNo, "6000"), (notice.Status, notice.Text("orderNo"), notice.Text("amount")));
    }

    [Fact]
    public async Task A_payment_out_of_escrow_is_not_refunded_itself()
    {
        var collect = await ACollect();
        var paid = await flow.When("signalAgentPay", Flow.Out(collect, "baker", 60_00));
        await flow.WhenRefused("40039", "refund", new { oriBizOrderNo = paid.BizOrderNo, bizUserId = Flow.Platform, amount = 60_00 });
    }

    [Fact]
    [Holds("4.2.6#3")]
    public async Task Refusals_in_order_of_precedence()
    {
        var collect = await ACollect();
        await flow.GivenBuyers("locked");
        await flow.GivenStranger("nameless");
        await flow.GivenUnreviewedCompany("unreviewed");
        await flow.GivenSellers("stranger", "courier");
        await flow.When("lockMember", new { bizUserId = "locked" });
        var unpaid = await flow.When("agentCollectApply", Flow.Collect("buyer", 0, ("baker", 60_00)));
        var purchase = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "baker", amount = 60_00 });
        await flow.WhenChannelPays(purchase);
        object Of(object source) => new { collectPayList = new[] { source } };
        await flow.ThenRefusedInThisOrder("signalAgentPay", Json.Merge(Flow.Out(collect, "baker", 60_00), new { fee = 1_00 }),
            ("10001", new { backUrl = "" }),
            ("40010", new { tradeCode = "3001" }),
            ("30059", new { bizUserId = Flow.Platform }),
            ("30058", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30008", new { bizUserId = "nameless" }),
            ("30050", new { bizUserId = "unreviewed" }),
            ("30018", new { accountSetNo = "100001" }),
            ("40020", new { amount = 0 }),
            ("40016", new { fee = 60_01 }),
            ("10001", new { collectPayList = Array.Empty<object>() }),
            ("40020", Of(Flow.From(collect, 59_99))),
            ("40000", Of(new { bizOrderNo = "no-such-order", amount = 60_00 })),
            ("40018", Of(Flow.From(purchase, 60_00))),
            ("40019", Of(Flow.From(unpaid, 60_00))),
            ("40010", new { tradeCode = "4002" }),
            ("40022", new { bizUserId = "stranger" }),
            ("40040", new { bizUserId = "butcher" }),            // who is owed 40.00
            ("40020", new { splitRuleList = new[] { Flow.Share("courier", 59_01) } }));
    }

    /// <summary>Of a buyer's 100.00 the baker is owed 60.00 and the butcher 40.00.</summary>
    private async Task<Tsy2Reply> ACollect()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker", "butcher");
        return await flow.GivenCollect("buyer", 0, ("baker", 60_00), ("butcher", 40_00));
    }
}

public sealed class SignalAgentPayOnSqlite() : SignalAgentPayTests(Store.Sqlite);

public sealed class SignalAgentPayOnPostgres() : SignalAgentPayTests(Store.Postgres);
