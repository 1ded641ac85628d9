namespace Tongbao.Tests.Flows;

/// <summary>托管代收申请: who may pay into escrow, how it is confirmed, how often a day, and in how many words (通商云 4.2.5, 4.2.1 (5)).</summary>
public abstract class AgentCollectApplyLimitsTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.5#3", "4.2.6#8")]
    public async Task Persons_and_companies_pay_into_escrow_and_are_paid_out_of_it_and_the_platform_collects_from_others_alone()
    {
        await flow.GivenMembers("person");
        await flow.GivenCompany("company");
        var (fromPerson, fromCompany) = (await Collect("person", "company", 10_00), await Collect("company", "person", 20_00));
        await flow.ThenBalances("platform:100004  30.00");
        await flow.When("signalAgentPay", Flow.Out(fromPerson, "company", 10_00));
        await flow.When("signalAgentPay", Flow.Out(fromCompany, "person", 20_00));
        await flow.ThenBalances("""
            company          10.00
            person           20.00
            platform:100004   0.00
            """);
        await flow.WhenRefused("30001", "agentCollectApply", Flow.Collect(Flow.Platform, 0, ("person", 10_00)));
    }

    [Fact]
    [Holds("4.2.5#2", "4.2.5#8", "4.2.5#10")]
    public async Task Without_a_validateType_it_is_confirmed_by_SMS_and_nothing_is_collected_before()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        await flow.GivenDeposit("buyer", 50_00);
        var collect = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("baker", 30_00)), new { payMethod = flow.Balance(30_00) }));
        Assert.All(["payStatus", "payFailMessage", "bizUserId"], field => Assert.False(collect.Has(field), collect.SignedValue));
        await flow.ThenOrderIs(OrderStatus.Unpaid, collect);
        await flow.ThenBalances("platform:100004  0.00");
        await flow.Pay(collect);
        await flow.ThenBalances("""
            buyer            20.00
            platform:100004  30.00
            """);
    }

    [Fact]
    [Holds("4.2.5#8")]
    public async Task A_scanned_buyers_code_pays_at_once_or_fails_at_once()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        var paid = await Collect("buyer", "baker", 30_00, new { validateType = 0 });
        Assert.Equal(("success", "buyer"), (paid.Text("payStatus"), paid.Text("bizUserId")));
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" }, [new { result = "fail", message = "余额不足" }]);
        var failed = await Collect("buyer", "baker", 20_00, new { validateType = 0 });
        Assert.Equal(("fail", "余额不足", "buyer"), (failed.Text("payStatus"), failed.Text("payFailMessage"), failed.Text("bizUserId")));
        await flow.ThenBalances("platform:100004  30.00");
        await flow.ThenOwed(failed, "baker  0.00");
    }

    [Fact]
    [Holds("4.2.5#15", "clock:daily_limit")]
    public async Task A_day_knows_ten_collects_of_a_payer_that_did_not_fail_and_any_number_that_he_is_owed()
    {
        await flow.GivenBuyers("buyer", "other");
        await flow.GivenSellers("baker");
        for (var i = 1; i <= 9; i++) await Collect("buyer", "baker", 1_00);
        foreach (var result in new[] { "fail", "pending" })
        {
            await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" }, [new { result }]);
            Assert.Equal(result, (await Collect("buyer", "baker", 1_00)).Text("payStatus"));
        }
        await flow.WhenRefused("40045", "agentCollectApply", Flow.Collect("buyer", 0, ("baker", 1_00)));
        await Collect("other", "buyer", 1_00);
    }

    [Fact]
    [Holds("4.2.5#7", "4.2.6#11")]
    public async Task The_summary_and_the_extension_of_a_collect_and_of_a_payment_are_short_and_the_extension_comes_back()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        await Words("agentCollectApply", Flow.Collect("buyer", 0, ("baker", 1_00)));
        await Words("signalAgentPay", Flow.Out(await Collect("buyer", "baker", 1_00), "baker", 1_00));
    }

    private async Task Words(string method, object param)
    {
        var extendInfo = new string('扩', 50);
        var good = Json.Merge(param, new { bizOrderNo = Flow.Fresh("W"), summary = new string('摘', 20), extendInfo });
        await flow.ThenRefused(method, good, ("10004", new { summary = new string('摘', 21) }),
            ("10004", new { extendInfo = new string('扩', 51) }));
        var order = await flow.When(method, good);
        Assert.Equal((extendInfo, extendInfo), (order.Text("extendInfo"), (await flow.Detail(order)).Text("extendInfo")));
    }

    private Task<Tsy2Reply> Collect(string payerId, string receiver, long amount, object? more = null) =>
        flow.When("agentCollectApply",
            Json.Merge(Flow.Collect(payerId, 0, (receiver, amount)), new { payMethod = Flow.Code(amount) }, more ?? new { }));
}

public sealed class AgentCollectApplyLimitsOnSqlite() : AgentCollectApplyLimitsTests(Store.Sqlite);

public sealed class AgentCollectApplyLimitsOnPostgres() : AgentCollectApplyLimitsTests(Store.Postgres);
