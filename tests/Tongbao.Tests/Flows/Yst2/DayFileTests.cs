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
