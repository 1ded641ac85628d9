namespace Tongbao.Tests.Flows;

/// <summary>查询订单状态 (通商云 4.2.19).</summary>
public abstract class GetOrderDetailTests(Store store) : FlowTests(store)
{
    [Fact]
    public async Task An_order_is_shown_from_its_application_to_its_payment()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00, extendInfo = "桌 7" });
        var unpaid = await flow.Detail(order);
        Assert.Equal((order.OrderNo, order.BizOrderNo, 100_00), (unpaid.OrderNo, unpaid.BizOrderNo, unpaid.Number("amount")));
        Assert.Equal(OrderStatus.Unpaid, (OrderStatus)unpaid.Number("orderStatus"));
        Assert.False(unpaid.Has("payDatetime"));
        await flow.WhenChannelPays(order);
        var paid = await flow.Detail(order);
        Assert.Equal(OrderStatus.Paid, (OrderStatus)paid.Number("orderStatus"));
        Assert.Equal(("buyer", "桌 7"), (paid.Text("buyerBizUserId"), paid.Text("extendInfo")));
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$", paid.Text("payDatetime"));
        Assert.False(paid.Has("oriOrderNo"));
    }

    [Fact]
    [Holds("4.2.19#1", "4.2.15#9")]
    public async Task A_failed_order_says_why()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        await flow.WhenChannelFails(order, "银行卡已挂失");
        var failed = await flow.Detail(order);
        Assert.Equal(OrderStatus.Failed, (OrderStatus)failed.Number("orderStatus"));
        Assert.Contains("银行卡已挂失", failed.Text("errorMessage"));
    }

    [Fact]
    [Holds("4.2.15#6")]
    public async Task The_platform_as_a_payer_is_named_by_a_number_of_its_own_in_queries_and_notices()
    {
        var deposit = await flow.When("depositApply", new { bizUserId = Flow.Platform, amount = 100_00 });
        await flow.WhenChannelPays(deposit);
        var withdrawal = await flow.When("withdrawApply", new { bizUserId = Flow.Platform, amount = 40_00, validateType = 0 });
        var number = (await flow.Detail(deposit)).Text("buyerBizUserId")!;
        Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", number);
        Assert.Equal(number, (await flow.Detail(withdrawal)).Text("buyerBizUserId"));
        foreach (var order in new[] { deposit, withdrawal })
            Assert.Equal(number, Assert.Single(await flow.Told(order)).GetProperty("returnValue").GetProperty("buyerBizUserId")
            .GetString());
    }

    [Fact]
    public async Task Another_apps_orders_do_not_exist()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        var other = await OnSharedServer();
        await other.WhenRefused("40000", "getOrderDetail", new { bizOrderNo = order.BizOrderNo });
        await other.WhenRefused("10001", "getOrderDetail", new { });
    }
}

public sealed class GetOrderDetailOnSqlite() : GetOrderDetailTests(Store.Sqlite);

public sealed class GetOrderDetailOnPostgres() : GetOrderDetailTests(Store.Postgres);
