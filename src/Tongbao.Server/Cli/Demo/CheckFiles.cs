using System.Globalization;

namespace Tongbao.Server.Cli.Demo;

/// <summary>
/// 对账文件: checks that the files which the platform downloads in the morning match the day before, line by line and in total.
/// </summary>
internal static class CheckFiles
{
    private const int OrderNo = 0, Kind = 1, Amount = 2, Fee = 3, BizOrderNo = 5;

    /// <summary>订单, 类型, 金额, 手续费 (order, kind, amount, fee) of the escrow day, in yuan, as the demo expects them.</summary>
    private const string Expected = """
        collect-2   托收       400.00  4.00
        pay-1       托付       150.00  3.00
        pay-c       托付       100.00  2.00
        pay-d       托付        96.00  1.00
        refund-3    退款        30.00  0.00
        refund-4    退款        25.00  0.00
        transfer-1  平台转账    30.00  0.00
        refund-5    退款        10.00  0.00
        """;

    /// <summary>
    /// 笔数 and 金额 (count and amount in fen) of each of the 13 kinds. Not zero are transfer, collect, single and batch agent pay, and refund.
    /// </summary>
    private const string Kinds = "0|0|0|0|0|0|0|0|1|3000|1|40000|0|0|1|15000|2|19600|0|0|3|6500|0|0|0|0|";

    private static readonly string[][] Orders =
        [.. Expected.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    public static async Task Play(Stage s)
    {
        var day = await s.Sandbox.Now();
        await s.Clock(4, "08:00");
        var detail = await Lines(s, day, fileType: 1);
        foreach (var line in detail) s.Screen.Step("", $"{line[BizOrderNo],-11} {Yuan(line[Amount]),8} {Yuan(line[Fee]),6}   {line[Kind]}");
        Stage.MustBe(Tongue.Say("明细", "detail"), Told(Orders),
            Told([.. detail.Select(l => new[] { l[BizOrderNo], l[Kind], Yuan(l[Amount]), Yuan(l[Fee]) })]));
        var summary = string.Join('|', (await Lines(s, day, fileType: 2)).Single());
        var total = detail.Sum(l => long.Parse(l[Amount], CultureInfo.InvariantCulture));
        s.Screen.Step("", $"{Tongue.Say("合计", "in all"),-9} {Screen.Yuan(total),8} {Screen.Yuan(detail.Sum(l => long.Parse(l[Fee], CultureInfo.InvariantCulture))),6}   {detail.Length} {Tongue.Say("笔", "orders")}");
        Stage.MustBe(Tongue.Say("汇总", "summary"), $"{Orders.Length}|{total}|{detail[0][OrderNo]}|{detail[^1][OrderNo]}|{Kinds}", summary);
    }

    private static async Task<string[][]> Lines(Stage s, DateTimeOffset day, int fileType)
    {
        var url = (await s.Ask("getCheckAccountFile", new { date = $"{day:yyyyMMdd}", fileType })).GetProperty("url").GetString()!;
        using var http = new HttpClient();
        var text = await http.GetStringAsync(url);
        s.Screen.Step("getCheckAccountFile", $"{new Uri(url).Segments[^1]}  {text.Length} {Tongue.Say("字", "characters")}");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|'))];
    }

    private static string Told(string[][] rows) => string.Join("; ", rows.Select(row => string.Join(' ', row)));

    private static string Yuan(string fen) => Screen.Yuan(long.Parse(fen, CultureInfo.InvariantCulture));
}
