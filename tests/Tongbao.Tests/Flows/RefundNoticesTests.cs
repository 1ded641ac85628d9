namespace Tongbao.Tests.Flows;

/// <summary>退款结果通知 (通商云 3.7, 4.2.16): which refunds the merchant is told of.</summary>
public abstract class RefundNoticesTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.16#20", "4.2.16#21")]
    public async Task One_by_the_channel_whatever_became_of_it_one_to_the_balance_when_it_is_done_and_none_that_names_no_backUrl()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 50_00);
        var byCard = await APurchase(await flow.QuickPay("buyer", 50_00));
        var byBalance = await APurchase(flow.Balance(50_00));
        await ThenTold(["error"], await Refund(byCard, 16_00));         // which this channel refuses
        await ThenTold(["OK"], await Refund(byCard, 10_00));
        await ThenTold(["OK"], await Refund(byBalance, 10_00));
        await ThenTold([], await Refund(byCard, 10_00, new { backUrl = "" }));
        await ThenTold([], await Refund(byBalance, 10_00, new { backUrl = (string?)null }));
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 60_00, validateType = 0 });
        var refused = await flow.WhenRefused("40014", "refund", Of(byBalance, 10_00));
        Assert.Empty(await flow.Sandbox.Notifications(flow.App.Id, refused.Request["bizOrderNo"]!.GetValue<string>()));
    }

    private async Task<Tsy2Reply> APurchase(object payMethod)
    {
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 50_00, payMethod });
        await flow.Pay(order);
        return order;
    }

    private static object Of(Tsy2Reply order, long amount) => new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount };

    private Task<Tsy2Reply> Refund(Tsy2Reply order, long amount, object? more = null) =>
        flow.When("refund", Json.Merge(Of(order, amount), more ?? new { }));

    private async Task ThenTold(string[] statuses, Tsy2Reply refund) =>
        Assert.Equal(statuses, (await flow.Told(refund)).Select(n => n.GetProperty("status").GetString()));
}

public sealed class RefundNoticesOnSqlite() : RefundNoticesTests(Store.Sqlite);

public sealed class RefundNoticesOnPostgres() : RefundNoticesTests(Store.Postgres);
