using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A refund put the channel's way to pay before the others of its order. The entry of the payment had them as the request did, so `verify`
/// found it wrong.
/// </summary>
public abstract class A_refund_leaves_the_ways_to_pay_in_their_order(Store store) : FlowTests(store)
{
    [Fact]
    public async Task And_the_books_verify()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 50_00);
        var order = await flow.When("consumeApply", new
        {
            payerId = "buyer", recieverId = "seller", amount = 100_00,
            payMethod = Flow.Together(flow.Balance(40_00), await flow.QuickPay("buyer", 60_00)),
        });
        await flow.Pay(order);
        await flow.When("refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount = 70_00 });
        await flow.ThenBalances("buyer  20.00");
        await flow.ThenVerifies();
    }
}

public sealed class LegOrderOnSqlite() : A_refund_leaves_the_ways_to_pay_in_their_order(Store.Sqlite);

public sealed class LegOrderOnPostgres() : A_refund_leaves_the_ways_to_pay_in_their_order(Store.Postgres);
