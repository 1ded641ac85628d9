namespace Tongbao.Tests.Flows;

/// <summary>提现申请 (通商云 4.2.3).</summary>
public abstract class WithdrawApplyTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.3#5", "4.2.3#13")]
    public async Task A_withdrawal_pays_out_the_amount_less_the_fee()
    {
        await GivenSellerWith(100_00);
        var order = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, fee = 1_00, validateType = 0 });
        Assert.Equal(("success", "seller"), (order.Text("payStatus"), order.Text("bizUserId")));
        await flow.ThenBalances("""
            seller        70.00
            seller/frozen  0.00
            platform       1.00
            """);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    [Holds("4.2.3#11", "4.2.3#14", "4.2.3#15")]
    public async Task Without_a_validateType_it_is_confirmed_by_SMS()
    {
        await GivenSellerWith(100_00);
        var order = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00 });
        Assert.False(order.Has("payStatus"));
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await flow.ThenBalances("seller/frozen  0.00");
        await flow.Pay(order);
        await flow.ThenBalances("seller  70.00");
    }

    [Fact]
    public async Task The_amount_is_held_while_the_bank_is_waited_for()
    {
        await GivenSellerWith(100_00);
        var order = await APendingWithdrawal();
        await flow.ThenBalances("""
            seller        100.00
            seller/frozen  30.00
            platform        0.00
            """);
        await flow.ThenOrderIs(OrderStatus.InProgress, order);
        await flow.WhenBankPaysOut(order);
        await flow.WhenBankPaysOut(order);
        await flow.ThenBalances("""
            seller         70.00
            seller/frozen   0.00
            platform        1.00
            """);
    }

    [Fact]
    public async Task What_the_bank_refuses_goes_back_whole()
    {
        await GivenSellerWith(100_00);
        var order = await APendingWithdrawal();
        await flow.WhenBankReturns(order);
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        await flow.ThenBalances("""
            seller        100.00
            seller/frozen   0.00
            platform        0.00
            """);
    }

    [Fact]
    [Holds("4.2.3#21", "4.2.15#3", "4.2.8#2")]
    public async Task What_the_bank_returns_after_success_goes_back_with_the_fee_and_is_told_again()
    {
        flow = await OnOwnServer();
        await GivenSellerWith(100_00);
        var order = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, fee = 1_00, validateType = 0 });
        await flow.Advance("PT72H");
        await flow.WhenBankReturns(order);
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        await flow.ThenBalances("""
            seller   100.00
            platform   0.00
            """);
        await flow.Advance("PT5S");
        Assert.Equal(["OK", "error"], (await flow.Receiver.WaitFor(order.BizOrderNo, 2)).Select(n => n.Status));
    }

    [Fact]
    public async Task A_scenario_returns_a_payout_on_day_3()
    {
        flow = await OnOwnServer();
        await GivenSellerWith(100_00);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAW_TLT" },
            [new { result = "success" }, new { after = "P3D", result = "fail" }]);
        var order = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0 });
        await flow.Advance("PT71H");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.Advance("PT2H");
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        await flow.ThenBalances("seller  100.00");
    }

    [Fact]
    [Holds("4.2.3#3", "4.2.3#9")]
    public async Task A_company_withdraws_to_its_own_account_whether_it_says_so_or_not()
    {
        await flow.GivenCompany("shop");
        await flow.GivenDeposit("shop", 100_00);
        await flow.Pay(await flow.When("withdrawApply", new { bizUserId = "shop", amount = 60_00 }));
        await flow.Pay(await flow.When("withdrawApply", new { bizUserId = "shop", amount = 40_00, bankCardPro = 1 }));
        await flow.ThenBalances("shop  0.00");
    }

    [Fact]
    [Holds("4.2.3#6", "4.2.3#8", "clock:withdraw_type")]
    public async Task T1customized_is_paid_on_the_next_working_day_at_the_configured_time()
    {
        flow = await OnOwnServer(new { t1Time = "14:00" });
        await GivenSellerWith(100_00);
        await flow.At(await AFriday("10:00"));
        var order = await flow.When("withdrawApply",
            new { bizUserId = "seller", amount = 30_00, validateType = 0, withdrawType = "T1customized" });
        Assert.Equal("pending", order.Text("payStatus"));
        await flow.Advance("PT75H");                // Monday 13:00
        await flow.ThenOrderIs(OrderStatus.InProgress, order);
        await flow.Advance("PT1H1M");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    [Holds("4.2.3#6", "clock:withdraw_type")]
    public async Task D1_holds_the_money_and_is_paid_on_the_next_day()
    {
        flow = await OnOwnServer();
        await GivenSellerWith(100_00);
        await flow.At(await AFriday("10:00"));
        var order = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0, withdrawType = "D1" });
        Assert.Equal("pending", order.Text("payStatus"));
        await flow.ThenBalances("seller/frozen  30.00");
        await flow.Advance("PT22H");                // Saturday 08:00
        await flow.ThenOrderIs(OrderStatus.InProgress, order);
        await flow.Advance("PT2H");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    [Holds("4.2.3#6", "clock:withdraw_type")]
    public async Task D0customized_waits_until_the_reserve_position_is_enough()
    {
        flow = await OnOwnServer(new { reservePosition = 10_00, reservePollMinutes = 10 });
        await GivenSellerWith(100_00);
        var order = await flow.When("withdrawApply",
            new { bizUserId = "seller", amount = 30_00, validateType = 0, withdrawType = "D0customized" });
        await flow.Advance("PT11M");
        await flow.ThenOrderIs(OrderStatus.InProgress, order);
        await flow.ChangeSettings(new { reservePosition = 1000_00 });
        await flow.Advance("PT11M");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    [Holds("4.2.3#6", "4.2.3#14")]
    public async Task What_the_position_does_not_cover_fails_polls_or_waits_for_the_next_batch()
    {
        flow = await OnOwnServer(new { reservePosition = 10_00, t1Time = "14:00" });
        await GivenSellerWith(200_00);
        await flow.At(await AFriday("10:00"));
        Task<Tsy2Reply> Withdraw(string? withdrawType) =>
            flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0, withdrawType });
        Assert.Equal("fail", (await Withdraw(null)).Text("payStatus"));        // D0, as nothing else is said
        var (d1, t1) = (await Withdraw("D1"), await Withdraw("T1customized"));
        await flow.Advance("PT77H");                // Monday 15:00
        await flow.ThenOrderIs(OrderStatus.InProgress, d1);
        await flow.ThenOrderIs(OrderStatus.InProgress, t1);
        await flow.ChangeSettings(new { reservePosition = 1000_00 });
        Assert.Equal("success", (await Withdraw("D0customized")).Text("payStatus"));
        await flow.Advance("PT18H1M");              // Tuesday 09:01
        await flow.ThenOrderIs(OrderStatus.Paid, d1);
        await flow.ThenOrderIs(OrderStatus.InProgress, t1);
        await flow.Advance("PT5H");
        await flow.ThenOrderIs(OrderStatus.Paid, t1);
    }

    [Fact]
    [Holds("4.2.3#16")]
    public async Task Its_summary_and_its_extension_are_short_and_the_extension_comes_back()
    {
        await GivenSellerWith(100_00);
        var good = new { bizUserId = "seller", bizOrderNo = Flow.Fresh("W"), amount = 30_00, summary = new string('摘', 20),
            extendInfo = new string('扩', 50) };
        await flow.ThenRefused("withdrawApply", good, ("10004", new { summary = new string('摘', 21) }),
            ("10004", new { extendInfo = new string('扩', 51) }));
        Assert.Equal(good.extendInfo, (await flow.When("withdrawApply", good)).Text("extendInfo"));
        Assert.Equal(good.extendInfo, (await flow.When("getOrderDetail", new { good.bizOrderNo })).Text("extendInfo"));
    }

    [Fact]
    [Holds("4.2.3#1", "4.2.3#2", "4.2.3#17", "4.2.3#20")]
    public async Task Refusals_in_order_of_precedence()
    {
        const string credit = "6228480000000001700";            // of mode 6 a number that ends in 00 is a credit card
        await GivenSellerWith(100_00);
        await flow.GivenCardOfMode("seller", 6, credit, new { validate = await flow.Encrypt("0830"), cvv2 = await flow.Encrypt("123") });
        await flow.GivenUnreviewedCompany("unreviewed");
        await flow.GivenMember("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.GivenStranger("phoneless");
        await flow.GivenStranger("nameless");
        await flow.GivenPhone("nameless");
        await flow.ThenRefusedInThisOrder("withdrawApply", new { bizUserId = "seller", amount = 100_00, fee = 1_00 },
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30021", new { bizUserId = "phoneless" }),
            ("30021", new { bizUserId = "unreviewed" }),        // a company binds no phone before it is approved
            ("30008", new { bizUserId = "nameless" }),
            ("40020", new { amount = 0 }),
            ("40016", new { fee = 200_00 }),
            ("40025", new { payMethod = Flow.Scan(100_00) }),
            ("30045", new { bankCardNo = await flow.Encrypt("6228480000000000077") }),
            ("40012", new { bankCardNo = await flow.Encrypt(credit) }),
            ("20015", new { orderExpireDatetime = SignedRequest.Now(DateTimeOffset.UtcNow.AddHours(25)) }),
            ("40014", new { amount = 100_01 }));
    }

    [Fact]
    public async Task Withdrawal_types_are_those_of_the_document_and_of_the_app()
    {
        await GivenSellerWith(100_00);
        await flow.ChangeSettings(new { withdrawTypes = new[] { "D0" } });
        await flow.ThenRefused("withdrawApply", new { bizUserId = "seller", amount = 30_00 },
            ("40042", new { withdrawType = "D7" }),
            ("40043", new { withdrawType = "D1" }));
    }

    [Fact]
    public async Task Outside_the_apps_hours_nothing_is_withdrawn()
    {
        flow = await OnOwnServer(new { withdrawalWindow = "07:00-20:00" });
        await GivenSellerWith(100_00);
        await flow.At(await AFriday("06:59"));
        await flow.WhenRefused("40015", "withdrawApply", new { bizUserId = "seller", amount = 30_00 });
        await flow.Advance("PT2M");
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00 });
    }

    private async Task GivenSellerWith(long amount)
    {
        await flow.GivenMember("seller");
        await flow.GivenDeposit("seller", amount);
    }

    private async Task<Tsy2Reply> APendingWithdrawal()
    {
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAW_TLT" }, [new { result = "pending" }]);
        return await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, fee = 1_00, validateType = 0 });
    }

    /// <summary>A time on the next Friday that has no public holiday near it.</summary>
    private async Task<string> AFriday(string time)
    {
        var today = DateOnly.FromDateTime((await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).DateTime);
        var special = File.ReadLines(Repository.File("catalog", "shared", "holidays.tbl")).Where(line => line.StartsWith('2'))
            .Select(line => line[..10]).ToHashSet();
        var day = Enumerable.Range(1, 200).Select(today.AddDays)
            .First(d => d.DayOfWeek == DayOfWeek.Friday
                && Enumerable.Range(-3, 8).All(near => !special.Contains($"{d.AddDays(near):yyyy-MM-dd}")));
        return $"{day:yyyy-MM-dd}T{time}:00+08:00";
    }
}

public sealed class WithdrawApplyOnSqlite() : WithdrawApplyTests(Store.Sqlite);

public sealed class WithdrawApplyOnPostgres() : WithdrawApplyTests(Store.Postgres);
