namespace Tongbao.Tests.Flows;

/// <summary>托管代收申请 (通商云 4.2.5).</summary>
public abstract class AgentCollectApplyTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.5#1")]
    public async Task A_paid_collect_stays_in_escrow_and_is_owed_to_its_receivers()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker", "butcher");
        var collect = await flow.When("agentCollectApply", Flow.Collect("buyer", 2_00, ("baker", 60_00), ("butcher", 38_00)));
        Assert.NotNull(collect.Text("payInfo"));
        Assert.False(collect.Has("payStatus"));
        await flow.ThenOwed(collect, "baker  0.00");
        await flow.WhenChannelPays(collect);
        await flow.WhenChannelPays(collect);        // channels repeat themselves
        await flow.ThenOrderIs(OrderStatus.Paid, collect);
        await flow.ThenBalances("""
            baker              0.00
            butcher            0.00
            platform           2.00
            platform:100004   98.00
            """);
        await flow.ThenOwed(collect, """
            baker   60.00
            butcher 38.00
            """);
    }

    [Fact]
    public async Task A_receiver_named_twice_is_owed_both_shares()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        var collect = await flow.GivenCollect("buyer", 0, ("baker", 30_00), ("baker", 20_00));
        await flow.ThenOwed(collect, "baker  50.00");
        await flow.When("signalAgentPay", Flow.Out(collect, "baker", 50_00));
        await flow.ThenBalances("baker  50.00");
    }

    [Fact]
    [Holds("4.2.5#4")]
    public async Task Two_thousand_receivers_are_each_owed_and_one_more_is_too_many()
    {
        await flow.GivenBuyers("buyer");
        var sellers = Enumerable.Range(0, 2000).Select(i => $"seller-{i:D4}").ToArray();
        await Parallel.ForEachAsync(sellers, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (bizUserId, _) =>
            Assert.True((await flow.Client.Call("MemberService", "createMember", new { bizUserId, memberType = 3, source = 2 })).Ok));
        await flow.GivenNameOf("seller-1999");
        var everybody = sellers.Select(s => (s, 1_00L)).ToArray();
        await flow.WhenRefused("10004", "agentCollectApply", Flow.Collect("buyer", 0, [.. everybody, ("seller-0000", 1_00)]));
        var collect = await flow.GivenCollect("buyer", 0, everybody);
        await flow.ThenBalances("platform:100004  2000.00");
        await flow.When("signalAgentPay", Flow.Out(collect, "seller-1999", 1_00));
        await flow.ThenOwed(collect, """
            seller-0000  1.00
            seller-1998  1.00
            seller-1999  0.00
            """);
        Assert.Equal(2000, (await flow.When("getPaymentInformationDetail", new { bizOrderNo = collect.BizOrderNo }))
            .Value.GetProperty("paymentInformationList").GetArrayLength());
        await flow.When("refund", new { oriBizOrderNo = collect.BizOrderNo, bizUserId = "buyer", amount = 2000_00 });
        await flow.ThenBalances("""
            platform:100004  0.00
            seller-1999      0.00
            """);
    }

    [Fact]
    [Holds("4.2.6#12")]
    public async Task A_receiver_needs_neither_phone_nor_name_until_it_is_paid()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenStranger("newcomer");
        var collect = await flow.GivenCollect("buyer", 0, ("newcomer", 10_00));
        await flow.WhenRefused("30008", "signalAgentPay", Flow.Out(collect, "newcomer", 10_00));
        await flow.GivenRealName("newcomer");
        await flow.When("signalAgentPay", Flow.Out(collect, "newcomer", 10_00));
        await flow.ThenBalances("newcomer  10.00");
    }

    [Fact]
    [Holds("4.2.5#16")]
    public async Task Card_balance_and_coupon_pay_one_collect_together()
    {
        var collect = await ACombinedCollect();
        await flow.Pay(collect);
        await flow.ThenBalances("""
            buyer              20.00
            platform            2.00
            platform:2000000   90.00
            platform:100004    98.00
            """);
        await flow.ThenOwed(collect, "baker  98.00");
    }

    [Fact]
    public async Task When_the_card_fails_balance_and_coupon_go_back_and_nobody_is_owed()
    {
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "QUICKPAY_TLT" }, [new { result = "pending" }]);
        var collect = await ACombinedCollect();
        await flow.Confirm(collect);
        await flow.ThenBalances("""
            buyer/frozen             30.00
            platform:2000000/frozen  10.00
            platform:100004           0.00
            """);
        await flow.WhenChannelFails(collect);
        await flow.ThenOrderIs(OrderStatus.Failed, collect);
        await flow.ThenBalances("""
            buyer             50.00
            buyer/frozen       0.00
            platform:2000000 100.00
            platform:100004    0.00
            """);
        await flow.ThenOwed(collect, "baker  0.00");
    }

    [Fact]
    public async Task Sixteen_copies_of_one_collect_are_one_order()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        var request = await flow.Sign("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("baker", 30_00)), new { payMethod = Flow.Code(30_00) }));
        var answers = await flow.Client.CallMany(16, request);
        Assert.Single(answers.Select(a => a.SignedValue).Distinct());
        await flow.ThenBalances("platform:100004  30.00");
        await flow.WhenRefused("40017", "agentCollectApply", Json.Merge(answers[0].Request, new { extendInfo = "other" }));
    }

    [Fact]
    [Holds("4.2.5#14")]
    public async Task A_paid_collect_is_told()
    {
        flow = await OnOwnServer();
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        var collect = await flow.GivenCollect("buyer", 0, ("baker", 30_00));
        await flow.Advance("PT5S");
        var notice = Assert.Single(await flow.Receiver.WaitFor(collect.BizOrderNo));
        Assert.Equal(("OK", collect.OrderNo, "3000", "buyer"),
            (notice.Status, notice.Text("orderNo"), notice.Text("amount"), notice.Text("buyerBizUserId")));
    }

    [Fact]
    public async Task Too_little_money_pays_no_collect_and_goes_back_the_next_day()
    {
        flow = await OnOwnServer();
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "SCAN_WEIXIN" },
            [new { result = "pending" }, new { after = "PT1M", result = "success", amount = 29_00 }]);
        var collect = await flow.When("agentCollectApply", Flow.Collect("buyer", 0, ("baker", 30_00)));
        await flow.Advance("PT2M");
        Assert.Equal(["wrong-amount"], await flow.Findings(collect));
        await flow.ThenBalances("""
            platform:100004   0.00
            platform:100005  29.00
            """);
        await flow.ThenOwed(collect, "baker  0.00");
        await flow.Advance("P2D");
        await flow.ThenBalances("platform:100005  0.00");
    }

    [Fact]
    public async Task A_second_payment_of_one_collect_is_owed_to_nobody_and_goes_back()
    {
        flow = await OnOwnServer();
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" },
            [new { result = "success" }, new { after = "PT1M", result = "success" }]);
        var collect = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("baker", 30_00)), new { payMethod = Flow.Code(30_00) }));
        await flow.Advance("PT2M");
        Assert.Equal(["doubled-payment"], await flow.Findings(collect));
        await flow.ThenBalances("""
            platform:100004  30.00
            platform:100005  30.00
            """);
        await flow.ThenOwed(collect, "baker  30.00");
        await flow.Advance("P2D");
        await flow.ThenBalances("""
            platform:100004  30.00
            platform:100005   0.00
            """);
    }

    [Fact]
    public async Task Money_that_comes_after_the_collect_was_closed_is_owed_to_nobody()
    {
        flow = await OnOwnServer();
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        var collect = await flow.When("agentCollectApply", Flow.Collect("buyer", 0, ("baker", 30_00)));
        await flow.Advance("PT48H");
        await flow.WhenChannelPays(collect);
        await flow.ThenOrderIs(OrderStatus.Closed, collect);
        Assert.Equal(["late-payment"], await flow.Findings(collect));
        await flow.ThenBalances("""
            platform:100004   0.00
            platform:100005  30.00
            """);
    }

    [Fact]
    [Holds("4.2.5#5", "4.2.5#9", "4.2.5#18", "clock:order_max_life", "clock:daily_limit")]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.ChangeSettings(new { dailyOrderLimit = 1, payMethods = new[] { "SCAN_WEIXIN", "QUICKPAY_TLT", "BALANCE", "COUPON" } });
        await flow.GivenMembers("buyer");
        await flow.GivenBuyers("busy", "locked", "poor");
        await flow.GivenSellers("baker");
        await flow.GivenStranger("phoneless");
        await flow.GivenDeposit("buyer", 200_00);
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.GivenCollect("busy", 0, ("baker", 1_00));
        await flow.ThenRefusedInThisOrder("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 2_00, ("baker", 98_00)), new { payMethod = flow.Balance(100_00) }),
            ("10001", new { recieverList = (object?)null }),
            ("40010", new { tradeCode = "4001" }),
            ("30001", new { payerId = "nobody" }),
            ("30002", new { payerId = "locked" }),
            ("30021", new { payerId = "phoneless" }),
            ("10001", new { recieverList = Array.Empty<object>() }),
            ("30059", new { recieverList = new[] { Flow.Owed(Flow.Platform, 98_00) } }),
            ("30058", new { recieverList = new[] { Flow.Owed("baker", 48_00), Flow.Owed("nobody-either", 50_00) } }),
            ("30002", new { recieverList = new[] { Flow.Owed("locked", 98_00) } }),
            ("40020", new { amount = 0 }),
            ("40016", new { fee = 100_01 }),
            ("40020", new { recieverList = new[] { Flow.Owed("baker", 98_01) } }),
            ("40025", new { payMethod = Flow.Code(100_00) }),
            ("40005", new { payMethod = Flow.Together(Flow.Scan(60_00), flow.Balance(39_99)) }),
            ("40034", new { payMethod = Flow.Together(Flow.Scan(60_00), flow.Balance(40_00)) }),
            ("30045", new { payMethod = await flow.QuickPayBy("6228480000000000077", 100_00) }),
            ("40027", new { validateType = 0 }),
            ("20015", new { orderExpireDatetime = SignedRequest.Now(DateTimeOffset.UtcNow.AddHours(25)) }),
            ("40045", new { payerId = "busy" }));
    }

    [Fact]
    public async Task What_a_receiver_list_may_not_be()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker", "butcher");
        await flow.ThenRefused("agentCollectApply", Flow.Collect("buyer", 2_00, ("baker", 98_00)),
            ("40020", new { recieverList = new[] { Flow.Owed("baker", 98_00), Flow.Owed("butcher", 0) } }),
            ("40020", new { recieverList = new[] { Flow.Owed("baker", 99_00), Flow.Owed("butcher", -1_00) } }),
            ("40020", new { recieverList =
                new[] { Flow.Owed("baker", 1_000_000_000_000_000), Flow.Owed("butcher", 1_000_000_000_000_000) } }),
            ("40020", new { recieverList = new[] { Flow.Owed("baker", 100_00) } }),         // the fee is deducted
            ("10000", new { recieverList = "baker" }));
    }

    [Fact]
    public async Task Who_collects_from_himself_is_paid_out_what_he_brought()
    {
        await flow.GivenMembers("buyer");
        await flow.GivenDeposit("buyer", 100_00);
        var order = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 2_00, ("buyer", 98_00)), new { payMethod = flow.Balance(100_00) }));
        await flow.Pay(order);
        await flow.ThenBalances("buyer  0.00");
        await flow.When("signalAgentPay", Flow.Out(order, "buyer", 98_00));
        await flow.ThenBalances("""
            buyer         98.00
            buyer/frozen   0.00
            platform       2.00
            """);
        await flow.ThenBooksBalance();
    }

    private async Task<Tsy2Reply> ACombinedCollect()
    {
        await flow.GivenMembers("buyer");
        await flow.GivenSellers("baker");
        await flow.GivenDeposit("buyer", 50_00);
        await flow.GivenFunds("2000000", 100_00);
        var payMethod = Flow.Together(await flow.QuickPay("buyer", 60_00), flow.Balance(30_00), Flow.Coupon(10_00));
        return await flow.When("agentCollectApply", Json.Merge(Flow.Collect("buyer", 2_00, ("baker", 98_00)), new { payMethod }));
    }
}

public sealed class AgentCollectApplyOnSqlite() : AgentCollectApplyTests(Store.Sqlite);

public sealed class AgentCollectApplyOnPostgres() : AgentCollectApplyTests(Store.Postgres);
