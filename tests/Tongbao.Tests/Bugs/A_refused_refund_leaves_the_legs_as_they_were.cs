using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// The channel refused a refund of two legs, and the whole of it was taken off what the channel had given back: it could then be asked for
/// more than it was paid.
/// </summary>
public abstract class A_refused_refund_leaves_the_legs_as_they_were(Store store) : BugTests(store)
{
    /// <summary>The test environment refuses to give back 16.00 by this channel.</summary>
    [Fact]
    public async Task So_that_the_next_refund_goes_the_right_way()
    {
        await flow.GivenDeposit("buyer", 30_00);
        var order = await Purchase(Flow.Together(await flow.QuickPay("buyer", 30_00), flow.Balance(30_00)), 60_00);
        await flow.Pay(order);
        await Refund(order, 14_00);                 // all of it by the channel, which has 16.00 left
        var refused = await Refund(order, 20_00);   // 16.00 by the channel, 4.00 by the balance
        Assert.Equal("fail", refused.Text("payStatus"));
        await Refund(order, 12_00);
        await flow.ThenBalances("buyer  0.00");
        await Refund(order, 10_00);                 // 4.00 are left of the channel
        await flow.ThenBalances("buyer  6.00");
    }

    private Task<Tsy2Reply> Refund(Tsy2Reply order, long amount) =>
        flow.When("refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount });
}

public sealed class A_refused_refund_leaves_the_legs_as_they_were_on_sqlite() : A_refused_refund_leaves_the_legs_as_they_were(Store.Sqlite);

public sealed class A_refused_refund_leaves_the_legs_as_they_were_on_postgres()
    : A_refused_refund_leaves_the_legs_as_they_were(Store.Postgres);
