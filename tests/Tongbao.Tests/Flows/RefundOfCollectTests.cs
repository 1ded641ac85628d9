namespace Tongbao.Tests.Flows;

/// <summary>退款申请 (通商云 4.2.16) of a collect: before and after it was paid out, whole and in part.</summary>
public abstract class RefundOfCollectTests(Store store) : CollectToRefund(store)
{
    [Fact]
    [Holds("4.2.16#1")]
    public async Task Before_anything_is_paid_out_the_whole_goes_back_out_of_escrow()
    {
        var collect = await ACollect();
        await Refund(collect, new { amount = 102_00, feeAmount = 2_00 });
        await flow.ThenOrderIs(OrderStatus.PaidThenRefunded, collect);
        await flow.ThenBalances("""
            platform         0.00
            platform:100004  0.00
            platform:100005  0.00
            """);
        await flow.ThenOwed(collect, """
            baker   0.00
            butcher 0.00
            """);
        await flow.WhenRefused("40040", "signalAgentPay", Flow.Out(collect, "baker", 1));
    }

    [Fact]
    public async Task Without_feeAmount_the_platform_keeps_its_fee()
    {
        var collect = await ACollect();
        await Refund(collect, new { amount = 100_00 });
        await flow.ThenBalances("""
            platform         2.00
            platform:100004  0.00
            """);
    }

    [Fact]
    [Holds("4.2.16#1")]
    public async Task After_all_was_paid_out_each_receiver_gives_its_share_back()
    {
        var collect = await ACollect();
        await PayOut(collect, "baker", 60_00);
        await PayOut(collect, "butcher", 40_00);
        await Refund(collect, new { amount = 100_00 });
        await flow.ThenBalances("""
            baker    0.00
            butcher  0.00
            platform 2.00
            """);
    }

    [Fact]
    public async Task Partly_paid_out_the_whole_comes_from_escrow_and_from_the_receivers()
    {
        var collect = await ACollect();
        await PayOut(collect, "baker", 25_00);
        await Refund(collect, new { amount = 100_00 });
        await flow.ThenBalances("""
            baker            0.00
            platform:100004  0.00
            """);
        await flow.ThenOwed(collect, """
            baker   0.00
            butcher 0.00
            """);
    }

    [Fact]
    [Holds("4.2.16#17")]
    public async Task Without_a_list_the_amount_must_be_all_that_is_left()
    {
        var collect = await ACollect();
        await flow.WhenRefused("40020", "refund", Of(collect, new { amount = 99_99 }));
        await flow.WhenRefused("40020", "refund", Of(collect, new { amount = 100_00, feeAmount = 2_00 }));
        await Refund(collect, new { amount = 30_00, refundList = new[] { Flow.BackFromEscrow("baker", 30_00) } });
        await flow.WhenRefused("40020", "refund", Of(collect, new { amount = 100_00 }));
        await flow.WhenRefused("40020", "refund", Of(collect, new { amount = 69_99 }));
        await Refund(collect, new { amount = 72_00, feeAmount = 2_00 });
        await flow.ThenBalances("""
            platform         0.00
            platform:100004  0.00
            """);
    }

    [Fact]
    [Holds("4.2.16#17")]
    public async Task A_part_goes_back_as_its_list_says()
    {
        var collect = await ACollect();
        await Refund(collect, new { amount = 15_50, feeAmount = 50,
            refundList = new[] { Flow.BackFromEscrow("baker", 10_00), Flow.BackFromEscrow("butcher", 5_00) } });
        await flow.ThenBalances("""
            platform          1.50
            platform:100004  85.00
            """);
        await flow.ThenOwed(collect, """
            baker   50.00
            butcher 35.00
            """);
        await flow.WhenRefused("40040", "signalAgentPay", Flow.Out(collect, "baker", 50_01));
        await PayOut(collect, "baker", 50_00);
    }

