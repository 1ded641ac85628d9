using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>The channel had spoken and was asked no more, but the order still said that nothing was known of it.</summary>
public abstract class A_wrong_amount_ends_the_silence(Store store) : BugTests(store)
{
    [Fact]
    public async Task The_order_is_unpaid_and_nothing_is_unknown()
    {
        await Scenario("SCAN_WEIXIN", new { result = "timeout" }, new { after = "PT1M", result = "success", amount = 1_00 });
        var order = await Purchase(Flow.Scan(100_00));
        Assert.True(await IsUnknown(order));
        await flow.Advance("PT2M");
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        Assert.False(await IsUnknown(order));
    }
}

public sealed class A_wrong_amount_ends_the_silence_on_sqlite() : A_wrong_amount_ends_the_silence(Store.Sqlite);

public sealed class A_wrong_amount_ends_the_silence_on_postgres() : A_wrong_amount_ends_the_silence(Store.Postgres);
