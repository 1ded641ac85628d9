using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>The merchant had been told that the order was paid, and heard nothing when the channel took the payment back.</summary>
public abstract class A_reversal_is_told_to_the_merchant(Store store) : BugTests(store)
{
    [Fact]
    public async Task After_the_success_that_it_was_told_before()
    {
        await Scenario("SCAN_WEIXIN", new { result = "success" }, new { after = "PT1H", result = "reversed" });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("PT2H");
        Assert.Equal(["OK", "error"], (await flow.Receiver.WaitFor(order.BizOrderNo, 2)).Select(n => n.Status));
    }
}

public sealed class A_reversal_is_told_to_the_merchant_on_sqlite() : A_reversal_is_told_to_the_merchant(Store.Sqlite);

public sealed class A_reversal_is_told_to_the_merchant_on_postgres() : A_reversal_is_told_to_the_merchant(Store.Postgres);
