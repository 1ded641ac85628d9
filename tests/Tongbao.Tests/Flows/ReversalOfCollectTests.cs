namespace Tongbao.Tests.Flows;

/// <summary>冲正 of a collect (通商云 4.2.5): the channel takes back what it had paid.</summary>
public abstract class ReversalOfCollectTests(Store store) : FlowTests(store)
{
    [Fact]
    public async Task A_reversal_takes_back_what_is_still_in_escrow()
    {
        var collect = await ACollectToBeReversed();
        await flow.Advance("PT2H");
        await flow.ThenOrderIs(OrderStatus.Failed, collect);
        await flow.ThenBalances("""
            platform         0.00
            platform:100004  0.00
            """);
        await flow.ThenOwed(collect, "baker  0.00");
        await flow.WhenRefused("40019", "signalAgentPay", Flow.Out(collect, "baker", 1_00));
    }

    [Fact]
    public async Task A_reversal_after_a_share_was_paid_out_moves_nothing_and_is_listed()
    {
        var collect = await ACollectToBeReversed();
        await flow.When("signalAgentPay", Flow.Out(collect, "baker", 20_00));
        await flow.Advance("PT2H");
        await flow.ThenOrderIs(OrderStatus.Paid, collect);
        Assert.Equal(["reversal-not-covered"], await flow.Findings(collect));
        await flow.ThenBalances("""
            platform          2.00
            platform:100004  78.00
            """);
        await flow.When("signalAgentPay", Flow.Out(collect, "baker", 78_00));
    }

    [Fact]
    public async Task A_reversal_whose_fee_the_platform_has_spent_moves_nothing_and_everything_stays_owed()
    {
        var collect = await ACollectToBeReversed();
        await flow.When("applicationTransfer", new { sourceAccountSetNo = "100001", targetBizUserId = "baker", amount = 2_00 });
        await flow.Advance("PT2H");
        await flow.ThenOrderIs(OrderStatus.Paid, collect);
        Assert.Equal(["reversal-not-covered"], await flow.Findings(collect));
        await flow.ThenOwed(collect, "baker  98.00");
    }

    [Fact]
    public async Task A_reversal_of_a_collect_that_was_refunded_is_listed()
    {
        var collect = await ACollectToBeReversed();
        await flow.When("refund", new { oriBizOrderNo = collect.BizOrderNo, bizUserId = "buyer", amount = 100_00, feeAmount = 2_00 });
        await flow.Advance("PT2H");
        await flow.ThenOrderIs(OrderStatus.PaidThenRefunded, collect);
        Assert.Equal(["reversal-not-covered"], await flow.Findings(collect));
    }

    /// <summary>100.00 with a fee of 2.00, which the channel takes back an hour later.</summary>
    private async Task<Tsy2Reply> ACollectToBeReversed()
    {
        flow = await OnOwnServer();
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" },
            [new { result = "success" }, new { after = "PT1H", result = "reversed" }]);
        var collect = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 2_00, ("baker", 98_00)), new { payMethod = Flow.Code(100_00) }));
        await flow.ThenBalances("platform:100004  98.00");
        return collect;
    }
}

public sealed class ReversalOfCollectOnSqlite() : ReversalOfCollectTests(Store.Sqlite);

public sealed class ReversalOfCollectOnPostgres() : ReversalOfCollectTests(Store.Postgres);
