using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>结算: what a paid purchase brings, and on which day. 7.3, 7.4.</summary>
public sealed class SettlementTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres), Holds("7.3#4", "7.3#5", "7.4#2-4", "7.5.6#15")]
    public async Task A_purchase_is_settled_into_transit_and_its_amount_is_told_from_the_next_day(Store store)
    {
        await using var flow = await Yst2Flow.OnOwnServer(store, new { clearTimeRule = "D+1", channelFeeRate = 0.006 });
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        var no = await flow.GivenPaid("A", 100_00);
        await flow.MoveTo(1, "08:59:59");
        Assert.Equal(("0", null), await flow.Shown(no) is var before ? (before.Text("settleStatus"), before.Text("settleAmount")) : default);
        Assert.Equal("0/0", await flow.Figures("A"));
        await flow.MoveTo(0, "09:00:00");
        Assert.Equal(("1", "9940"), await flow.Shown(no) is var after ? (after.Text("settleStatus"), after.Text("settleAmount")) : default);
        Assert.Equal("0/9940", await flow.Figures("A"));
        var line = await flow.Call("3004", new { signNum = "A", acctType = "08" });
        Assert.Equal(("1", "结算", "0", "9940", "4020"), (line.Text("totalCount"), line.Text("acctDetails[0].accountType"),
            line.Text("acctDetails[0].txAviAmt"), line.Text("acctDetails[0].txFrzAmt"), line.Text("acctDetails[0].transCode")));
        Assert.EndsWith("09:00:00", line.Text("acctDetails[0].finishTime"), StringComparison.Ordinal);
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres), Holds("7.4#5-8", "7.4#10-14", "7.2.2#1", "7.2.4#7", "7.5.6#9")]
    public async Task The_worked_example_of_the_document_comes_out_to_the_fen(Store store)
    {
        await using var flow = await Yst2Flow.OnOwnServer(store, new { clearTimeRule = "D+1", channelFeeRate = 0.006 });
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        await flow.GivenPerson("B", phone: true);
        var no = await flow.GivenPaid("A", 100_00);
        await flow.MoveTo(1, "10:00:00");
        Assert.EndsWith($"|{no}|null|500|B,1000,货款||2|orgRespTraceNum：{no}分账协议未签约", await flow.WhenSplit("F1", $"R1|{no}|500|B,1000,货款|"));
        await flow.GivenAgreed("A", new { couponWay = "1", couponRate = "5.00", sepMemBusCode = "B", sepMemName = "李四", sepRate = "10.00" }, "B");
        Assert.Contains($"|{no}|9940|500|B,1000,货款|", await flow.WhenSplit("F2", $"R1|{no}|500|B,1000,货款|"), StringComparison.Ordinal);
        Assert.Equal(("8440/0", "1000/0", "500/0"),
            (await flow.Figures("A"), await flow.Figures("B"), await flow.Figures(Yst2Flow.Platform)));
        Assert.Equal(["平台抽佣 -500 0", "分账 -1000 0", "资金确认 9940 -9940", "结算 0 9940"], await flow.Lines("A"));
        Assert.Equal(("2", "9940"), await flow.Shown(no) is var split ? (split.Text("settleStatus"), split.Text("settleAmount")) : default);

        var card = flow.Open((await flow.Shown("A", 2)).Text("acctInfo[0].bankCardNo")!);
        await flow.Call("2290", new
        {
            reqTraceNum = Yst2Flow.Serial(), signNum = "A", orderAmount = 20_00, couponAmount = 5_00, acctNum = card, acctType = "8",
        }, "66666");
        await flow.Sandbox.Advance("PT10M");
        Assert.Equal(("6440/0", "1000/0", "1000/0"),
            (await flow.Figures("A"), await flow.Figures("B"), await flow.Figures(Yst2Flow.Platform)));
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.3#6", "7.5.5#6")]
    public async Task Money_in_transit_stays_there_until_it_is_split_and_cannot_be_withdrawn()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite, new { clearTimeRule = "D+1", withdrawalWindow = "00:00-24:00" });
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        await flow.GivenPaid("A", 100_00);
        await flow.MoveTo(31, "12:00:00");
        Assert.Equal("0/9940", await flow.Figures("A"));
        await flow.CloseTheDay();
    }
}
