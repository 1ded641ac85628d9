using Tongbao.Tests.Coverage;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Work;

/// <summary>关闭订单 (6.9): orders in progress whose channel never comes to an end.</summary>
public abstract class CloseOrdersTests(Store store) : FlowTests(store)
{
    [Fact, Holds("clock:order_close_8d")]
    public async Task An_order_in_progress_closes_at_the_end_of_its_eighth_day_unless_nobody_knows_what_the_channel_did()
    {
        flow = await OnOwnServer();
        await flow.Freeze();
        var day = DateOnly.FromDateTime((await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(1);
        Task At(int days, string time) => flow.At($"{day.AddDays(days):yyyy-MM-dd}T{time}:00+08:00");
        await At(0, "23:00");
        await flow.GivenMembers("buyer", "careful", "seller");
        var waiting = await InProgress("buyer", "pending");
        var unknown = await InProgress("careful", "timeout");
        await At(8, "00:29");
        await flow.ThenOrderIs(OrderStatus.InProgress, waiting);
        await flow.ThenBalances("buyer/frozen  40.00");
        await At(8, "00:31");
        await flow.ThenOrderIs(OrderStatus.Closed, waiting);
        await flow.ThenOrderIs(OrderStatus.InProgress, unknown);
        await flow.ThenBalances("""
            buyer           40.00
            buyer/frozen     0.00
            careful         40.00
            careful/frozen  40.00
            """);
    }

    /// <summary>A purchase by balance and a card whose channel says that, and nothing more.</summary>
    private async Task<Tsy2Reply> InProgress(string payerId, string result)
    {
        await flow.GivenDeposit(payerId, 40_00);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "QUICKPAY_TLT" }, [new { result }]);
        var order = await flow.When("consumeApply", new
        {
            payerId, recieverId = "seller", amount = 100_00,
                payMethod = Flow.Together(await flow.QuickPay(payerId, 60_00), flow.Balance(40_00)),
        });
        await flow.Confirm(order);
        await flow.ThenOrderIs(OrderStatus.InProgress, order);
        return order;
    }
}

public sealed class CloseOrdersOnSqlite() : CloseOrdersTests(Store.Sqlite);

public sealed class CloseOrdersOnPostgres() : CloseOrdersTests(Store.Postgres);
