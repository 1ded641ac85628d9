using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>退款 (2294): to the payer by the channel, and what was split back to the payee. 7.5.7.</summary>
public sealed class RefundTests
{
    private static readonly object Terms = new { couponWay = "1", couponRate = "5.00", sepMemBusCode = "B", sepMemName = "李四", sepRate = "10.00" };

    private static readonly object Daily = new { clearTimeRule = "D+1", channelFeeRate = 0.006 };

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres), Holds("7.5.7#1", "7.5.7#2", "7.5.7#6", "7.5.7#7", "7.5.7#9")]
    public async Task Both_parts_together_leave_nobody_anything_and_the_payer_all(Store store)
    {
        await using var flow = await Yst2Flow.OnOwnServer(store, Daily);
        var (no, serial) = await GivenSplit(flow);
        var asked = Refund(no, 100_00, new
        {
            signNum = "A", cnlRefundAmount = 100_00, orderAmount = 99_40, couponAmount = 5_00,
            sepDetail = new object[] { new { signNum = "B", amount = 10_00 } },
        });
        asked["respUrl"] = flow.Receiver.Url();
        var taken = await flow.Call("2294", asked, "66666");
        Assert.Matches("^[0-9]{14}22940[0-9]{7}$", taken.Text("respTraceNum"));
        await flow.Sandbox.Advance("PT10M");
        var told = Assert.Single(await flow.Receiver.WaitFor(Yst2Flow.SerialOf(asked)));
        Assert.Equal(("2294", "1", "10000", serial, no, "1", "9940"), (told.TransCode, told.Text("result"), told.Text("orderAmount"),
            told.Text("orgReqTraceNum"), told.Text("orgRespTraceNum"), told.Text("transferResult"), told.Text("transferAmount")));
        Assert.Equal(("0/0", "0/0", "0/0"),
            (await flow.Figures("A"), await flow.Figures("B"), await flow.Figures(Yst2Flow.Platform)));
        Assert.Equal(["渠道退款 0 -9940", "资金确认退款 -9940 9940", "抽佣退款 500 0", "分账退款 1000 0"], (await flow.Lines("A")).Take(4));
        Assert.Equal(["分账退款 -1000 0", "分账 1000 0"], await flow.Lines("B"));
        Assert.Equal(["抽佣退款 -500 0", "平台抽佣 500 0"], await flow.Lines(Yst2Flow.Platform));
        var again = await flow.Call("2294", asked);
        Assert.Equal(("1", taken.Text("respTraceNum")), (again.Text("result"), again.Text("respTraceNum")));
        await flow.Call("2294", Refund(no, 1), "32002");
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.5.7#3", "7.5.7#4", "7.5.7#5", "7.5.7#11", "7.5.7#12")]
    public async Task Of_a_split_order_each_part_can_be_given_back_alone_within_its_own_cap()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite, Daily);
        var (no, _) = await GivenSplit(flow);
        await flow.Call("2294", Refund(no, 10_00), "66666");
        await flow.Sandbox.Advance("PT10M");
        Assert.Equal(("7446/0", "1000/0", "500/0"),
            (await flow.Figures("A"), await flow.Figures("B"), await flow.Figures(Yst2Flow.Platform)));
        var split = Parts(10_00, 0, ("B", 10_00));
        Assert.Equal("1", (await flow.Call("2294", Refund(no, 10_00, split))).Text("result"));
        Assert.Equal(("7446/1000", "0/0"), (await flow.Figures("A"), await flow.Figures("B")));
        foreach (var (code, fen, parts) in new (string, long, object?)[]
        {
            ("32002", 90_01, null), ("32003", 89_41, Parts(89_41, 0)), ("32006", 1, Parts(1, 0, ("B", 1))),
            ("32007", 5_01, Parts(5_01, 5_01)), ("32009", 74_47, Parts(74_47, 0)), ("32004", 10_00, Parts(9_99, 0)),
        })
            await flow.Call("2294", Refund(no, fen, parts), code);
        Assert.Equal(("7446/1000", "0/0"), (await flow.Figures("A"), await flow.Figures("B")));
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.5.7#2", "7.5.7#10")]
    public async Task Before_the_split_only_the_channel_part_goes_back_and_two_hundred_at_once_never_come_to_more_than_was_paid()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite, Daily);
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        var (unsettled, many) = (await flow.GivenPaid("A", 100_00), await flow.GivenPaid("A", 100_00));
        await flow.Call("2294", Refund(unsettled, 10_00, Parts(10_00, 0, ("B", 10_00))), "32005");
        await flow.Call("2294", Refund(unsettled, 30_00), "66666");
        Assert.Equal("0/0", await flow.Figures("A"));
        await flow.MoveTo(1, "10:00:00");
        Assert.Equal($"0/{69_58 + 99_40}", await flow.Figures("A"));
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => flow.When("2294", Refund(many, 1_00))));
        Assert.Equal([("32002", 100), ("66666", 100)], replies.GroupBy(r => r.Code).Select(g => (g.Key, g.Count())).Order());
        await flow.Sandbox.Advance("PT10M");
        Assert.Equal("0/6958", await flow.Figures("A"));
        await flow.CloseTheDay();
    }

    private static async Task<(string No, string Serial)> GivenSplit(Yst2Flow flow)
    {
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        await flow.GivenPerson("B", phone: true);
        await flow.GivenAgreed("A", Terms, "B");
        var no = await flow.GivenPaid("A", 100_00);
        await flow.MoveTo(1, "10:00:00");
        Assert.Contains($"|{no}|9940|500|", await flow.WhenSplit("F1", $"R1|{no}|500|B,1000,货款|"), StringComparison.Ordinal);
        return (no, (await flow.Shown(no)).Text("reqTraceNum")!);
    }

    private static object Parts(long confirmed, long commission, params (string Member, long Fen)[] shares) => new
    {
        orderAmount = confirmed, couponAmount = commission,
        sepDetail = shares.Select(s => new { signNum = s.Member, amount = s.Fen }).ToArray(),
    };

    /// <summary>退款申请; without parts the channel part alone. sepRefundInfo is text, as the clients of this edition send it.</summary>
    private static JsonObject Refund(string no, long fen, object? parts = null) => Json.Object(new
    {
        reqTraceNum = Yst2Flow.Serial(), orderAmount = fen, orgRespTraceNum = no,
        sepRefundInfo = parts is null ? null : Json.Text(Json.Object(parts)),
    });
}
