namespace Tongbao.Tests.Flows;

/// <summary>查询余额 (通商云 4.2.18).</summary>
public abstract class QueryBalanceTests(Store store) : FlowTests(store)
{
    [Fact]
    public async Task The_total_includes_what_is_frozen()
    {
        await flow.GivenMember("buyer");
        await flow.GivenDeposit("buyer", 100_00);
        await flow.When("freezeMoney", new { bizUserId = "buyer", amount = 30_00 });
        var balance = await flow.When("queryBalance", new { bizUserId = "buyer" });
        Assert.Equal((100_00, 30_00), (balance.Number("allAmount"), balance.Number("freezenAmount")));
    }

    [Fact]
    public async Task A_member_without_any_money_has_none()
    {
        await flow.GivenStranger("buyer");
        await flow.ThenBalances("""
            buyer        0.00
            buyer/frozen 0.00
            """);
    }

    [Fact]
    public async Task A_locked_member_may_still_be_looked_at()
    {
        await flow.GivenStranger("buyer");
        await flow.When("lockMember", new { bizUserId = "buyer" });
        await flow.ThenBalances("buyer  0.00");
    }

    [Fact]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenStranger("buyer");
        await flow.ThenRefusedInThisOrder("queryBalance", new { bizUserId = "buyer" },
            ("10001", new { accountSetNo = "" }),
            ("30001", new { bizUserId = "nobody" }),
            ("30018", new { accountSetNo = "100001" }));
    }
}

public sealed class QueryBalanceOnSqlite() : QueryBalanceTests(Store.Sqlite);

public sealed class QueryBalanceOnPostgres() : QueryBalanceTests(Store.Postgres);
