using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>The sandbox control API keeps its contract.</summary>
public abstract class SandboxApiTests(Store store) : FlowTests(store)
{
    [Fact]
    public async Task An_id_is_given_to_one_app()
    {
        var taken = await Assert.ThrowsAsync<SandboxProblem>(() =>
            flow.Sandbox.CreateApp("tsy2", flow.App.Id, "又一个", flow.Client.Key.PublicKey.Spki));
        Assert.Equal(409, taken.Status);
    }

    [Fact]
    public async Task Every_setting_is_shown_with_its_value()
    {
        var app = await flow.Sandbox.ChangeSettings(flow.App.Id, new { dailyOrderLimit = 3 });
        Assert.Equal(3, app.Settings.GetProperty("dailyOrderLimit").GetInt64());
        Assert.Equal(10, app.Settings.GetProperty("cardsPerPerson").GetInt64());
        Assert.Equal("manual", app.Settings.GetProperty("companyReview").GetString());
    }

    [Theory]
    [InlineData("100001"), InlineData("200001"), InlineData("A"), InlineData("")]
    public async Task A_set_of_the_platforms_own_has_a_number_that_is_no_other_sets(string customAccountSet) =>
        Assert.Equal(400, (await Assert.ThrowsAsync<SandboxProblem>(() =>
            flow.Sandbox.ChangeSettings(flow.App.Id, new { customAccountSet }))).Status);

    [Fact]
    public async Task A_set_of_the_platforms_own_keeps_its_number_while_there_is_money_in_it()
    {
        await flow.ChangeSettings(new { customAccountSet = "300001" });
        await flow.ChangeSettings(new { customAccountSet = "300002" });
        await flow.GivenFunds("300002", 10_00);
        Assert.Equal(400, (await Assert.ThrowsAsync<SandboxProblem>(() =>
            flow.Sandbox.ChangeSettings(flow.App.Id, new { customAccountSet = "300001" }))).Status);
        Assert.Equal(10_00, (await flow.When("queryMerchantBalance", new { accountSetNo = "300002" })).Number("allAmount"));
    }

