using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A success was lost in silence, and what the channel said next, that it had been taken back, was thrown away with the last question: the
/// order stayed open for ever.
/// </summary>
public abstract class What_came_back_before_it_was_heard_of_has_failed(Store store) : BugTests(store)
{
    [Fact]
    public async Task A_payout_that_the_bank_returned()
    {
        await flow.GivenDeposit("seller", 100_00);
        await Scenario("WITHDRAW_TLT", new { result = "timeout" }, new { after = "P3D", result = "returned" });
        var withdrawal = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, fee = 1_00, validateType = 0 });
        await flow.Advance("P4D");
        await flow.ThenOrderIs(OrderStatus.Failed, withdrawal);
        Assert.False(await IsUnknown(withdrawal));
        await flow.ThenBalances("""
            seller         100.00
            seller/frozen    0.00
            platform         0.00
            """);
    }

    [Fact]
    public async Task A_payment_that_the_channel_reversed()
    {
        await flow.GivenDeposit("buyer", 40_00);
        await Scenario("QUICKPAY_TLT", new { result = "timeout" }, new { after = "PT2H", result = "reversed" });
        var order = await Purchase(Flow.Together(await flow.QuickPay("buyer", 60_00), flow.Balance(40_00)));
        await flow.Confirm(order);
        await flow.Advance("PT3H");
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        await flow.ThenBalances("""
            buyer         40.00
            buyer/frozen   0.00
            """);
    }
}

public sealed class What_came_back_before_it_was_heard_of_has_failed_on_sqlite()
    : What_came_back_before_it_was_heard_of_has_failed(Store.Sqlite);

public sealed class What_came_back_before_it_was_heard_of_has_failed_on_postgres()
    : What_came_back_before_it_was_heard_of_has_failed(Store.Postgres);
