using System.Text.Json;

namespace Tongbao.Tests.Flows;

/// <summary>当面付标准模式支付及收银宝 POS 订单支付订单补登 (通商云 4.1.22): payments that a terminal makes of itself.</summary>
public abstract class OrderBackfillTests(Store store) : FlowTests(store)
{
    private const string Terminal = "T0000001", Path = "/backfill";

    /// <summary>The merchant's own numbers, in the order it was asked.</summary>
    private readonly Queue<string> numbers = new(["shop-1", "shop-2", "shop-3"]);

    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer();
        await flow.Freeze();
        await flow.ChangeSettings(new { backfillUrl = flow.Receiver.Url(Path) });
        await flow.GivenMember("shop");
        await flow.When("vspTermidService",
            new { bizUserId = "shop", operationType = "set", vspCusid = "55058404816VQLX", appid = "00000051", vspTermid = Terminal });
        flow.Receiver.Answer(Path, body => Task.FromResult(body.Contains("rps=") ? NoticeAnswer.Ok : Number(numbers.Dequeue())));
    }

    [Fact]
    [Holds("4.1.22#1", "4.1.22#2", "4.1.22#5", "4.1.22#6", "4.1.22#7", "4.1.22#9")]
    public async Task A_payment_at_a_members_terminal_is_asked_a_number_for_and_booked_to_the_member()
    {
        var trxid = await Pay(new { amount = 80_00, wallet = "wechat", bizseq = "seq-1", summary = "柜台" });
        await flow.ThenBalances("shop  80.00");
        var told = Assert.Single(flow.Receiver.Backfills);
        Assert.Equal(("shop", flow.CustodySet, "55058404816VQLX", Terminal, "depositApply"),
            (told["bizUserId"], told["accountSetNo"], told["cusid"], told["termid"], told["ordertype"]));
        Assert.Equal(("seq-1", trxid, "8000", "success", "VSP501", "柜台"),
            (told["bizseq"], told["trxid"], told["amount"], told["payStatus"], told["payInterfacetrxcode"], told["summary"]));
        Assert.Matches("^[0-9]{14}$", told["paytime"]);
        Assert.All(new[] { "traceno", "termrefnum", "channelFee" }, field => Assert.Matches("^[0-9]+$", told[field]));
        Assert.All(new[] { "srctrxid", "oriOrderNo", "oriBizOrderNo", "payFailMessage" }, field => Assert.Null(told[field]));
        var order = await flow.When("getOrderDetail", new { bizOrderNo = "shop-1" });
        Assert.Equal((4L, 80_00L, trxid, "补充"),
            (order.Number("orderStatus"), order.Number("amount"), order.Text("payInterfaceOutTradeNo"), order.Text("extendInfo")));
    }

    [Fact]
    [Holds("4.1.22#3", "4.1.22#4", "clock:callback_once")]
    public async Task It_is_told_once_in_the_final_state_and_the_orders_result_follows()
    {
        var trxid = await Pay(new { amount = 80_00 });
        await flow.Advance("PT5S");
        var result = Assert.Single(await flow.Receiver.WaitFor("shop-1"));
        Assert.Equal(("pay", "OK", "8000"), (result.Method, result.Status, result.Text("amount")));
        await flow.Advance("PT24H");
        Assert.Single(flow.Receiver.Backfills);
        Assert.Single((await flow.Sandbox.Notifications(flow.App.Id, trxid))[0].Attempts);
    }

    [Fact]
    [Holds("4.1.22#3")]
    public async Task A_payment_that_failed_is_told_too_and_moves_nothing()
    {
        await Pay(new { amount = 80_00, result = "fail", message = "余额不足" });
        var told = Assert.Single(flow.Receiver.Backfills);
        Assert.Equal(("fail", "余额不足"), (told["payStatus"], told["payFailMessage"]));
        await flow.ThenOrderIs(OrderStatus.Failed, "shop-1");
        await flow.ThenBalances("shop  0.00");
    }

    [Theory]
    [InlineData(null, 500)]
    [InlineData("not json", 200)]
    [InlineData("""{"bizOrderNo":"shop-1","merchantRet":"9999"}""", 200)]
    [InlineData("""{"merchantRet":"0000"}""", 200)]
    [InlineData("""{"\ud800bizOrderNo":"shop-1","merchantRet":"0000"}""", 200)]
    [InlineData("""{"bizOrderNo":"\ud800","merchantRet":"0000"}""", 200)]
    public async Task Money_that_the_merchant_gives_no_number_for_is_booked_under_the_channels_and_listed(string? body, int status)
    {
        flow.Receiver.Answer(Path, new NoticeAnswer(status, Body: body));
        var trxid = await Pay(new { amount = 80_00 });
        await flow.ThenBalances("shop  80.00");
        await flow.ThenOrderIs(OrderStatus.Paid, trxid);
        Assert.Equal(["backfill-not-accepted"], await Findings(trxid));
        var told = (await flow.Sandbox.Explain(flow.App.Id, trxid)).GetProperty("notifications")[0].GetProperty("sent")[0]
            .GetProperty("signed");
        Assert.Equal(flow.Receiver.Backfills[0]["sign"], told.GetProperty("sign").GetString());
    }

    [Fact]
    public async Task A_number_that_an_order_has_already_is_no_number()
    {
        await flow.When("depositApply", new { bizUserId = "shop", amount = 1_00, bizOrderNo = "shop-1" });
        var trxid = await Pay(new { amount = 80_00 });
        await flow.ThenOrderIs(OrderStatus.Paid, trxid);
        await flow.ThenOrderIs(OrderStatus.Unpaid, "shop-1");
    }

    [Fact]
    public async Task Without_an_address_nobody_is_asked_and_the_payment_is_booked_at_once()
    {
        await flow.ChangeSettings(new { backfillUrl = (string?)null });
        var taken = await flow.Sandbox.AtTerminal(flow.App.Id, new { vspTermid = Terminal, amount = 80_00 });
        Assert.Equal("paid", taken.GetProperty("order").GetProperty("status").GetString());
        await flow.ThenBalances("shop  80.00");
    }

    [Fact]
    public async Task The_channel_may_report_the_same_payment_twice()
    {
        await Pay(new { amount = 80_00, bizseq = "same" });
        await Pay(new { amount = 80_00, bizseq = "same" });
        await flow.ThenBalances("shop  80.00");
        Assert.Single(flow.Receiver.Backfills);
    }

    [Fact]
    [Holds("4.2.16#5")]
    public async Task A_refund_is_started_at_the_terminal_not_by_the_interface()
    {
        var paid = await Pay(new { amount = 80_00 });
        await flow.WhenRefused("40039", "refund", new { oriBizOrderNo = "shop-1", bizUserId = "shop", amount = 30_00 });
        await Pay(new { amount = 30_00, originalBizOrderNo = "shop-1", wallet = "wechat" });
        var told = flow.Receiver.Backfills[1];
        Assert.Equal(("refund", paid, "shop-1", "3000", "VSP503"),
            (told["ordertype"], told["srctrxid"], told["oriBizOrderNo"], told["amount"], told["payInterfacetrxcode"]));
        Assert.Equal((await flow.When("getOrderDetail", new { bizOrderNo = "shop-1" })).OrderNo, told["oriOrderNo"]);
        await flow.ThenOrderIs(OrderStatus.Paid, "shop-2");
        await flow.ThenOrderIs(OrderStatus.PaidThenRefunded, "shop-1");
        await flow.ThenBalances("""
            shop              50.00
            platform:100005    0.00
            """);
    }

    [Fact]
    public async Task A_refund_that_the_member_cannot_cover_fails_and_is_listed()
    {
        await Pay(new { amount = 80_00 });
        await flow.When("withdrawApply", new { bizUserId = "shop", amount = 60_00, validateType = 0 });
        await Pay(new { amount = 30_00, originalBizOrderNo = "shop-1" });
        await flow.ThenOrderIs(OrderStatus.Failed, "shop-2");
        Assert.Equal(["backfill-refund-failed"], await Findings("shop-2"));
        await flow.ThenBalances("shop  20.00");
        await flow.Advance("PT5S");
        Assert.Equal("error", Assert.Single(await flow.Receiver.WaitFor("shop-2")).Status);
    }

    [Fact]
    public async Task More_than_was_paid_is_never_given_back()
    {
        await Pay(new { amount = 80_00 });
        await Pay(new { amount = 60_00, originalBizOrderNo = "shop-1" });
        await Pay(new { amount = 30_00, originalBizOrderNo = "shop-1" });
        await flow.ThenOrderIs(OrderStatus.Failed, "shop-3");
        await flow.ThenBalances("shop  20.00");
    }

    [Fact]
    [Holds("4.1.21#6")]
    public async Task The_platforms_own_terminal_credits_its_balance()
    {
        await flow.When("vspTermidService",
            new { bizUserId = Flow.Platform, operationType = "set", vspCusid = "55058404816VQLX", appid = "00000051",
            vspTermid = "T0000002" });
        await flow.Sandbox.AtTerminal(flow.App.Id, new { vspTermid = "T0000002", amount = 80_00 });
        await flow.Advance("PT1S");
        Assert.Equal("100001", Assert.Single(flow.Receiver.Backfills)["accountSetNo"]);
        await flow.ThenBalances("platform  80.00");
    }

    [Fact]
    public async Task What_a_terminal_cannot_do()
    {
        foreach (var (status, change) in new (int, object)[]
        {
            (409, new { vspTermid = "T9999999", amount = 1_00 }),
            (400, new { vspTermid = Terminal, amount = 0 }),
            (400, new { amount = 1_00 }),
            (400, new { vspTermid = Terminal, amount = 1_00, result = "pending" }),
            (404, new { vspTermid = Terminal, amount = 1_00, originalBizOrderNo = "nothing" }),
            (404, new { payCode = "000000" }),
        })
        {
            Assert.Equal(status, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.AtTerminal(flow.App.Id, change))).Status);
        }
        Assert.Empty(flow.Receiver.Backfills);
    }

    private static NoticeAnswer Number(string bizOrderNo) =>
        new(200, Body: $$"""{"bizOrderNo":"{{bizOrderNo}}","merchantRet":"0000","extendInfo":"补充"}""");

    /// <summary>A terminal takes, or gives back, and the merchant is asked.</summary>
    private async Task<string> Pay(object change)
    {
        var taken = await flow.Sandbox.AtTerminal(flow.App.Id, Json.Merge(new { vspTermid = Terminal }, change));
        await flow.Advance("PT1S");
        return taken.GetProperty("trxid").GetString()!;
    }

    private async Task<string[]> Findings(string bizOrderNo) =>
        [.. (await flow.Sandbox.Explain(flow.App.Id, bizOrderNo)).GetProperty("findings").EnumerateArray()
            .Select(f => f.GetProperty("kind").GetString()!)];
}

public sealed class OrderBackfillOnSqlite() : OrderBackfillTests(Store.Sqlite);

public sealed class OrderBackfillOnPostgres() : OrderBackfillTests(Store.Postgres);
