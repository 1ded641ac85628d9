using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>订单关闭 (2295), 订单状态查询 (3001) and 订单详情查询 (3002).</summary>
public sealed class OrderLifeTests
{
    [Fact, Holds("7.1#20", "7.1#21", "7.5.5#8", "7.5.5#9", "7.5.5#10", "7.5.5#11")]
    public async Task An_unpaid_order_by_a_wallet_is_closed_and_what_is_paid_on_it_later_goes_back()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenCollector("A");
        var purchase = flow.Purchase("A", 1_00);
        var no = (await flow.Call("2085", purchase, "66666")).Text("respTraceNum")!;
        Assert.Equal("0", (await flow.Call("3001", new { respTraceNum = no })).Text("result"));
        var closed = await flow.Call("2295", new { orgRespTraceNum = no });
        Assert.Equal(("1", "2", no, Yst2Flow.SerialOf(purchase)), (closed.Text("closeResult"), closed.Text("result"), closed.Text("respTraceNum"),
            closed.Text("reqTraceNum")));
        Assert.Equal(closed.Text("closeFinishTime"), (await flow.Call("2295", new { orgRespTraceNum = no })).Text("closeFinishTime"));
        await flow.WhenPaid(Yst2Flow.SerialOf(purchase));
        var shown = await flow.Shown(no);
        Assert.Equal(("2", "订单已关闭", "店7", "buyer1"), (shown.Text("result"), shown.Text("txDesc"), shown.Text("extendParams"),
            shown.Text("signNum")));
        Assert.Equal("2", Assert.Single(await flow.Receiver.WaitFor(Yst2Flow.SerialOf(purchase))).Text("result"));
        Assert.Contains(await flow.Sandbox.Agenda(flow.App.Id), due => due.About == no[2..14] + no[19..]);
        var story = await flow.Sandbox.Explain(flow.App.Id, Yst2Flow.SerialOf(purchase));
        Assert.Equal("late-payment", story.GetProperty("findings").EnumerateArray().Single().GetProperty("kind").GetString());

        var pos = (await flow.Call("2085", flow.Purchase("A", 1_00, "ORDER_VSPPAY"), "66666")).Text("respTraceNum")!;
        await flow.Call("2295", new { orgRespTraceNum = pos }, "30009");
        var paid = await flow.GivenPaid("A", 1_00);
        await flow.Call("2295", new { orgRespTraceNum = paid }, "30008");
        await flow.Call("2295", new { orgRespTraceNum = "20200101000000208500000001" }, "30001");
        Assert.Equal(("1", "100", "100"), await flow.Shown(paid) is var two ? (two.Text("result"), two.Text("orderAmount"), two.Text("payAmount"))
            : default);
        Assert.Null((await flow.Call("3001", new { respTraceNum = paid })).Text("extendParams"));
        await flow.Call("3001", new { respTraceNum = "20200101000000208500000001" }, "30001");
        await flow.Call("3001", new { reqTraceNum = "nothing" }, "30001");
        await flow.CloseTheDay();
    }

    [Fact]
    public async Task An_order_that_nobody_pays_ends_at_its_time()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite);
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        var purchase = flow.Purchase("A", 1_00);
        await flow.Call("2085", purchase, "66666");
        await flow.Sandbox.Advance("PT23H59M");
        Assert.Equal("0", (await flow.Call("3001", new { reqTraceNum = Yst2Flow.SerialOf(purchase) })).Text("result"));
        await flow.Sandbox.Advance("PT2M");
        var shown = await flow.Call("3001", new { reqTraceNum = Yst2Flow.SerialOf(purchase) });
        Assert.Equal(("2", "订单已过期"), (shown.Text("result"), shown.Text("txDesc")));
        Assert.Equal("2", Assert.Single(await flow.Receiver.WaitFor(Yst2Flow.SerialOf(purchase))).Text("result"));
        await flow.CloseTheDay();
    }
}
