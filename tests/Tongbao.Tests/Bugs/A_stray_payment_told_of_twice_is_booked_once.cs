using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Only payments of paid orders were known again; money for a closed order or of a wrong sum was booked at every telling, and sent back as
/// often.
/// </summary>
public abstract class A_stray_payment_told_of_twice_is_booked_once(Store store) : BugTests(store)
{
    [Fact]
    public async Task A_wrong_amount()
    {
        await Scenario("SCAN_WEIXIN", new { result = "pending" }, new { after = "PT1M", result = "success", amount = 99_99 });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("PT2M");
        await flow.WhenChannelPays(order);
        await flow.WhenChannelPays(order);
        await flow.ThenBalances("platform:100005  99.99");
    }

    [Fact]
    public async Task A_payment_after_the_close()
    {
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("PT49H");
        await flow.WhenChannelPays(order);
        await flow.WhenChannelPays(order);
        await flow.ThenOrderIs(OrderStatus.Closed, order);
        await flow.ThenBalances("platform:100005 100.00");
        await flow.Advance("PT48H");
        await flow.ThenBalances("platform:100005   0.00");
        await flow.WhenChannelPays(order);
        await flow.ThenBalances("platform:100005   0.00");
    }
}

public sealed class A_stray_payment_told_of_twice_is_booked_once_on_sqlite() : A_stray_payment_told_of_twice_is_booked_once(Store.Sqlite);

public sealed class A_stray_payment_told_of_twice_is_booked_once_on_postgres()
    : A_stray_payment_told_of_twice_is_booked_once(Store.Postgres);
