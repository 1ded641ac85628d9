using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// All of an order's stray money was one question to the channel, which tells of what it was asked before: a later payment was taken to
/// have gone back with the first.
/// </summary>
public abstract class Each_stray_payment_goes_back_by_itself(Store store) : BugTests(store)
{
    [Fact]
    public async Task Two_of_a_wrong_sum_are_sent_back_as_two()
    {
        await Scenario("SCAN_WEIXIN", new { result = "pending" }, new { after = "PT1M", result = "success", amount = 99_99 },
            new { after = "PT2M", result = "success", amount = 100_01 });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("PT5M");
        await flow.ThenBalances("platform:100005  200.00");
        await flow.Advance("P2D");
        await flow.ThenBalances("platform:100005    0.00");
        Assert.Equal(["wrong-amount", "wrong-amount"], await flow.Findings(order));
        Assert.Equal(["payment.wrong-amount", "payment.wrong-amount", "stray.sent-back", "stray.sent-back"],
            await flow.Entries(order.BizOrderNo));
    }
}

public sealed class Each_stray_payment_goes_back_by_itself_on_sqlite() : Each_stray_payment_goes_back_by_itself(Store.Sqlite);

public sealed class Each_stray_payment_goes_back_by_itself_on_postgres() : Each_stray_payment_goes_back_by_itself(Store.Postgres);
