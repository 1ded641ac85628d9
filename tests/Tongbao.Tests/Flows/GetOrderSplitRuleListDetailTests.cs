namespace Tongbao.Tests.Flows;

/// <summary>订单分账明细查询 (通商云 4.2.24).</summary>
public abstract class GetOrderSplitRuleListDetailTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.24#2")]
    public async Task A_split_order_shows_its_rule_with_a_state_a_row()
    {
        await flow.GivenMembers("buyer", "seller", "courier", "rider");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00,
            splitRule = new[] { Flow.Share("courier", 8_00, 0, Flow.Share("rider", 3_00)) } });
        await flow.WhenChannelPays(order);
        var detail = await flow.When("getOrderSplitRuleListDetail", new { bizOrderNo = order.BizOrderNo });
        Assert.Equal((order.OrderNo, "seller", 1), (detail.OrderNo, detail.Text("recieverId"), detail.Number("state")));
        var share = Assert.Single(detail.Value.GetProperty("splitRuleListDetail").EnumerateArray());
        Assert.Equal(("courier", 8_00, 1),
            (share.GetProperty("bizUserId").GetString(), share.GetProperty("amount").GetInt64(), share.GetProperty("state").GetInt64()));
        Assert.Equal("rider", Assert.Single(share.GetProperty("splitRuleList").EnumerateArray()).GetProperty("bizUserId").GetString());
    }

    [Fact]
    [Holds("4.2.24#2")]
    public async Task An_order_without_a_split_says_so_in_the_words_of_the_document()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        Assert.Contains("无分账记录", (await flow.Ask("getOrderSplitRuleListDetail", new { bizOrderNo = order.BizOrderNo })).Message);
        await flow.WhenRefused("40000", "getOrderSplitRuleListDetail", new { bizOrderNo = "no-such-order" });
    }
}

public sealed class GetOrderSplitRuleListDetailOnSqlite() : GetOrderSplitRuleListDetailTests(Store.Sqlite);

public sealed class GetOrderSplitRuleListDetailOnPostgres() : GetOrderSplitRuleListDetailTests(Store.Postgres);
