namespace Tongbao.Tests.Flows;

/// <summary>充值申请 (通商云 4.2.2).</summary>
public abstract class DepositApplyTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.2#1", "4.2.2#3")]
    public async Task A_paid_deposit_credits_the_person_or_the_company_net_of_fee()
    {
        await flow.GivenMembers("person");
        await flow.GivenCompany("company");
        foreach (var member in new[] { "person", "company" })
        {
            var order = await flow.When("depositApply", new { bizUserId = member, amount = 1000_00, fee = 2_00 });
            await flow.ThenBalances($"{member}  0.00");
            await flow.WhenChannelPays(order);
            await flow.WhenChannelPays(order);          // channels repeat themselves
            await flow.ThenBalances($"{member}  998.00");
            await flow.ThenOrderIs(OrderStatus.Paid, order);
        }
        await flow.ThenBalances("platform  4.00");
    }

    [Fact]
    [Holds("4.2.2#5", "4.2.2#6")]
    public async Task A_QR_code_is_answered_and_no_confirmation_asked_for()
    {
        await flow.GivenMembers("seller");
        foreach (var way in new object[] { Flow.Scan(100_00), new { SCAN_ALIPAY = new { amount = 100_00, limitPay = "no_credit" } },
            new { SCAN_UNIONPAY = new { amount = 100_00 } } })
        {
            var order = await flow.When("depositApply",
                new { bizUserId = "seller", amount = 100_00, payMethod = way, extendInfo = "柜台 3" });
            Assert.False(string.IsNullOrEmpty(order.Text("payInfo")));
            Assert.All(["payStatus", "payFailMessage", "bizUserId"], field => Assert.False(order.Has(field), order.SignedValue));
            Assert.Equal("柜台 3", order.Text("extendInfo"));
        }
    }

    [Fact]
    [Holds("4.2.2#8")]
    public async Task A_quick_payment_is_confirmed_by_SMS()
    {
        await flow.GivenMembers("seller");
        var order = await flow.When("depositApply",
            new { bizUserId = "seller", amount = 100_00, payMethod = await flow.QuickPay("seller", 100_00) });
        await flow.ThenBalances("seller  0.00");
        await flow.Pay(order);
        await flow.ThenBalances("seller  100.00");
    }

    [Fact]
    [Holds("4.2.2#6")]
    public async Task A_scanned_buyers_code_pays_at_once_or_fails_at_once()
    {
        await flow.GivenMembers("seller");
        var order = await flow.When("depositApply",
            new { bizUserId = "seller", amount = 100_00, payMethod = Flow.Code(100_00), validateType = 0 });
        Assert.Equal(("success", "seller"), (order.Text("payStatus"), order.Text("bizUserId")));
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" }, [new { result = "fail", message = "余额不足" }]);
        var failed = await flow.When("depositApply",
            new { bizUserId = "seller", amount = 50_00, payMethod = Flow.Code(50_00), validateType = 0 });
        Assert.Equal(("fail", "余额不足", "seller"), (failed.Text("payStatus"), failed.Text("payFailMessage"), failed.Text("bizUserId")));
        await flow.ThenBalances("seller  100.00");
    }

    [Theory]
    [InlineData("100001")]
    [InlineData("100002")]
    [InlineData("100003")]
    [InlineData("100006")]
    [InlineData("2000000")]
    [Holds("4.2.2#1", "4.2.2#2")]
    public async Task The_platform_deposits_into_its_own_sets(string accountSetNo)
    {
        await flow.WhenChannelPays(await flow.When("depositApply", new { bizUserId = Flow.Platform, accountSetNo, amount = 100_00 }));
        await flow.ThenBalances($"platform:{accountSetNo}  100.00");
    }

    [Theory]
    [InlineData("100004")]
    [InlineData("100005")]
    [Holds("4.2.2#2")]
    public Task Escrow_sets_take_no_deposits(string accountSetNo) =>
        flow.WhenRefused("30018", "depositApply", new { bizUserId = Flow.Platform, accountSetNo, amount = 100_00 });

    [Fact]
    public async Task A_channel_that_fails_leaves_everything_as_it_was()
    {
        await flow.GivenMembers("seller");
        var order = await flow.When("depositApply", new { bizUserId = "seller", amount = 100_00 });
        await flow.WhenChannelFails(order, "余额不足");
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        Assert.Contains("余额不足", (await flow.Detail(order)).Text("errorMessage"));
        await flow.ThenBalances("seller  0.00");
    }

    [Theory]
    [InlineData(10_00, "发卡行不支持该笔交易")]
    [InlineData(14_00, "余额不足")]
    public async Task The_vendors_test_amounts_fail_as_printed(long amount, string message)
    {
        await flow.GivenMembers("seller");
        var order = await flow.When("depositApply",
            new { bizUserId = "seller", amount, payMethod = await flow.QuickPay("seller", amount) });
        var paid = await flow.Confirm(order);
        Assert.Equal(("fail", message), (paid.Text("payStatus"), paid.Text("payFailMessage")));
        await flow.ThenOrderIs(OrderStatus.Failed, order);
    }

    [Fact]
    public async Task The_same_order_sent_again_gets_the_first_answer()
    {
        await flow.GivenMembers("seller");
        var deposit = new { bizUserId = "seller", bizOrderNo = Flow.Fresh("D"), amount = 100_00 };
        var first = await flow.When("depositApply", deposit);
        Assert.Equal(first.SignedValue, (await flow.When("depositApply", deposit)).SignedValue);
        await flow.WhenRefused("40017", "depositApply", Json.Merge(deposit, new { amount = 100_01 }));
        await flow.WhenRefused("40017", "depositApply", Json.Merge(deposit, new { source = 1 }));
        await flow.When("lockMember", new { bizUserId = "seller" });
        Assert.Equal(first.SignedValue, (await flow.When("depositApply", deposit)).SignedValue);
    }

    [Fact]
    public async Task A_number_is_one_order_whatever_its_kind()
    {
        await flow.GivenMembers("buyer", "seller");
        var deposit = await flow.When("depositApply", new { bizUserId = "seller", amount = 100_00 });
        await flow.WhenRefused("40017", "consumeApply",
            new { bizOrderNo = deposit.BizOrderNo, payerId = "buyer", recieverId = "seller", amount = 100_00 });
    }

    [Fact]
    [Holds("4.2.2#13", "clock:daily_limit")]
    public async Task A_day_knows_ten_deposits_of_a_member()
    {
        await flow.GivenMembers("seller", "other");
        for (var i = 1; i <= 10; i++) await flow.GivenDeposit("seller", 1_00);
        await flow.WhenRefused("40045", "depositApply", new { bizUserId = "seller", amount = 1_00 });
        await flow.GivenDeposit("other", 1_00);
    }

    [Fact]
    public async Task Orders_that_nobody_paid_do_not_count_for_the_day()
    {
        await flow.ChangeSettings(new { dailyOrderLimit = 1 });
        await flow.GivenMembers("seller");
        await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        await flow.GivenDeposit("seller", 1_00);
        await flow.WhenRefused("40045", "depositApply", new { bizUserId = "seller", amount = 1_00 });
    }

    [Fact]
    [Holds("4.2.2#2", "4.2.2#7", "4.2.2#14", "4.2.2#15", "clock:order_max_life")]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.ChangeSettings(new { dailyOrderLimit = 1, payMethods = new[] { "SCAN_WEIXIN", "QUICKPAY_TLT", "BALANCE" } });
        await flow.GivenMembers("seller", "locked", "busy");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.GivenStranger("phoneless");
        await flow.GivenDeposit("busy", 1_00);
        await flow.ThenRefusedInThisOrder("depositApply",
            new { bizUserId = "seller", amount = 100_00, fee = 2_00, payMethod = await flow.QuickPay("seller", 100_00) },
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30021", new { bizUserId = "phoneless" }),
            ("30018", new { accountSetNo = "100001" }),         // the platform's, not a member's
            ("40020", new { amount = 0 }),
            ("40016", new { fee = 100_01 }),
            ("40025", new { payMethod = Flow.Code(100_00) }),
            ("40005", new { payMethod = Flow.Together(Flow.Scan(60_00), flow.Balance(39_99)) }),
            ("40034", new { payMethod = Flow.Together(Flow.Scan(60_00), flow.Balance(40_00)) }),
            ("30045", new { payMethod = await flow.QuickPayBy("6228480000000000077", 100_00) }),
            ("40027", new { validateType = 0 }),
            ("20015", new { orderExpireDatetime = SignedRequest.Now(DateTimeOffset.UtcNow.AddHours(25)) }),
            ("40045", new { bizUserId = "busy", payMethod = await flow.QuickPay("busy", 100_00) }));
    }

    [Fact]
    [Holds("4.2.2#5")]
    public async Task What_is_not_in_the_field_table_is_refused()
    {
        await flow.GivenMembers("seller");
        await flow.ThenRefused("depositApply",
            new { bizUserId = "seller", amount = 100_00, summary = new string('摘', 20), extendInfo = new string('扩', 50) },
            ("10001", new { bizOrderNo = "" }),
            ("10001", new { amount = (long?)null }),
            ("10001", new { fee = (long?)null }),
            ("10001", new { backUrl = "" }),
            ("10001", new { payMethod = (object?)null }),
            ("10001", new { industryCode = "" }),
            ("10000", new { industryCode = "19" }),             // a group of 6.12, not a code
            ("10000", new { industryCode = "9999" }),
            ("10000", new { amount = "a hundred" }),
            ("10000", new { amount = 1.5 }),
            ("10000", new { payMethod = "SCAN_WEIXIN" }),
            ("10004", new { summary = new string('摘', 21) }),
            ("10004", new { extendInfo = new string('扩', 51) }),
            ("20013", new { source = 3 }),
            ("40027", new { validateType = 5 }),
            ("40029", new { backUrl = "http://shop.example/notice#fragment" }),
            ("20015", new { orderExpireDatetime = "tomorrow" }));
    }
}

public sealed class DepositApplyOnSqlite() : DepositApplyTests(Store.Sqlite);

public sealed class DepositApplyOnPostgres() : DepositApplyTests(Store.Postgres);