    [Fact]
    [Holds("4.2.16#17")]
    public async Task One_list_takes_from_escrow_and_from_balances()
    {
        var collect = await ACollect();
        await PayOut(collect, "baker", 40_00);
        await Refund(collect, new { amount = 35_00,
            refundList = new[] { flow.BackFrom("baker", 15_00), Flow.BackFromEscrow("baker", 12_00),
            Flow.BackFromEscrow("butcher", 8_00) } });
        await flow.ThenBalances("""
            baker            25.00
            platform:100004  40.00
            """);
        await flow.ThenOwed(collect, """
            baker    8.00
            butcher 32.00
            """);
        await flow.WhenRefused("40040", "refund",
            Of(collect, new { amount = 25_01, refundList = new[] { flow.BackFrom("baker", 25_01) } }));
        await Refund(collect, new { amount = 65_00 });
        await flow.ThenBalances("""
            baker            0.00
            platform:100004  0.00
            """);
    }

    [Fact]
    public async Task A_receiver_gives_back_no_more_than_it_was_paid_however_rich_it_is()
    {
        var collect = await ACollect();
        await PayOut(collect, "baker", 40_00);
        await flow.GivenFunds("2000000", 100_00);
        await flow.When("applicationTransfer", new { sourceAccountSetNo = "2000000", targetBizUserId = "baker", amount = 100_00 });
        await flow.WhenRefused("40040", "refund",
            Of(collect, new { amount = 40_01, refundList = new[] { flow.BackFrom("baker", 40_01) } }));
        await flow.WhenRefused("40040", "refund",
            Of(collect, new { amount = 40_01, refundList = new[] { flow.BackFrom("baker", 40_00), flow.BackFrom("baker", 1) } }));
        await Refund(collect, new { amount = 40_00, refundList = new[] { flow.BackFrom("baker", 40_00) } });
        await flow.WhenRefused("40040", "refund", Of(collect, new { amount = 1, refundList = new[] { flow.BackFrom("baker", 1) } }));
        await flow.ThenBalances("baker  100.00");
    }

    [Fact]
    public async Task A_receiver_who_spent_it_stops_the_refund_and_nothing_is_booked()
    {
        var collect = await ACollect("baker");
        await PayOut(collect, "baker", 60_00);
        await flow.When("withdrawApply", new { bizUserId = "baker", amount = 20_00, validateType = 0 });
        await flow.WhenRefused("40014", "refund", Of(collect, new { amount = 100_00 }));
        await flow.ThenBalances("""
            baker            40.00
            platform:100004  40.00
            platform:100005   0.00
            """);
        await flow.ThenOwed(collect, "butcher  40.00");
        await Refund(collect, new { amount = 80_00,
            refundList = new[] { flow.BackFrom("baker", 40_00), Flow.BackFromEscrow("butcher", 40_00) } });
    }

    [Fact]
    public async Task A_locked_receiver_gives_nothing_back_of_its_own_but_escrow_does()
    {
        var collect = await ACollect();
        await PayOut(collect, "baker", 40_00);
        await flow.GivenPhone("baker");
        await flow.When("lockMember", new { bizUserId = "baker" });
        await flow.WhenRefused("30002", "refund",
            Of(collect, new { amount = 10_00, refundList = new[] { flow.BackFrom("baker", 10_00) } }));
        await flow.WhenRefused("30002", "refund", Of(collect, new { amount = 100_00 }));
        await Refund(collect, new { amount = 20_00, refundList = new[] { Flow.BackFromEscrow("baker", 20_00) } });
        await flow.ThenBalances("""
            baker            40.00
            platform:100004  40.00
            """);
    }

