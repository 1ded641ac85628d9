using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// The channel paid before the payer confirmed, the balance was short, and so the money was to go back; a confirmation then took the same
/// money for the order.
/// </summary>
public abstract class Money_that_goes_back_does_not_pay_an_order(Store store) : BugTests(store)
{
    [Fact]
    public async Task Even_if_the_payer_confirms_it_afterwards()
    {
        var order = await Purchase(Flow.Together(await flow.QuickPay("buyer", 60_00), flow.Balance(40_00)));
        await flow.WhenChannelPays(order);
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await flow.GivenDeposit("buyer", 40_00);
        var code = (await flow.Sandbox.Sms(flow.App.Id, flow.Who("buyer").Phone)).First(s => s.Purpose == "pay").Code;
        var confirmed = await flow.When("pay", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = code });
        Assert.Equal("fail", confirmed.Text("payStatus"));
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        await flow.Advance("PT48H");
        await flow.ThenBalances("""
            buyer           40.00
            seller           0.00
            platform:100005  0.00
            """);
    }
}

public sealed class Money_that_goes_back_does_not_pay_an_order_on_sqlite() : Money_that_goes_back_does_not_pay_an_order(Store.Sqlite);

public sealed class Money_that_goes_back_does_not_pay_an_order_on_postgres() : Money_that_goes_back_does_not_pay_an_order(Store.Postgres);