    [Fact]
    public async Task An_app_is_made_with_the_account_set_that_its_clients_carry_and_keeps_it()
    {
        var app = await flow.Sandbox.CreateApp("tsy2", Flow.Fresh("7"), "测试商城", flow.Client.Key.PublicKey.Spki,
            new { custodyAccountSetNo = "400142", platformKeyBits = 1024 });
        Assert.Equal(("400142", "400142"), (app.CustodyAccountSetNo, app.Settings.GetProperty("custodyAccountSetNo").GetString()));
        var client = new Tsy2Client(() => flow.Server.Url, app.Id, flow.Client.Key, OpenSslPublicKey.FromSpki(app.PlatformPublicKey));
        Assert.True((await client.Call("MemberService", "createMember", new { bizUserId = "buyer", memberType = 3, source = 2 })).Ok);
        Assert.Equal(0, (await client.Call("OrderService", "queryBalance", new { bizUserId = "buyer", accountSetNo = "400142" }))
            .Number("allAmount"));
        Assert.Equal("30018", (await client.Call("OrderService", "queryBalance", new { bizUserId = "buyer", accountSetNo = "200001" }))
            .ErrorCode);
        Assert.StartsWith("200604400142", (await client.Call("MerchantService", "queryReserveFundBalance", new { })).Text("account_no"));
        await flow.Sandbox.ChangeSettings(app.Id, new { custodyAccountSetNo = "400142", customAccountSet = "200001" });
        Assert.Contains("custodyAccountSetNo stays",
            (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.ChangeSettings(app.Id, new { custodyAccountSetNo = "400143" })))
            .Message);
    }

    [Theory]
    [InlineData("100001"), InlineData("A"), InlineData(""), InlineData("123456789012345678901"), InlineData(null)]
    public async Task An_account_set_of_members_has_a_number_that_is_no_other_sets(string? custodyAccountSetNo)
    {
        var refused = await Assert.ThrowsAsync<SandboxProblem>(() =>
            flow.Sandbox.CreateApp("tsy2", Flow.Fresh("7"), "测试商城", flow.Client.Key.PublicKey.Spki, new { custodyAccountSetNo }));
        Assert.True(refused.Status == 400 && refused.Message.Contains("custodyAccountSetNo is", StringComparison.Ordinal), refused.Message);
    }

    [Theory]
    [InlineData("A/1"), InlineData("A%2F1"), InlineData("//"), InlineData("订单/1 ?#%&+"), InlineData("A%252F/1")]
    public async Task Numbers_of_merchants_may_have_a_slash(string name)
    {
        var (order, member) = (Flow.Fresh(name), Flow.Fresh("m/"));
        await flow.GivenMembers("seller");
        await flow.When("depositApply", new { bizUserId = "seller", bizOrderNo = order, amount = 50_00 });
        Assert.Equal("paid", (await flow.Sandbox.Payment(flow.App.Id, order, "success")).GetProperty("status").GetString());
        Assert.Equal(order, (await flow.Sandbox.Explain(flow.App.Id, order)).GetProperty("order").GetProperty("bizOrderNo").GetString());
        var withdrawal = Flow.Fresh(name);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAW_TLT" }, [new { result = "pending" }]);
        await flow.When("withdrawApply", new { bizUserId = "seller", bizOrderNo = withdrawal, amount = 20_00, validateType = 0 });
        await flow.Sandbox.Payout(flow.App.Id, withdrawal, "success");
        await flow.ThenBalances("seller  30.00");
        await flow.GivenUnreviewedCompany(member);
        Assert.Equal("approved", (await flow.Sandbox.Review(flow.App.Id, member, "approve")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Codes_that_were_sent_in_one_instant_are_listed_newest_first()
    {
        flow = await OnOwnServer();
        await flow.Freeze();
        string[] phones = [.. Enumerable.Range(0, 7).Select(i => $"1390000000{i}")];
        foreach (var phone in phones)
        {
            await flow.When("createMember", new { bizUserId = $"m{phone}" });
            await flow.When("sendVerificationCode", new { bizUserId = $"m{phone}", phone, verificationCodeType = 9 });
        }
        var listed = await flow.Sandbox.Sms(flow.App.Id);
        Assert.Single(listed.Select(sms => sms.SentAt).Distinct());
        Assert.Equal(phones.Reverse(), listed.Select(sms => sms.Phone));
    }

    [Fact]
    public async Task The_clock_moves_forward_freezes_and_never_goes_back()
    {
        flow = await OnOwnServer();
        var before = await flow.Sandbox.Clock();
        Assert.Equal("live", before.Mode);
        var frozen = await flow.Freeze();
        Assert.Equal(("frozen", frozen.Now), ((await flow.Sandbox.Clock()).Mode, (await flow.Sandbox.Clock()).Now));
        Assert.Equal(frozen.Now.AddHours(26), (await flow.Advance("PT26H")).Now);
        var back = await Assert.ThrowsAsync<SandboxProblem>(() => flow.At(before.Now.ToString("O")));
        Assert.Equal(409, back.Status);
        Assert.Equal("live", (await flow.Sandbox.Live()).Mode);
    }

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(long.MaxValue)]
    public async Task Money_comes_in_sums_that_books_can_hold(long amount)
    {
        foreach (var one in new Func<Task>[] { () => flow.GivenFunds("2000000", amount),
            () => flow.Sandbox.Remit(flow.App.Id, new { amount }),
            () => flow.Sandbox.AtTerminal(flow.App.Id, new { vspTermid = "10000001", amount }) })
            Assert.Equal(400, (await Assert.ThrowsAsync<SandboxProblem>(one)).Status);
    }

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(1_000_000_000_000_001), InlineData(long.MaxValue)]
    public async Task A_scenario_pays_in_sums_that_books_can_hold(long amount)
    {
        var refused = await Assert.ThrowsAsync<SandboxProblem>(() =>
            flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "SCAN_WEIXIN" },
            [new { result = "pending" }, new { result = "success", amount }]));
        Assert.Equal(400, refused.Status);
        Assert.Contains("1 to 1000000000000000 fen", refused.Message);
    }

    private static readonly (string Says, object Settings)[] SettingsWithoutSense =
    [
        ("reservePosition", new { reservePosition = 1_000_000_000_000_001 }),
        ("reservePosition", new { reservePosition = -1 }),
        ("serviceFee", new { serviceFee = long.MaxValue }),
        ("dailyAmountLimit", new { dailyAmountLimit = 1_000_000_000_000_001 }),
        ("smsThreshold", new { smsThreshold = -1 }),
        ("singleOrderLimit", new { singleOrderLimit = -1 }),
        ("dailyAmountLimit", new { dailyAmountLimit = -1 }),
        ("dailyOrderLimit", new { dailyOrderLimit = -1 }),
        ("cardsPerPerson", new { cardsPerPerson = -1 }),
        ("reservePollMinutes", new { reservePollMinutes = 0 }),
        ("dailyOrderLimit has the wrong type", new { cardsPerPerson = 3, dailyOrderLimit = "ten" }),
        ("platformKeyBits is", new { platformKeyBits = 512 }),
        ("platformKeyBits stays", new { platformKeyBits = 4096 }),
        ("clearTimeRule", new { clearTimeRule = "tomorrow" }),
        ("settleAt", new { settleAt = "9" }),
        ("supplementMax", new { supplementMax = 6 }),
        ("preReviewLimit", new { preReviewLimit = -1 }),
        ("freshnessMinutes", new { freshnessMinutes = -1 }),
        ("complianceReview", new { complianceReview = "never" }),
        ("commissionAgreementRequired has the wrong type", new { commissionAgreementRequired = "yes" }),
        ("roleRules is a list of", new { roleRules = new[] { "收款方" } }),
        ("roleRules is a list of", new { roleRules = new[] { new { payee = "门店", splitter = "收款方", agreement = false } } }),
        ("roleRules is a list of", new { roleRules = new[] { new { payee = "收款方", splitter = "门店", agreement = false, more = 1 } } }),
        ("channelFeeRate", new { channelFeeRate = 0.0000005 }),
        ("t1Time", new { t1Time = "25:00" }),
        ("companyReview", new { companyReview = "never" }),
        ("fundInMode", new { fundInMode = "D" }),
        ("channelFeeRate", new { channelFeeRate = 2 }),
        ("crossBorderMembers", new { crossBorderMembers = (string[]?)null }),
        ("withdrawalWindow", new { withdrawalWindow = "07:00" }),
        ("withdrawTypes", new { withdrawTypes = new[] { "D0", "D7" } }),
        ("payMethods", new { payMethods = new[] { "SCAN_WEIXIN", "SCAN_WEIXN" } }),
        ("fundInUrl", new { fundInUrl = "pay.example.com/funds" }),
        ("backfillUrl", new { backfillUrl = "ftp://pay.example.com/" }),
        ("bankAccountNo", new { bankAccountNo = "12345" }),
        ("bankAccountNo", new { bankAccountNo = new string('1', 33) }),
        ("bankAccountNo", new { bankAccountNo = "5910-000000000001" }),
        ("custodyAccountSetNo stays", new { custodyAccountSetNo = "400142" }),
        ("no such setting: dailyOrderLimits", new { dailyOrderLimits = 3 }),
    ];

    [Fact]
    public async Task A_setting_without_sense_is_refused_by_its_name_and_nothing_changes()
    {
        var before = (await flow.Sandbox.ChangeSettings(flow.App.Id, new { })).Settings.GetRawText();
        foreach (var (says, settings) in SettingsWithoutSense)
        {
            var refused = await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.ChangeSettings(flow.App.Id, settings));
            Assert.True(refused.Status == 400
                && refused.Message.Contains($"\"detail\":\"{says}", StringComparison.Ordinal), $"{says}: {refused.Message}");
        }
        Assert.Equal(before, (await flow.Sandbox.ChangeSettings(flow.App.Id, new { platformKeyBits = 1024 })).Settings.GetRawText());
    }

    [Fact]
    public async Task Pairs_of_roles_are_named_as_the_wire_names_them()
    {
        var rules = new[] { new { payee = "收款方", splitter = "门店", agreement = false } };
        var shown = (await flow.Sandbox.ChangeSettings(flow.App.Id, new { roleRules = rules })).Settings.GetProperty("roleRules");
        Assert.Equal("收款方 门店 False", string.Join(' ', Assert.Single(shown.EnumerateArray()).EnumerateObject().Select(m => m.Value)));
    }

    [Theory]
    [InlineData("-P10675199D"), InlineData("P4000D"), InlineData("soon")]
    public async Task The_clock_takes_no_step_that_is_none(string advance) =>
        Assert.Equal(400, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.Advance(advance))).Status);

    [Fact]
    public async Task The_moved_clock_stands_in_the_store()
    {
        flow = await OnOwnServer();
        var moved = await flow.Advance("PT26H");
        await flow.Server.Stop();
        await flow.Server.Start();
        Assert.True((await flow.Sandbox.Clock()).Now >= moved.Now);
    }

    [Fact]
    public async Task Money_from_outside_is_answered_with_the_balance()
    {
        Assert.Equal(10_000_00, (await flow.Sandbox.Funds(flow.App.Id, "100001", 10_000_00)).GetProperty("balance").GetInt64());
        Assert.Equal(10_001_00, (await flow.Sandbox.Funds(flow.App.Id, "100001", 1_00)).GetProperty("balance").GetInt64());
    }

    [Fact]
    public async Task A_scenario_decides_as_often_as_it_says()
    {
        await flow.GivenMembers("seller");
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP", amount = 50_00 }, [new { result = "fail" }]);
        var deposit = new { bizUserId = "seller", amount = 50_00, payMethod = Flow.Code(50_00), validateType = 0 };
        Assert.Equal("fail", (await flow.When("depositApply", deposit)).Text("payStatus"));
        Assert.Equal("success", (await flow.When("depositApply", deposit)).Text("payStatus"));
    }

    [Fact]
    public async Task A_removed_scenario_decides_nothing()
    {
        await flow.GivenMembers("seller");
        var id = await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" }, [new { result = "fail" }]);
        await flow.Sandbox.RemoveScenario(id);
        Assert.Equal("success", (await flow.When("depositApply",
            new { bizUserId = "seller", amount = 50_00, payMethod = Flow.Code(50_00), validateType = 0 })).Text("payStatus"));
    }

    [Fact]
    public async Task A_time_out_then_success_pays_in_the_end()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("seller");
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" },
            [new { result = "pending" }, new { after = "PT5M", result = "success" }]);
        var order = await flow.When("depositApply",
            new { bizUserId = "seller", amount = 50_00, payMethod = Flow.Code(50_00), validateType = 0 });
        Assert.Equal("pending", order.Text("payStatus"));
        await flow.Advance("PT6M");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("seller  50.00");
    }

    [Fact]
    public async Task An_orders_story_is_told_without_secrets()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = await flow.QuickPay("buyer", 100_00) });
        var code = await flow.SmsFor(order);
        await flow.Pay(order);
        var story = (await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo)).GetRawText();
        Assert.Contains(order.OrderNo, story);
        Assert.DoesNotContain(flow.Who("buyer").CardNo, story);
        Assert.DoesNotContain($"\"{code}\"", story);
    }
}

public sealed class SandboxApiOnSqlite() : SandboxApiTests(Store.Sqlite);

public sealed class SandboxApiOnPostgres() : SandboxApiTests(Store.Postgres);
