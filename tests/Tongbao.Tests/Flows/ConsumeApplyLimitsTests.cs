namespace Tongbao.Tests.Flows;

/// <summary>消费申请: who may buy of whom, how often a day, and in how many words (通商云 4.2.4, 4.2.1 (5)).</summary>
public abstract class ConsumeApplyLimitsTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.4#2", "4.2.4#4")]
    public async Task Persons_and_companies_buy_of_each_other_and_of_the_platform_which_buys_nothing()
    {
        await flow.GivenMembers("person");
        await flow.GivenCompany("company");
        await Buy("person", "company", 10_00);
        await Buy("company", "person", 20_00);
        await Buy("person", Flow.Platform, 30_00);
        await Buy("company", Flow.Platform, 40_00);
        await flow.ThenBalances("""
            company   10.00
            person    20.00
            platform  70.00
            """);
        await flow.WhenRefused("30001", "consumeApply", new { payerId = Flow.Platform, recieverId = "person", amount = 10_00 });
    }

    [Fact]
    [Holds("4.2.4#16", "clock:daily_limit")]
    public async Task A_day_knows_ten_purchases_of_a_payer_and_any_number_that_he_is_paid()
    {
        await flow.GivenMembers("buyer", "seller");
        for (var i = 1; i <= 9; i++) await Buy("buyer", "seller", 1_00);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" }, [new { result = "pending" }]);
        Assert.Equal("pending", (await Buy("buyer", "seller", 1_00)).Text("payStatus"));
        await flow.WhenRefused("40045", "consumeApply", Purchase("buyer", "seller", 1_00));
        await Buy("seller", "buyer", 1_00);
    }

    [Fact]
    [Holds("4.2.4#8")]
    public async Task Its_summary_and_its_extension_are_short_and_the_extension_comes_back()
    {
        await flow.GivenMembers("buyer", "seller");
        var extendInfo = new string('扩', 50);
        var good = Json.Merge(Purchase("buyer", "seller", 1_00),
            new { bizOrderNo = Flow.Fresh("C"), summary = new string('摘', 20), extendInfo });
        await flow.ThenRefused("consumeApply", good, ("10004", new { summary = new string('摘', 21) }),
            ("10004", new { extendInfo = new string('扩', 51) }));
        var order = await flow.When("consumeApply", good);
        Assert.Equal((extendInfo, extendInfo), (order.Text("extendInfo"), (await flow.Detail(order)).Text("extendInfo")));
    }

    private Task<Tsy2Reply> Buy(string payerId, string recieverId, long amount) =>
        flow.When("consumeApply", Purchase(payerId, recieverId, amount));

    private static object Purchase(string payerId, string recieverId, long amount) =>
        new { payerId, recieverId, amount, payMethod = Flow.Code(amount) };
}

public sealed class ConsumeApplyLimitsOnSqlite() : ConsumeApplyLimitsTests(Store.Sqlite);

public sealed class ConsumeApplyLimitsOnPostgres() : ConsumeApplyLimitsTests(Store.Postgres);
