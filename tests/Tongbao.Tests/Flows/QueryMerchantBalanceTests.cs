namespace Tongbao.Tests.Flows;

/// <summary>平台账户集余额查询, and 通联通头寸查询 (通商云 4.3.4, 4.3.1).</summary>
public abstract class QueryMerchantBalanceTests(Store store) : FlowTests(store)
{
    [Fact]
    public async Task Fees_are_found_in_the_platforms_balance_set()
    {
        await flow.GivenMember("seller");
        await flow.WhenChannelPays(await flow.When("depositApply", new { bizUserId = "seller", amount = 100_00, fee = 2_00 }));
        var balance = await flow.When("queryMerchantBalance", new { accountSetNo = "100001" });
        Assert.Equal((2_00, 0), (balance.Number("allAmount"), balance.Number("freezeAmount")));
    }

    [Fact]
    public async Task Money_from_outside_the_API_is_on_the_set_that_it_was_for()
    {
        await flow.GivenFunds("100002", 500_00);
        await flow.ThenBalances("""
            platform:100002  500.00
            platform:100001    0.00
            """);
    }

    [Fact]
    [Holds("4.3.4#1")]
    public async Task Every_standard_set_of_the_platform_is_read_and_nothing_else()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("seller");
        foreach (var (accountSetNo, amount) in new[] { ("100001", 10_00), ("100002", 20_00), ("100003", 30_00), ("2000000", 70_00) })
            await flow.GivenFunds(accountSetNo, amount);
        await flow.WhenChannelPays(await flow.When("depositApply",
            new { bizUserId = Flow.Platform, accountSetNo = "100006", amount = 60_00 }));
        await flow.GivenCollect("buyer", 0, ("seller", 40_00));
        await flow.ThenBalances("""
            platform:100001    10.00
            platform:100002    20.00
            platform:100003    30.00
            platform:100004    40.00
            platform:100005     0.00
            platform:100006    60.00
            platform:2000000   70.00
            """);
        foreach (var accountSetNo in new[] { flow.CustodySet, "100007" })
            await flow.WhenRefused("30018", "queryMerchantBalance", new { accountSetNo });
    }

    [Fact]
    public async Task Once_a_deposit_has_made_the_prepaid_set_it_is_read_and_withdrawn_from()
    {
        await flow.WhenRefused("30019", "withdrawApply",
            new { bizUserId = Flow.Platform, accountSetNo = "100006", amount = 10_00, validateType = 0 });
        await flow.WhenRefused("30019", "queryInExpDetail", new { bizUserId = Flow.Platform, accountSetNo = "100006" });
        await flow.WhenChannelPays(await flow.When("depositApply",
            new { bizUserId = Flow.Platform, accountSetNo = "100006", amount = 100_00 }));
        await flow.When("withdrawApply", new { bizUserId = Flow.Platform, accountSetNo = "100006", amount = 10_00, validateType = 0 });
        await flow.ThenBalances("platform:100006  90.00");
        Assert.Equal(2, (await flow.When("queryInExpDetail", new { bizUserId = Flow.Platform, accountSetNo = "100006" }))
            .Number("totalNum"));
    }

    [Fact]
    public Task The_prepaid_set_is_made_by_its_first_use() =>
        flow.WhenRefused("30019", "queryMerchantBalance", new { accountSetNo = "100006" });

    [Fact]
    [Holds("4.3.1#1")]
    public async Task The_reserve_position_is_shown_with_its_account_and_falls_with_each_payout()
    {
        await flow.GivenMember("seller");
        await flow.GivenDeposit("seller", 100_00);
        var position = await flow.When("queryReserveFundBalance", new { });
        Assert.Equal(["account_no", "account_name", "balance", "def_clr"], position.Value.EnumerateObject().Select(p => p.Name));
        Assert.Matches("^[0-9]{18}$", position.Text("account_no"));
        Assert.Equal(("测试商城-备付金", 1), (position.Text("account_name"), position.Number("def_clr")));
        var before = position.Number("balance");
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 40_00, fee = 1_00, validateType = 0 });
        Assert.Equal(before - 39_00, (await flow.When("queryReserveFundBalance", new { })).Number("balance"));
    }
}

public sealed class QueryMerchantBalanceOnSqlite() : QueryMerchantBalanceTests(Store.Sqlite);

public sealed class QueryMerchantBalanceOnPostgres() : QueryMerchantBalanceTests(Store.Postgres);
