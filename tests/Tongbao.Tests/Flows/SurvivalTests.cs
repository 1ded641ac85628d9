namespace Tongbao.Tests.Flows;

/// <summary>What was answered is booked, whatever happens to the process (docs/ledger.md, invariant 16).</summary>
public abstract class SurvivalTests(Store store) : FlowTests(store)
{
    public override async ValueTask InitializeAsync() => flow = await OnOwnServer();

    [Fact]
    public async Task What_was_answered_survives_a_kill()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 100_00);
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 60_00, payMethod = flow.Balance(60_00) });
        await flow.Pay(order);
        await flow.Server.Kill();
        await flow.Server.Start();
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("""
            buyer  40.00
            seller 60.00
            """);
    }

    [Fact]
    public async Task A_request_repeated_after_a_kill_gets_the_first_answer()
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        var withdrawal = await flow.Sign("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0 });
        var first = await flow.Client.Send(withdrawal);
        await flow.Server.Kill();
        await flow.Server.Start();
        Assert.Equal(first.SignedValue, (await flow.Client.Send(withdrawal)).SignedValue);
        await flow.ThenBalances("seller  70.00");
    }

    [Fact]
    public async Task A_notice_that_was_due_while_the_server_was_down_is_sent_when_it_is_back()
    {
        await flow.GivenMembers("seller");
        var deposit = await flow.When("depositApply", new { bizUserId = "seller", amount = 100_00 });
        await flow.Freeze();
        await flow.WhenChannelPays(deposit);
        await flow.Server.Kill();
        await flow.Server.Start();
        await flow.Advance("PT5S");
        await flow.Receiver.WaitFor(deposit.BizOrderNo);
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_ends_in_order()
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        await flow.Server.Stop();
        await flow.ThenVerifies();              // on the stopped store
        await flow.Server.Start();
        await flow.ThenBalances("seller  100.00");
    }
}

public sealed class SurvivalOnSqlite() : SurvivalTests(Store.Sqlite);

public sealed class SurvivalOnPostgres() : SurvivalTests(Store.Postgres);