    [Fact]
    public async Task What_the_channel_refuses_is_owed_again_and_given_back_to_who_gave()
    {
        await flow.GivenMembers("buyer");
        await flow.GivenSellers("baker", "butcher");
        var collect = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("baker", 60_00), ("butcher", 40_00)),
            new { payMethod = await flow.QuickPay("buyer", 100_00) }));
        await flow.Pay(collect);
        await PayOut(collect, "baker", 40_00);
        var refund = await Refund(collect,
            new { amount = 16_00, refundList =
            new[] { flow.BackFrom("baker", 6_00), Flow.BackFromEscrow("baker", 3_00), Flow.BackFromEscrow("butcher", 7_00) } });
        Assert.Equal("fail", refund.Text("payStatus"));
        await flow.ThenBalances("""
            baker            40.00
            platform:100004  60.00
            platform:100005   0.00
            """);
        await flow.ThenOwed(collect, """
            baker   20.00
            butcher 40.00
            """);
        await Refund(collect, new { amount = 100_00 });     // and all of it can still be refunded
        await flow.ThenBalances("""
            baker            0.00
            platform:100004  0.00
            """);
    }

    [Fact]
    public async Task A_D1_refund_is_out_of_escrow_at_once_and_at_the_channel_the_next_day()
    {
        flow = await OnOwnServer();
        var collect = await ACollect();
        var refund = await Refund(collect,
            new { amount = 30_00, refundType = "D1", refundList = new[] { Flow.BackFromEscrow("baker", 30_00) } });
        Assert.Equal("pending", refund.Text("payStatus"));
        await flow.ThenBalances("""
            platform:100004  70.00
            platform:100005  30.00
            """);
        await flow.WhenRefused("40040", "signalAgentPay", Flow.Out(collect, "baker", 30_01));
        await flow.Advance("PT40H");
        await flow.ThenOrderIs(OrderStatus.Paid, refund);
        await flow.ThenBalances("platform:100005  0.00");
    }

    [Fact]
    public async Task Of_a_combined_payment_the_card_is_refunded_first_then_the_balance_and_the_coupon_on_demand()
    {
        await flow.GivenMembers("buyer");
        await flow.GivenSellers("baker");
        await flow.GivenDeposit("buyer", 30_00);
        await flow.GivenFunds("2000000", 10_00);
        var payMethod = Flow.Together(await flow.QuickPay("buyer", 60_00), flow.Balance(30_00), Flow.Coupon(10_00));
        var collect = await flow.When("agentCollectApply", Json.Merge(Flow.Collect("buyer", 0, ("baker", 100_00)), new { payMethod }));
        await flow.Pay(collect);
        await Refund(collect, new { amount = 65_00, refundList = new[] { Flow.BackFromEscrow("baker", 65_00) } });      // 60.00 to the card
        await flow.ThenBalances("""
            buyer             5.00
            platform:2000000  0.00
            platform:100004  35.00
            """);
        // 25.00 of balance are left, the rest is coupon
        await flow.WhenRefused("40020", "refund", Of(collect, new { amount = 35_00 }));
        await Refund(collect, new { amount = 35_00, couponAmount = 10_00 });
        await flow.ThenBalances("""
            buyer            30.00
            platform:2000000 10.00
            platform:100004   0.00
            """);
    }

    [Fact]
    public async Task A_collect_paid_by_balance_is_refunded_at_once()
    {
        await flow.GivenMembers("buyer");
        await flow.GivenSellers("baker");
        await flow.GivenDeposit("buyer", 30_00);
        var collect = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("baker", 30_00)), new { payMethod = flow.Balance(30_00) }));
        await flow.Pay(collect);
        await flow.ThenBalances("buyer  0.00");
        Assert.Equal("success", (await Refund(collect, new { amount = 30_00, refundType = "D1" })).Text("payStatus"));
        await flow.ThenBalances("buyer  30.00");
    }

    [Fact]
    public async Task A_split_partner_of_a_payment_keeps_its_part()
    {
        var collect = await ACollect();
        await flow.GivenSellers("courier");
        await flow.When("signalAgentPay",
            Json.Merge(Flow.Out(collect, "baker", 60_00), new { splitRuleList = new[] { Flow.Share("courier", 8_00) } }));
        await flow.WhenRefused("40014", "refund",
            Of(collect, new { amount = 60_00, refundList = new[] { flow.BackFrom("baker", 60_00) } }));
        await Refund(collect, new { amount = 52_00, refundList = new[] { flow.BackFrom("baker", 52_00) } });
        await flow.ThenBalances("""
            baker    0.00
            courier  8.00
            """);
    }
}

public sealed class RefundOfCollectOnSqlite() : RefundOfCollectTests(Store.Sqlite);

public sealed class RefundOfCollectOnPostgres() : RefundOfCollectTests(Store.Postgres);
