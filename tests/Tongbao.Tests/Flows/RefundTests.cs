namespace Tongbao.Tests.Flows;

/// <summary>退款申请 (通商云 4.2.16), of deposits and purchases.</summary>
public abstract class RefundTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.16#9", "4.2.16#13", "4.2.16#1")]
    public async Task A_full_refund_with_its_fee_leaves_nobody_richer()
    {
        var order = await APaidPurchase();
        var refund = await Refund(order, new { amount = 100_00, feeAmount = 2_00 });
        Assert.Equal((100_00, 2_00), (refund.Number("amount"), refund.Number("feeAmount")));
        await flow.ThenBalances("""
            seller   0.00
            platform 0.00
            """);
        await flow.ThenOrderIs(OrderStatus.PaidThenRefunded, order);
    }

    [Fact]
    [Holds("4.2.16#12")]
    public async Task Without_feeAmount_the_platform_keeps_its_fee()
    {
        var order = await APaidPurchase();
        await flow.WhenRefused("40020", "refund", Of(order, new { amount = 98_01 }));
        await Refund(order, new { amount = 98_00 });
        await flow.ThenBalances("""
            seller   0.00
            platform 2.00
            """);
    }

    [Fact]
    [Holds("4.2.16#3", "4.2.16#11")]
    public async Task Refunds_in_parts_add_up_to_what_was_paid_and_no_further()
    {
        var order = await APaidPurchase();
        await Refund(order, new { amount = 60_00 });
        await flow.ThenBalances("seller  38.00");
        await Refund(order, new { amount = 30_00, feeAmount = 1_00 });
        await flow.ThenBalances("""
            seller   9.00
            platform 1.00
            """);
        await flow.WhenRefused("40020", "refund", Of(order, new { amount = 10_01, feeAmount = 1_00 }));
        await flow.WhenRefused("40020", "refund", Of(order, new { amount = 10_00, feeAmount = 1_01 }));
        await Refund(order, new { amount = 10_00, feeAmount = 1_00 });
        await flow.ThenBalances("""
            seller   0.00
            platform 0.00
            """);
    }

    [Fact]
    [Holds("4.2.15#7")]
    public async Task What_was_paid_by_balance_goes_back_to_the_balance_at_once()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 100_00);
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = flow.Balance(100_00) });
        await flow.Pay(order);
        var refund = await Refund(order, new { amount = 40_00 });
        Assert.Equal("success", refund.Text("payStatus"));
        await flow.ThenBalances("""
            buyer  40.00
            seller 60.00
            """);
        Assert.Equal(1, (await flow.Detail(refund)).Number("refundWhereabouts"));
    }

    [Fact]
    [Holds("4.2.16#10")]
    public async Task Of_a_combined_payment_the_card_is_refunded_first_then_the_balance()
    {
        var order = await ACombinedPurchase();
        await Refund(order, new { amount = 70_00 });            // 60.00 to the card, 10.00 to the balance
        await flow.ThenBalances("""
            buyer  10.00
            seller 30.00
            """);
    }

    [Fact]
    [Holds("4.2.16#7", "4.2.16#19")]
    public async Task The_coupon_part_goes_back_to_the_marketing_set()
    {
        var order = await ACombinedPurchase();
        await flow.WhenRefused("40020", "refund", Of(order, new { amount = 100_00, couponAmount = 10_01 }));
        await Refund(order, new { amount = 100_00, couponAmount = 10_00 });
        await flow.ThenBalances("""
            buyer             30.00
            seller             0.00
            platform:2000000  10.00
            """);
    }

    [Fact]
    [Holds("4.2.16#8")]
    public async Task The_receiver_alone_gives_back_and_never_its_split_partners()
    {
        await flow.GivenMembers("buyer", "seller", "courier");
        await flow.GivenDeposit("seller", 8_00);
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, splitRule = new[] { Flow.Share("courier", 8_00) } });
        await flow.WhenChannelPays(order);
        await Refund(order, new { amount = 100_00 });
        await flow.ThenBalances("""
            courier  8.00
            seller   0.00
            """);
    }

    [Fact]
    [Holds("4.2.16#1")]
    public async Task A_deposit_is_refunded_from_the_account_that_it_filled()
    {
        await flow.GivenMembers("seller");
        var deposit = await flow.When("depositApply", new { bizUserId = "seller", amount = 100_00 });
        await flow.WhenChannelPays(deposit);
        await flow.When("refund", new { oriBizOrderNo = deposit.BizOrderNo, bizUserId = "seller", amount = 40_00 });
        await flow.ThenBalances("seller  60.00");
    }

    [Fact]
    public async Task A_refund_that_the_channel_refuses_puts_everything_back()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = await flow.QuickPay("buyer", 100_00) });
        await flow.Pay(order);
        var refund = await flow.When("refund", Of(order, new { amount = 16_00 }));
        Assert.Equal("fail", refund.Text("payStatus"));
        Assert.Contains("原交易不存在", refund.Text("payFailMessage"));
        await flow.ThenOrderIs(OrderStatus.Failed, refund);
        await flow.ThenBalances("seller  100.00");
    }

    [Fact]
    [Holds("4.2.16#2")]
    public async Task Members_get_their_orders_back_and_the_platform_does_not()
    {
        await flow.GivenMembers("person");
        await flow.GivenCompany("company");
        async Task<Tsy2Reply> ADeposit(string bizUserId)
        {
            var deposit = await flow.When("depositApply", new { bizUserId, amount = 100_00 });
            await flow.WhenChannelPays(deposit);
            return deposit;
        }
        foreach (var bizUserId in new[] { "person", "company" })
            await Refund(await ADeposit(bizUserId), new { bizUserId, amount = 100_00 });
        await flow.WhenRefused("40039", "refund", Of(await ADeposit(Flow.Platform), new { bizUserId = Flow.Platform, amount = 100_00 }));
        await flow.ThenBalances("""
            person     0.00
            company    0.00
            platform 100.00
            """);
    }

    [Fact]
    [Holds("4.2.16#15", "clock:refund_d1", "4.2.16#4")]
    public async Task D1_takes_the_money_now_and_asks_the_channel_at_half_past_two_of_the_next_day()
    {
        flow = await OnOwnServer();
        var order = await APaidPurchase();
        var refund = await Refund(order, new { amount = 98_00, refundType = "D1" });
        await flow.ThenBalances("seller  0.00");
        await flow.ThenOrderIs(OrderStatus.InProgress, refund);
        var tomorrow = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).AddDays(1);
        await flow.At($"{tomorrow:yyyy-MM-dd}T14:29:00+08:00");
        await flow.ThenOrderIs(OrderStatus.InProgress, refund);
        await flow.Advance("PT2M");
        await flow.ThenOrderIs(OrderStatus.Paid, refund);
    }

    [Fact]
    public async Task The_same_refund_sent_again_gets_the_first_answer()
    {
        var order = await APaidPurchase();
        var request = await flow.Sign("refund", Of(order, new { amount = 50_00 }));
        var answers = await flow.Client.CallMany(16, request);
        Assert.Single(answers.Select(a => a.OrderNo).Distinct());
        await flow.ThenBalances("seller  48.00");
        await flow.WhenRefused("40017", "refund", Json.Merge(answers[0].Request, new { amount = 50_01 }));
    }

    [Fact]
    [Holds("4.2.19#2", "4.2.16#4")]
    public async Task A_refund_names_the_order_that_it_is_of()
    {
        var order = await APaidPurchase();
        var detail = await flow.Detail(await Refund(order, new { amount = 50_00 }));
        Assert.Equal((order.OrderNo, order.BizOrderNo), (detail.Text("oriOrderNo"), detail.Text("oriBizOrderNo")));
        Assert.Equal(2, detail.Number("refundWhereabouts"));
    }

    [Fact]
    public async Task A_receiver_without_the_money_refunds_nothing()
    {
        var order = await APaidPurchase();
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 98_00, validateType = 0 });
        await flow.WhenRefused("40014", "refund", Of(order, new { amount = 10_00 }));
        await flow.ThenBalances("seller  0.00");
    }

    [Fact]
    public async Task An_order_that_is_not_paid_is_not_refunded()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        await flow.WhenRefused("40041", "refund", Of(order, new { amount = 100_00 }));
    }

    [Fact]
    [Holds("4.2.16#14")]
    public async Task Refusals()
    {
        var order = await APaidPurchase();
        await flow.ThenRefused("refund", Of(order, new { amount = 98_00 }),
            ("10001", new { oriBizOrderNo = "" }),
            ("40000", new { oriBizOrderNo = "no-such-order" }),
            ("40022", new { bizUserId = "seller" }),
            ("40023", new { refundType = "D9" }),
            ("40020", new { amount = 0 }),
            ("40020", new { amount = 100_01, feeAmount = 2_00 }),
            ("40020", new { feeAmount = 2_01 }),
            ("40020", new { couponAmount = 1 }));
    }

    private async Task<Tsy2Reply> APaidPurchase()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00, fee = 2_00 });
        await flow.WhenChannelPays(order);
        return order;
    }

    private async Task<Tsy2Reply> ACombinedPurchase()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 30_00);
        await flow.GivenFunds("2000000", 10_00);
        var payMethod = Flow.Together(await flow.QuickPay("buyer", 60_00), flow.Balance(30_00), Flow.Coupon(10_00));
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod });
        await flow.Pay(order);
        return order;
    }

    private static object Of(Tsy2Reply order, object refund) =>
        Json.Merge(new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer" }, refund);

    private Task<Tsy2Reply> Refund(Tsy2Reply order, object refund) => flow.When("refund", Of(order, refund));
}

public sealed class RefundOnSqlite() : RefundTests(Store.Sqlite);

public sealed class RefundOnPostgres() : RefundTests(Store.Postgres);
