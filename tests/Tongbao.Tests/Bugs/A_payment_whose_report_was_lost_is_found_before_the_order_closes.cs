using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A buyer's payment was heard of by its report alone: was that lost, the order closed at night and the money lay at the channel.
/// </summary>
public abstract class A_payment_whose_report_was_lost_is_found_before_the_order_closes(Store store) : BugTests(store)
{
    [Fact]
    public async Task By_asking_the_channel()
    {
        await Scenario("SCAN_WEIXIN", new { result = "pending" }, new { after = "PT1H", result = "success", lost = true });
        var (paid, unpaid) = (await Purchase(Flow.Scan(100_00)), await Purchase(Flow.Scan(100_00)));
        await flow.Advance("PT20H");
        await flow.ThenOrderIs(OrderStatus.Unpaid, paid);
        await flow.Advance("PT28H");
        await flow.ThenOrderIs(OrderStatus.Paid, paid);
        await flow.ThenOrderIs(OrderStatus.Closed, unpaid);
        await flow.ThenBalances("""
            seller          100.00
            platform:100005   0.00
            """);
    }

    [Fact]
    public async Task And_a_channel_that_is_silent_is_asked_again_in_the_next_night()
    {
        await Scenario("SCAN_WEIXIN", new { result = "timeout" }, new { after = "P4D", result = "success", lost = true });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("P3D");
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await flow.Advance("P2D");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    public async Task And_what_was_played_once_is_not_played_again()
    {
        var order = await Purchase(Flow.Scan(100_00));
        await Scenario("SCAN_WEIXIN", new { result = "success" });
        await flow.Advance("PT48H");
        await flow.ThenOrderIs(OrderStatus.Closed, order);
        var next = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 1_00, fee = 0, payMethod = Flow.Scan(1_00) });
        await flow.ThenOrderIs(OrderStatus.Paid, next);
    }
}

public sealed class A_payment_whose_report_was_lost_is_found_before_the_order_closes_on_sqlite()
    : A_payment_whose_report_was_lost_is_found_before_the_order_closes(Store.Sqlite);

public sealed class A_payment_whose_report_was_lost_is_found_before_the_order_closes_on_postgres()
    : A_payment_whose_report_was_lost_is_found_before_the_order_closes(Store.Postgres);
