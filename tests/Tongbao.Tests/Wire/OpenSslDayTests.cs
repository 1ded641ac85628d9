using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Wire;

/// <summary>A shop's day whose every signature, notice and encrypted field is made and judged by the `openssl` program alone.</summary>
public abstract class OpenSslDayTests(Store store) : FlowTests(store, openSsl: true)
{
    [Fact]
    public async Task A_client_that_shares_no_code_with_the_server_gets_through_a_day()
    {
        await flow.GivenMembers("buyer", "seller", "courier");
        await flow.GivenCompany("shop");
        await flow.GivenDeposit("buyer", 500_00);
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, fee = 2_00,
            splitRule = new[] { Flow.Share("courier", 8_00) } });
        await flow.WhenChannelPays(order);
        var byBalance = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "shop", amount = 60_00, payMethod = flow.Balance(60_00) });
        await flow.Pay(byBalance);
        await flow.When("refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount = 30_00, feeAmount = 0,
            couponAmount = 0 });
        var payout = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 50_00, validateType = 0 });
        await flow.ThenBalances("""
            buyer    440.00
            seller    10.00
            shop      60.00
            courier    8.00
            platform   2.00
            """);
        foreach (var told in new[] { order, byBalance, payout }) await flow.Receiver.WaitFor(told.BizOrderNo);
    }
}

public sealed class OpenSslDayOnSqlite() : OpenSslDayTests(Store.Sqlite);

public sealed class OpenSslDayOnPostgres() : OpenSslDayTests(Store.Postgres);
