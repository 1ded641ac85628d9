using System.Text;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Flows.Bridge;

/// <summary>One name space of numbers, notices by the wire that made the order, and one file of the day for both.</summary>
public sealed class NumbersAndNoticesTests
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_number_that_one_wire_has_used_is_taken_on_the_other(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        await both.GivenMember("buyer", 10_00);
        await both.GivenMember("seller", 0);
        var theirs = await both.Accp.GivenPurchase("buyer", "1.00", ("seller", "1.00"));
        foreach (var (method, param) in new (string, object)[]
        {
            ("consumeApply", new { bizOrderNo = theirs, payerId = "buyer", recieverId = "seller", amount = 1_00 }),
            ("depositApply", new { bizOrderNo = theirs, bizUserId = "buyer", amount = 1_00 }),
            ("withdrawApply", new { bizOrderNo = theirs, bizUserId = "buyer", amount = 1_00, validateType = 0 }),
        })
            await both.Tsy2.WhenRefused("40017", method, param);
        var ours = (await both.Tsy2.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 1_00 })).BizOrderNo;
        await both.Accp.Trade("tradecreate", both.Accp.Order(ours, "GENERAL_CONSUME", "buyer", "1.00", ("seller", "1.00")), "1010");
        await both.Accp.Trade("transfer", both.Accp.TransferTo("seller", "1.00", ours), "1010");
        // Refunds of ACCP have numbers of their own.
        await both.PayByBalance(theirs, "buyer", "1.00", TwoDoors.Password);
        await both.Accp.Trade("asyn-refund", both.Accp.RefundOf(theirs, "buyer", "1.00", "seller", "0.40", refund: ours));
        Assert.Equal("0.40", (await both.Accp.Trade("query-refund", new { refund_seqno = ours })).Text("refund_amount"));
        Assert.Equal(1_00, (await both.Tsy2.When("getOrderDetail", new { bizOrderNo = ours })).Number("amount"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Each_order_is_told_of_in_the_form_of_the_wire_that_made_it(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        await both.GivenMember("buyer", 0);
        await both.GivenMember("seller", 0);
        var order = await both.Tsy2.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 10_00 });
        var serial = await both.Accp.GivenPurchase("buyer", "10.00", ("seller", "10.00"));
        await both.Accp.PayByScan(serial, "buyer", "10.00");
        await both.Tsy2.WhenChannelPays(order);
        await both.Accp.ChannelSays(serial);
        var told = Assert.Single(await both.Accp.Receiver.WaitFor(serial));
        Assert.Equal(("GENERAL_CONSUME", "TRADE_SUCCESS", both.Accp.Number, "WECHAT_NATIVE"), (told.Text("txn_type"), told.Text("txn_status"),
            told.Text("oid_partner"), told.Value.GetProperty("payerInfo")[0].GetProperty("method").GetString()));
        Assert.Equal("OK", Assert.Single(await both.Tsy2.Told(order)).GetProperty("status").GetString());
        Assert.Single(await both.Tsy2.Receiver.WaitFor(order.BizOrderNo));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_file_of_a_day_has_the_orders_of_both_in_words_of_通商云_and_adds_them_up(Store store)
    {
        await using var both = await TwoDoors.OnOwnServer(store);
        await both.Tsy2.Freeze();
        var day = DateOnly.FromDateTime((await both.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(1);
        await both.Tsy2.At($"{day:yyyy-MM-dd}T09:00:00+08:00");
        await both.GivenMember("buyer", 100_00);
        await both.GivenMember("seller", 0);
        var scanned = await both.Accp.GivenPurchase("buyer", "10.00", ("seller", "10.00"));
        await both.Accp.PayByScan(scanned, "buyer", "10.00");
        await both.Accp.ChannelSays(scanned);
        var guarantee = await both.Accp.GivenGuarantee("buyer", "20.00", ("seller", "20.00"));
        await both.PayByBalance(guarantee, "buyer", "20.00", TwoDoors.Password);
        await both.Accp.Trade("secured-confirm", new
        {
            user_id = "buyer", confirm_mode = "ALL", originalOrderInfo = new { txn_seqno = guarantee, total_amount = "20.00" },
            confirmOrderInfo = new { confirm_seqno = $"{guarantee}c", confirm_time = AccpClient.Stamp(), confirm_amount = "20.00" },
        });
        var withdrawal = AccpFlow.With(await both.Accp.WithdrawalOf(both.Tsy2.Who("buyer"), "5.00"),
            new { payerInfo = new { password = await both.Accp.Seal(TwoDoors.Password) } });
        await both.Accp.Trade("withdrawal", withdrawal);
        await both.Tsy2.At($"{day.AddDays(1):yyyy-MM-dd}T08:00:00+08:00");
        var lines = (await File(both, day, 1)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('|')).ToList();
        Assert.Equal(
        [
            "充值 10000 SCAN_WEIXIN", "消费 1000 SCAN_WEIXIN", "消费 2000 BALANCE", "托付 2000 WITHDRAW_BALANCE", "提现 500 WITHDRAW_TLT",
        ], lines.Select(l => $"{l[1]} {l[2]} {l[15]}"));
        var sums = (await File(both, day, 2)).Split('|');
        Assert.Equal(("5", "15500"), (sums[0], sums[1]));
        Assert.Equal([("1", "10000"), ("2", "3000"), ("1", "500"), ("1", "2000")],
            new[] { 0, 1, 3, 7 }.Select(kind => (sums[4 + 2 * kind], sums[5 + 2 * kind])));
    }

    private static async Task<string> File(TwoDoors both, DateOnly day, int type)
    {
        var link = await both.Tsy2.When("getCheckAccountFile", new { date = $"{day:yyyyMMdd}", fileType = type });
        return Encoding.UTF8.GetString(await Http.GetByteArrayAsync(link.Text("url")));
    }
}
