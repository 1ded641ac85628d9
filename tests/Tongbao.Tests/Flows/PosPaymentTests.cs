namespace Tongbao.Tests.Flows;

/// <summary>收银宝 POS 当面付及订单模式支付 (ORDER_VSPPAY, 通商云 5.2): an order that is paid at a terminal by its number.</summary>
public abstract class PosPaymentTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.16#22", "ORDER_VSPPAY#5")]
    public async Task The_order_is_paid_at_a_terminal_by_its_payCode_and_given_back_there_in_parts_the_fee_last()
    {
        var order = await APurchase(new { fee = 2_00 });
        Assert.Matches("^[0-9]{6}$", order.Text("payCode"));
        Assert.False(order.Has("payInfo"));
        await AtTerminal(new { payCode = order.Text("payCode") });
        await flow.ThenBalances("""
            seller    98.00
            platform   2.00
            """);
        await flow.WhenRefused("40039", "refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount = 10_00 });
        await AtTerminal(new { vspTermid = "T1", amount = 30_00, originalBizOrderNo = order.BizOrderNo });
        await flow.ThenBalances("""
            seller    68.00
            platform   2.00
            """);
        await AtTerminal(new { vspTermid = "T1", amount = 70_00, originalBizOrderNo = order.BizOrderNo });
        await flow.ThenBalances("""
            seller     0.00
            platform   0.00
            """);
    }

    [Fact]
    [Holds("ORDER_VSPPAY#1-3", "ORDER_VSPPAY#6")]
    public async Task By_our_own_number_it_is_paid_as_well_and_nothing_is_confirmed()
    {
        var order = await APurchase(new { summary = "8 号桌" });
        Assert.False(order.Has("payStatus") || order.Has("validateType"));
        Assert.DoesNotContain(await flow.Sandbox.Sms(flow.App.Id, flow.Who("buyer").Phone), sms => sms.Purpose == "pay");
        await flow.WhenRefused("40027", "pay", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = "111111" });
        var shown = await flow.Sandbox.AtTerminal(flow.App.Id, new { payCode = order.OrderNo });
        Assert.Equal("8 号桌", shown.GetProperty("summary").GetString());
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        Assert.Equal("orderResult", Assert.Single(await flow.Notices(order)).Event);
    }

    [Fact]
    public async Task A_refusal_at_the_terminal_ends_it()
    {
        var refused = await APurchase(new { });
        await AtTerminal(new { payCode = refused.Text("payCode"), result = "fail" });
        await flow.ThenOrderIs(OrderStatus.Failed, refused);
    }

    [Fact]
    [Holds("4.1.21#2")]
    public async Task Only_a_terminal_that_takes_payments_of_its_own_must_be_bound()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = Pos(100_00) });
        await AtTerminal(new { payCode = order.Text("payCode") });
        await flow.ThenBalances("seller  100.00");
        await Assert.ThrowsAsync<SandboxProblem>(() => AtTerminal(new { vspTermid = "T1", amount = 5_00 }));
        await flow.When("vspTermidService",
            new { bizUserId = "seller", operationType = "set", vspCusid = "C1", appid = "A", vspTermid = "T1" });
        await AtTerminal(new { vspTermid = "T1", amount = 5_00 });
        await flow.ThenBalances("seller  105.00");
    }

    [Fact]
    [Holds("4.2.16#5")]
    public async Task A_collect_goes_back_at_the_terminal_whole_or_not_at_all()
    {
        await GivenPeople();
        var collect = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("seller", 100_00)), new { payMethod = Pos(100_00) }));
        await AtTerminal(new { payCode = collect.Text("payCode") });
        await AtTerminal(new { vspTermid = "T1", amount = 40_00, originalBizOrderNo = collect.BizOrderNo });
        await flow.ThenOwed(collect, "seller  100.00");
        await AtTerminal(new { vspTermid = "T1", amount = 100_00, originalBizOrderNo = collect.BizOrderNo });
        await flow.ThenOwed(collect, "seller    0.00");
        await flow.ThenBalances($"{Flow.Escrow}  0.00");
    }

    [Fact]
    [Holds("4.1.21#4", "4.1.21#5", "5.2#8")]
    public async Task The_merchant_number_that_it_names_must_be_the_receivers()
    {
        await GivenPeople();
        await flow.ThenRefused("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = Pos(100_00, "C1") },
            ("20009", new { payMethod = Pos(100_00, "C2") }),
            ("20009", new { recieverId = Flow.Platform }));
    }

    [Fact]
    [Holds("4.1.21#9", "5.2#8")]
    public async Task Of_a_deposit_too()
    {
        await GivenPeople();
        await flow.ThenRefused("depositApply", new { bizUserId = "seller", amount = 100_00, payMethod = Pos(100_00, "C1") },
            ("20009", new { payMethod = Pos(100_00, "C2") }));
    }

    private static object Pos(long amount) => new { ORDER_VSPPAY = new { amount } };

    private static object Pos(long amount, string vspCusid) => new { ORDER_VSPPAY = new { amount, vspCusid } };

    private async Task GivenPeople()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.When("vspTermidService",
            new { bizUserId = "seller", operationType = "set", vspCusid = "C1", appid = "A", vspTermid = "T1" });
    }

    private async Task<Tsy2Reply> APurchase(object more)
    {
        if (!(await flow.Ask("getMemberInfo", new { bizUserId = "buyer" })).Ok) await GivenPeople();
        return await flow.When("consumeApply",
            Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = Pos(100_00) }, more));
    }

    private Task AtTerminal(object change) => flow.Sandbox.AtTerminal(flow.App.Id, change);
}

public sealed class PosPaymentOnSqlite() : PosPaymentTests(Store.Sqlite);

public sealed class PosPaymentOnPostgres() : PosPaymentTests(Store.Postgres);
