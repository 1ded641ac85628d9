using Tongbao.Tests.Coverage;
using Tongbao.Tests.Recon;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>应用集合对账文件 (4002): all that succeeded on a day, as text and as a workbook.</summary>
public sealed class DayFileTests
{
    private const string TextType = "text/plain;charset=UTF-8", Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Refusal = "text/html;charset=UTF-8";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#22", "7.4#15", "7.5.9#3", "7.5.9#5", "7.5.9#6")]
    public async Task A_days_file_is_there_from_half_past_nine_of_the_next_day_in_both_forms(Store store)
    {
        await using var house = await FundedHouse.OnOwnServer(store, FundedHouse.AlwaysOpen);
        var seller = await house.GivenMember("A", 50_00);
        var asked = Json.Object(house.Withdrawal(seller, 20_00, 5_00));
        var taken = await house.Door.Call("2290", asked, "66666");
        var now = (await house.Door.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8));
        var day = $"{now:yyyyMMdd}";
        Assert.Equal((Refusal, "34002"), Cut(await house.Door.Files.Download(day)));
        var next = $"{now.AddDays(1):yyyy-MM-dd}";
        await house.Door.Sandbox.MoveTo($"{next}T09:29:00+08:00");
        Assert.Equal((Refusal, "34001"), Cut(await house.Door.Files.Download(day)));
        await house.Door.Sandbox.MoveTo($"{next}T09:30:00+08:00");
        var (type, text) = await house.Door.Files.Download(day);
        Assert.Equal(TextType, type);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("通联订单号|订单类型|交易金额(单位:分)|平台抽佣金额(单位:分)|交易时间|", lines[0]);
        Assert.All(lines, line => Assert.Equal(24, line.Split('|').Length));
        var withdrawal = lines.Single(line => line.StartsWith(taken.Text("respTraceNum") + "|", StringComparison.Ordinal)).Split('|');
        Assert.Equal(["2290", "2000", "500"], withdrawal[1..4]);
        Assert.Equal(((string?)asked["reqTraceNum"], "0", "商户提现", "1500"), (withdrawal[5], withdrawal[10], withdrawal[11], withdrawal[14]));

        var (excel, bytes) = await house.Door.Files.DownloadBytes(day, "2");
        Assert.Equal(Excel, excel);
        var (name, rows) = WorkbookTests.Read(bytes).Single();
        Assert.Equal(("对账单", lines.Length), (name, rows.Count));
        Assert.Equal(lines[0].TrimEnd('|').Split('|'), rows[0].Cast<string>());
        var row = rows.Single(r => (string?)r[0] == taken.Text("respTraceNum"));
        Assert.Equal(["提现-商户提现", 2000.0, 500.0], row[1..4]);
        Assert.Equal((Refusal, "34003"), Cut(await house.Door.Files.Download(day, "3")));
        Assert.Equal((Refusal, "34002"), Cut(await house.Door.Files.Download("20261332")));
        Assert.Equal((Refusal, "90004"), Cut(await house.Door.Files.Download(day, spoil: sign => $"x{sign}")));
        Assert.Equal(text, (await house.Door.Files.Download(day)).Text);
    }

    [Fact, Holds("7.2.3#4", "7.4#9", "7.5.6#16", "7.5.9#2", "7.5.9#4", "7.5.9#7-8")]
    public async Task Each_kind_of_order_that_succeeded_has_a_line_and_what_comes_later_changes_none()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite,
            new { clearTimeRule = "D+1", channelFeeRate = 0.006, withdrawalWindow = "00:00-24:00" });
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        var no = await flow.GivenPaid("A", 100_00);
        var refunded = await flow.GivenPaid("A", 50_00);
        await Refund(flow, refunded, 10_00);
        await flow.Call("2085", flow.Purchase("A", 70_00), "66666");
        var day = $"{(await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)):yyyyMMdd}";
        await flow.MoveTo(1, "10:00:00");
        var first = (await flow.Files.Download(day)).Text;
        var lines = first.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(line => line.Split('|')).ToList();
        Assert.Equal(["2085 10000 9940 商户收款", "2085 5000 3976 商户收款", "2294 1000 0 消费退款"],
            lines.Select(c => $"{c[1]} {c[2]} {c[10]} {c[11]}").Order(StringComparer.Ordinal));
        Assert.Equal((no, "SCAN_WEIXIN", "10000", "60", "VSP501", "店7"),
            lines.Single(c => c[2] == "10000") is var paid ? (paid[0], paid[8], paid[14], paid[16], paid[17], paid[9]) : default);
        Assert.Equal(refunded, lines.Single(c => c[1] == "2294")[7]);

        await flow.WhenSplit("F", $"R1|{no}|||");
        await Refund(flow, refunded, 5_00);
        var card = flow.Open((await flow.Shown("A", 2)).Text("acctInfo[0].bankCardNo")!);
        await flow.Call("2290", new
        {
            reqTraceNum = Yst2Flow.Serial(), signNum = "A", orderAmount = 20_00, acctNum = card, acctType = "8",
        }, "66666");
        await flow.MoveTo(1, "10:00:00");
        Assert.Equal(first, (await flow.Files.Download(day)).Text);
        var next = $"{(await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).AddDays(-1):yyyyMMdd}";
        var second = (await flow.Files.Download(next)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(l => l.Split('|'));
        Assert.Equal(["2092 9940 订单分账 R1", "2290 2000 商户提现", "2294 500 消费退款", "4020 3976 商户结算", "4020 9940 商户结算"],
            second.Select(c => $"{c[1]} {c[2]} {c[11]} {(c[1] == "2092" ? c[5] : "")}".TrimEnd()).Order(StringComparer.Ordinal));
        var rows = WorkbookTests.Read((await flow.Files.DownloadBytes(next, "2")).Bytes).Single().Rows;
        Assert.Contains(rows, row => (string?)row[1] == "转账-订单分账" && Equals(row[2], 9940.0));
        await flow.CloseTheDay();
    }

    private static Task Refund(Yst2Flow flow, string no, long fen) => flow.Call("2294",
        new { reqTraceNum = Yst2Flow.Serial(), orgRespTraceNum = no, orderAmount = fen, summary = "退" }, "66666");

    [Fact, Holds("7.5.9#1")]
    public async Task A_day_without_orders_has_the_title_alone_and_a_late_settlement_delays_the_file()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite, new { settleAt = "11:00" });
        var now = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8));
        await flow.Sandbox.MoveTo($"{now.AddDays(1):yyyy-MM-dd}T11:29:00+08:00");
        Assert.Equal((Refusal, "34001"), Cut(await flow.Files.Download($"{now:yyyyMMdd}")));
        await flow.Sandbox.Advance("PT1M");
        Assert.Single((await flow.Files.Download($"{now:yyyyMMdd}")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await flow.CloseTheDay();
    }

    private static (string Type, string Code) Cut((string Type, string Text) answer) => (answer.Type, answer.Text.Split(' ')[0]);
}
