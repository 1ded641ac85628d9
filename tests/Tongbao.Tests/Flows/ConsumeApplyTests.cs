using Tongbao.Core.Platform;

namespace Tongbao.Tests.Flows;

/// <summary>消费申请 (通商云 4.2.4).</summary>
public abstract class ConsumeApplyTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.4#5", "4.2.4#6", "4.2.24#1")]
    public async Task A_paid_purchase_credits_the_seller_net_of_fee_and_pays_each_partner()
    {
        await flow.GivenMembers("buyer", "seller", "courier");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, fee = 2_00,
            splitRule = new[] { Flow.Share("courier", 8_00) } });
        await flow.WhenChannelPays(order);
        await flow.WhenChannelPays(order);          // channels repeat themselves
        await flow.ThenBalances("""
            courier    8.00
            seller    90.00
            platform   2.00
            """);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    public async Task The_worked_example_of_section_5_3_comes_out_to_the_fen()
    {
        await flow.GivenMembers("buyer", "seller", "10000", "10001", "10002", "10003", "10004");
        var split = Flow.Share("10000", 10_00, 10,
            Flow.Share("10001", 5_00, 0, Flow.Share("10003", 1_00)),
            Flow.Share("10002", 2_00, 0, Flow.Share("10004", 50)));
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 10_00, splitRule = new[] { split } });
        await flow.WhenChannelPays(order);
        await flow.ThenBalances("""
            10000     2.90
            10001     4.00
            10002     1.50
            10003     1.00
            10004     0.50
            platform  0.10
            seller    0.00
            """);
    }

    [Fact]
    [Holds("4.2.4#6")]
    public async Task A_share_may_go_to_a_set_of_the_platform()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, splitRule = new[] { Flow.PlatformShare("2000000", 5_00) } });
        await flow.WhenChannelPays(order);
        await flow.ThenBalances("""
            seller            95.00
            platform:2000000   5.00
            """);
    }

    [Fact]
    [Holds("4.2.4#2")]
    public async Task A_purchase_from_the_platform_itself_is_paid_whole()
    {
        await flow.GivenMembers("buyer");
        await flow.WhenChannelPays(await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = Flow.Platform, amount = 100_00, fee = 2_00 }));
        await flow.ThenBalances("platform  100.00");
    }

    [Fact]
    [Holds("4.2.24#3")]
    public async Task A_split_that_cannot_be_booked_leaves_the_order_paid()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenStranger("unverified");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, splitRule = new[] { Flow.Share("unverified", 8_00) } });
        await flow.WhenChannelPays(order);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("""
            seller      100.00
            unverified    0.00
            """);
        Assert.Equal(0, (await flow.When("getOrderSplitRuleListDetail", new { bizOrderNo = order.BizOrderNo })).Number("state"));
    }

    [Fact]
    [Holds("4.2.4#1", "4.2.4#11")]
    public async Task A_purchase_by_balance_is_confirmed_by_SMS()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 150_00);
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = flow.Balance(100_00) });
        await flow.ThenBalances("buyer  150.00");
        await flow.Pay(order);
        await flow.ThenBalances("""
            buyer   50.00
            seller 100.00
            """);
    }

    [Fact]
    [Holds("4.2.4#17")]
    public async Task Card_balance_and_coupon_pay_one_order_together()
    {
        await GivenMoneyForACombinedPayment();
        await flow.Pay(await CombinedPurchase());
        await flow.ThenBalances("""
            buyer             20.00
            seller            98.00
            platform           2.00
            platform:2000000  90.00
            """);
    }

    [Fact]
    public async Task Balance_and_coupon_are_held_while_the_card_is_waited_for_and_go_back_when_it_fails()
    {
        await GivenMoneyForACombinedPayment();
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "QUICKPAY_TLT" }, [new { result = "pending" }]);
        var order = await CombinedPurchase();
        var paid = await flow.Confirm(order);
        Assert.Equal("pending", paid.Text("payStatus"));
        await flow.ThenOrderIs(OrderStatus.InProgress, order);
        await flow.ThenBalances("""
            buyer                    50.00
            buyer/frozen             30.00
            platform:2000000        100.00
            platform:2000000/frozen  10.00
            """);
        await flow.WhenChannelFails(order);
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        await flow.ThenBalances("""
            buyer                    50.00
            buyer/frozen              0.00
            platform:2000000        100.00
            platform:2000000/frozen   0.00
            seller                    0.00
            """);
    }

    [Fact]
    public async Task Who_buys_from_himself_is_where_he_was_but_for_the_fee()
    {
        await flow.GivenMembers("buyer");
        await flow.GivenDeposit("buyer", 100_00);
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "buyer", amount = 60_00, fee = 1_00, payMethod = flow.Balance(60_00) });
        await flow.ThenBalances("buyer  100.00");
        await flow.Pay(order);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("""
            buyer         99.00
            buyer/frozen   0.00
            platform       1.00
            """);
        var lines = (await flow.When("queryInExpDetail", new { bizUserId = "buyer" })).Value.GetProperty("inExpDetail").EnumerateArray()
            .Take(2);
        Assert.Equal([-1_00, 100_00], lines.Select(line => line.GetProperty("chgAmount").GetInt64()));
        await flow.ThenBooksBalance();
    }

    [Fact]
    public async Task Sixty_four_copies_of_one_purchase_are_one_order()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 100_00);
        var purchase = await flow.Sign("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = flow.Balance(100_00) });
        var orders = await flow.Client.CallMany(64, purchase);
        Assert.Single(orders.Select(o => o.OrderNo).Distinct());
        var confirmation = await flow.Sign("pay",
            new { bizUserId = "buyer", bizOrderNo = orders[0].BizOrderNo, verificationCode = await flow.Sms(flow.Who("buyer").Phone) });
        Assert.All(await flow.Client.CallMany(64, confirmation), paid => Assert.Equal("success", paid.Text("payStatus")));
        await flow.ThenBalances("""
            buyer    0.00
            seller 100.00
            """);
    }

    [Fact]
    [Holds("clock:order_close_24h")]
    public async Task An_order_that_nobody_paid_closes_at_half_past_midnight_after_a_day()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        await flow.Advance("PT23H");
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await flow.Advance("PT25H");
        await flow.ThenOrderIs(OrderStatus.Closed, order);
    }

    [Fact]
    public async Task Money_that_comes_for_a_closed_order_is_kept_apart_and_not_lost()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        await flow.Advance("PT48H");
        await flow.WhenChannelPays(order);
        await flow.ThenOrderIs(OrderStatus.Closed, order);
        await flow.ThenBalances("seller  0.00");
    }

    [Fact]
    [Holds("4.2.4#3", "4.2.4#19", "clock:order_max_life", "clock:daily_limit", "4.2.4#6")]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.ChangeSettings(new { dailyOrderLimit = 1, payMethods = new[] { "SCAN_WEIXIN", "QUICKPAY_TLT", "BALANCE", "COUPON" } });
        await flow.GivenMembers("buyer", "seller", "courier", "locked", "busy", "poor");
        await flow.GivenDeposit("buyer", 200_00);
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.GivenStranger("phoneless");
        await flow.GivenUnreviewedCompany("unreviewed");
        await flow.WhenChannelPays(await flow.When("consumeApply", new { payerId = "busy", recieverId = "seller", amount = 1_00 }));
        var fourLevels = Flow.Share("courier", 4_00, 0,
            Flow.Share("buyer", 3_00, 0, Flow.Share("busy", 2_00, 0, Flow.Share("poor", 1_00))));
        await flow.ThenRefusedInThisOrder("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, fee = 2_00, payMethod = flow.Balance(100_00) },
            ("30001", new { payerId = "nobody" }),
            ("30002", new { payerId = "locked" }),
            ("30021", new { payerId = "phoneless" }),
            ("30058", new { recieverId = "nobody-either" }),
            ("30002", new { recieverId = "locked" }),
            ("30008", new { recieverId = "phoneless" }),
            ("30050", new { recieverId = "unreviewed" }),
            ("40020", new { amount = 0 }),
            ("40016", new { fee = 100_01 }),
            ("40020", new { splitRule = new[] { Flow.Share("courier", 98_01) } }),
            ("40015", new { splitRule = new[] { fourLevels } }),
            ("40025", new { payMethod = Flow.Code(100_00) }),
            ("40005", new { payMethod = Flow.Together(Flow.Scan(60_00), flow.Balance(39_99)) }),
            ("40034", new { payMethod = Flow.Together(Flow.Scan(60_00), flow.Balance(40_00)) }),
            ("30045", new { payMethod = await flow.QuickPayBy("6228480000000000077", 100_00) }),
            ("40027", new { validateType = 0 }),
            ("20015", new { orderExpireDatetime = SignedRequest.Now(DateTimeOffset.UtcNow.AddHours(25)) }),
            ("40045", new { payerId = "busy" }));
    }

    [Fact]
    [Holds("4.2.4#6")]
    public async Task What_a_split_may_not_be()
    {
        await flow.GivenMembers("buyer", "seller", "courier");
        var eleven = Enumerable.Range(0, 11).Select(_ => Flow.Share("courier", 1_00)).ToArray();
        await flow.ThenRefused("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, fee = 2_00,
            splitRule = new[] { Flow.Share("courier", 98_00) } },
            ("40020", new { splitRule = new[] { Flow.Share("courier", 50_00), Flow.Share("buyer", 48_01) } }),
            ("40020", new { splitRule = new[] { Flow.Share("courier", 10_00, 1_00, Flow.Share("buyer", 9_01)) } }),
            ("40015", new { splitRule = new[] { Flow.Share("courier", 44_00, 0, eleven[..4]),
                Flow.Share("courier", 44_00, 0, eleven[..5]) } }),
            ("40015", new { splitRule = new[] { Flow.Share("courier", 10_00, 0, Flow.Share("courier", 5_00)) } }));
    }

    [Fact]
    public async Task A_split_returns_to_nobody_from_whom_it_came()
    {
        await flow.GivenMembers("buyer", "seller", "courier", "rider");
        await flow.ThenRefused("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00,
            splitRule = new[] { Flow.Share("courier", 10_00, 0, Flow.Share("rider", 5_00, 0, Flow.Share("buyer", 1_00))) } },
            ("40015", new { splitRule = new[] { Flow.Share("seller", 10_00) } }),
            ("40015", new { splitRule = new[] { Flow.Share("courier", 10_00, 0, Flow.Share("seller", 5_00)) } }),
            ("40015", new { splitRule = new[] { Flow.Share("courier", 10_00, 0,
                Flow.Share("rider", 5_00, 0, Flow.Share("seller", 1_00))) } }),
            ("40015", new { splitRule = new[] { Flow.Share("courier", 10_00, 0,
                Flow.Share("rider", 5_00, 0, Flow.Share("courier", 1_00))) } }));
        await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00,
            splitRule = new[] { Flow.Share("courier", 10_00, 0, Flow.Share("rider", 5_00)),
            Flow.Share("rider", 10_00, 0, Flow.Share("courier", 5_00)) } });
    }

    private async Task GivenMoneyForACombinedPayment()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 50_00);
        await flow.GivenFunds("2000000", 100_00);
    }

    private async Task<Tsy2Reply> CombinedPurchase() => await flow.When("consumeApply", new
    {
        payerId = "buyer", recieverId = "seller", amount = 100_00, fee = 2_00,
        payMethod = Flow.Together(await flow.QuickPay("buyer", 60_00), flow.Balance(30_00), Flow.Coupon(10_00)),
    });
}

public sealed class ConsumeApplyOnSqlite() : ConsumeApplyTests(Store.Sqlite);

public sealed class ConsumeApplyOnPostgres() : ConsumeApplyTests(Store.Postgres);
