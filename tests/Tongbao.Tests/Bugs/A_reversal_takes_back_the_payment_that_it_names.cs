using Tongbao.Core.Platform;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A reversal was taken for one of the order's own payment whichever it named: money that the channel had taken back itself was sent back
/// as well, and money taken back before it was heard of was sent back too.
/// </summary>
public abstract class A_reversal_takes_back_the_payment_that_it_names(Store store) : BugTests(store)
{
    private static readonly object Pending = new { result = "pending" };

    [Fact]
    public async Task One_of_money_that_came_too_late_leaves_nothing_to_send_back()
    {
        await Scenario("SCAN_WEIXIN", Pending, new { after = "P3D", result = "success" }, new { after = "P3DT1H", result = "reversed" });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("P3DT30M");
        await flow.ThenBalances("platform:100005  100.00");
        await flow.Advance("PT1H");
        await flow.ThenBalances("platform:100005    0.00");
        await flow.Advance("P2D");
        await flow.ThenBalances("platform:100005    0.00");
        await flow.ThenOrderIs(OrderStatus.Closed, order);
        Assert.Equal(["late-payment"], await flow.Findings(order));
    }

    [Fact]
    public async Task One_heard_before_the_success_leaves_nothing_to_book()
    {
        await Scenario("SCAN_WEIXIN", Pending, new { after = "PT1M", result = "reversed" }, new { after = "PT2M", result = "success" });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("PT5M");
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        await flow.ThenBalances("""
            seller           0.00
            platform:100005  0.00
            """);
        Assert.Empty(await flow.Findings(order));
    }

    [Fact]
    public async Task One_of_money_that_was_sent_back_already_is_for_an_operator()
    {
        await Scenario("SCAN_WEIXIN", Pending, new { after = "P3D", result = "success" }, new { after = "P5D", result = "reversed" });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("P6D");
        await flow.ThenBalances("platform:100005    0.00");
        Assert.Equal(["late-payment", "sent-back-twice"], await flow.Findings(order));
    }
}

public sealed class A_reversal_takes_back_the_payment_that_it_names_on_sqlite()
    : A_reversal_takes_back_the_payment_that_it_names(Store.Sqlite);

public sealed class A_reversal_takes_back_the_payment_that_it_names_on_postgres()
    : A_reversal_takes_back_the_payment_that_it_names(Store.Postgres);
