using System.Net;
using System.Text;
using Tongbao.Tests.Pages;

namespace Tongbao.Tests.Flows;

/// <summary>商户集合对账文件下载 (通商云 4.3.2).</summary>
public abstract class GetCheckAccountFileTests(Store store) : FlowTests(store)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private DateTimeOffset morning;

    /// <summary>It is nine in the morning of a day on which nothing has happened yet.</summary>
    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer();
        await flow.Freeze();
        var now = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8));
        morning = new DateTimeOffset(now.Date, now.Offset).AddDays(1).AddHours(9);
        await At(0, "09:00");
    }

    [Fact]
    [Holds("4.3.2#3", "4.3.2#5", "4.3.2#8")]
    public async Task Every_paid_order_of_the_day_is_a_line_of_21_columns()
    {
        await GivenSomeMembers();
        var deposit = await flow.When("depositApply", new { bizUserId = "buyer", amount = 200_00, fee = 1_00, extendInfo = "柜台 3" });
        await flow.WhenChannelPays(deposit);
        var combined = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "baker", amount = 100_00, fee = 2_00,
            payMethod = Flow.Together(await flow.QuickPay("buyer", 60_00), flow.Balance(40_00)) });
        await flow.Pay(combined);
        var collect = await flow.GivenCollect("buyer", 3_00, ("baker", 60_00), ("butcher", 40_00));
        var single = await flow.When("signalAgentPay", Json.Merge(Flow.Out(collect, "baker", 20_00), new { fee = 10 }));
        var (row, bad) = (Flow.Fresh("P"), Flow.Fresh("P"));
        await flow.When("batchAgentPay",
            new { batchPayList = new[] { flow.Row(row, collect, "baker", 10_00, 20), flow.Row(bad, collect, "butcher", 40_01) } });
        var refund = await flow.When("refund",
            new { oriBizOrderNo = collect.BizOrderNo, bizUserId = "buyer", amount = 5_00,
            refundList = new[] { Flow.BackFromEscrow("butcher", 5_00) } });
        await flow.GivenFunds("2000000", 100_00);
        var transfer = await flow.When("applicationTransfer",
            new { sourceAccountSetNo = "2000000", targetBizUserId = "buyer", amount = 8_88 });
        var withdrawal = await flow.When("withdrawApply", new { bizUserId = "buyer", amount = 30_00, fee = 50, validateType = 0 });
        var unpaid = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "baker", amount = 9_00 });
        var time = $"{morning:yyyy-MM-dd} 09:00:00";
        await At(1, "08:00");

        var lines = await Lines(0);
        var card = flow.Who("buyer").CardNo;
        string trade(string of) => Column(lines, of, 8);
        var openid = Column(lines, deposit.BizOrderNo, 20);
        Assert.StartsWith("o", openid);
        string[] expected =
        [
            $"{deposit.OrderNo}|充值|20000|100|{time}|{deposit.BizOrderNo}|20000|{trade(deposit.BizOrderNo)}|120|0|0|0|柜台 3||0|SCAN_WEIXIN|||VSP501|{openid}|99|",
            $"{combined.OrderNo}|消费|10000|200|{time}|{combined.BizOrderNo}|6000|{trade(combined.BizOrderNo)}|0|0|0|0|||0|COMBINEDPAY||||{card[..6]}****{card[^4..]}|00|",
            $"{collect.OrderNo}|托收|10300|300|{time}|{collect.BizOrderNo}|10300|{trade(collect.BizOrderNo)}|62|0|0|0|||0|SCAN_WEIXIN|||VSP501|{openid}|99|",
            $"{single.OrderNo}|托付|2000|10|{time}|{single.BizOrderNo}|0|0|0|0|0|0|||0|WITHDRAW_BALANCE||||||",
            $"{(await Order(row)).OrderNo}|托付|1000|20|{time}|{row}|0|0|0|0|0|0|||0|WITHDRAW_BALANCE||||||",
            $"{refund.OrderNo}|退款|500|0|{time}|{refund.BizOrderNo}|500|{trade(refund.BizOrderNo)}|0|0|0|0|||0|SCAN_WEIXIN|{collect.BizOrderNo}|{collect.OrderNo}||{openid}|99|",
            $"{transfer.Text("transferNo")}|平台转账|888|0|{time}|{transfer.BizOrderNo}|0|0|0|0|0|0|||0|BALANCE||||||",
            $"{withdrawal.OrderNo}|提现|3000|50|{time}|{withdrawal.BizOrderNo}|2950|{trade(withdrawal.BizOrderNo)}|0|0|0|0|||0|WITHDRAW_TLT||||{card[..6]}****{card[^4..]}|00|",
        ];
        Assert.Equal(expected, lines);
        Assert.All(lines, line => Assert.Equal(21, line.Count(c => c == '|')));
        Assert.All(new[] { deposit, combined, collect, refund, withdrawal },
            order => Assert.Matches("^[0-9]{18}$", trade(order.BizOrderNo)));
        Assert.DoesNotContain(lines, line => line.Contains(unpaid.BizOrderNo) || line.Contains(bad));
    }

    [Fact]
    public async Task Instalments_terminals_the_position_and_funds_abroad_are_lines_as_well()
    {
        await GivenSomeMembers();
        await flow.GivenPhone("baker");
        const string credit = "6228480000000001700";
        await flow.GivenCardOfMode("buyer", 6, credit, new { validate = await flow.Encrypt("0830"), cvv2 = await flow.Encrypt("123") });
        var instalments = new { InstallmentPayment_H5 =
            new { nper = 3, channel = 1, amount = 1_000_00, bankCardNo = await flow.Encrypt(credit) } };
        var parts = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "baker", amount = 1_000_00, frontUrl = "https://shop.example/front",
            payMethod = instalments });
        var page = await Browser.Follow(await flow.Open("frontTrans", new { bizUserId = "buyer", bizOrderNo = parts.BizOrderNo }));
        await Browser.Post(page.Address, ("action", "pay"), ("expiry", "0830"), ("cvv2", "123"));
        await flow.When("vspTermidService",
            new { bizUserId = "baker", operationType = "set", vspCusid = "55058404816VQLX", appid = "00000051", vspTermid = "T0000001" });
        var till = (await flow.Sandbox.AtTerminal(flow.App.Id, new { vspTermid = "T0000001", amount = 80_00 })).GetProperty("order")
            .GetProperty("bizOrderNo").GetString()!;
        await flow.GivenFunds("HTBANK", 500_00);
        var position = await flow.When("withdrawApply", QueryBankBalanceTests.Transfer(200_00));
        await flow.GivenCompany("fund");
        await flow.ChangeSettings(new { crossBorderMembers = new[] { "fund" } });
        var abroad = await flow.When("crossBorderWithdrawApply",
            new { bizUserId = "baker", amount = 30_00, fee = 1_00, crossBorderbizUserId = "fund", bankCardPro = 1,
            bankCardNo = await flow.Encrypt(flow.Who("fund").CardNo), validateType = 0 });
        var time = $"{morning:yyyy-MM-dd} 09:00:00";
        await At(1, "08:00");

        var lines = await Lines(0);
        string column(string of, int n) => Column(lines, of, n);
        string[] expected =
        [
            $"{parts.OrderNo}|消费|100000|0|{time}|{parts.BizOrderNo}|100000|{column(parts.BizOrderNo, 8)}|{column(parts.BizOrderNo, 9)}|0|100000|0|||0|InstallmentPayment_H5|||{column(parts.BizOrderNo, 19)}|622848****1700|{column(parts.BizOrderNo, 21)}|",
            $"{(await Order(till)).OrderNo}|充值|8000|0|{time}|{till}|8000|{column(till, 8)}|{column(till, 9)}|0|0|0|||0|ORDER_VSPPAY|||{column(till, 19)}|{column(till, 20)}|{column(till, 21)}|",
            $"{position.OrderNo}|平台头寸调拨|20000|0|{time}|{position.BizOrderNo}|20000|{column(position.BizOrderNo, 8)}|0|0|0|0|||0|TRANSFER_HTBANK||||{column(position.BizOrderNo, 20)}|{column(position.BizOrderNo, 21)}|",
            $"{abroad.OrderNo}|跨境提现|3000|100|{time}|{abroad.BizOrderNo}|2900|{column(abroad.BizOrderNo, 8)}|0|0|0|0|||0|WITHDRAW_TLT||||{column(abroad.BizOrderNo, 20)}|{column(abroad.BizOrderNo, 21)}|",
        ];
        Assert.Equal(expected, lines);
        Assert.All(lines, line => Assert.Matches("^[0-9]{18}$", line.Split('|')[7]));
        var summary = Assert.Single(await Lines(0, fileType: 2));
        Assert.StartsWith($"4|131000|{parts.OrderNo}|{abroad.OrderNo}|1|8000|1|100000|0|0|0|0|", summary);
        Assert.EndsWith("|0|0|1|3000|", summary);
    }

    [Fact]
    [Holds("4.3.2#6")]
    public async Task The_summary_counts_them_by_kind_in_30_columns()
    {
        await GivenSomeMembers();
        var first = await flow.When("depositApply", new { bizUserId = "buyer", amount = 200_00 });
        await flow.WhenChannelPays(first);
        var collect = await flow.GivenCollect("buyer", 0, ("baker", 60_00), ("butcher", 40_00));
        await flow.When("signalAgentPay", Flow.Out(collect, "baker", 20_00));
        await flow.When("batchAgentPay",
            new { batchPayList = new[] { flow.Row(Flow.Fresh("P"), collect, "baker", 10_00),
            flow.Row(Flow.Fresh("P"), collect, "butcher", 7_00) } });
        await flow.GivenFunds("2000000", 100_00);
        await flow.When("applicationTransfer", new { sourceAccountSetNo = "2000000", targetBizUserId = "buyer", amount = 8_88 });
        await flow.When("withdrawApply", new { bizUserId = "buyer", amount = 30_00, validateType = 0 });
        var purchase = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "baker", amount = 9_00 });
        await flow.WhenChannelPays(purchase);
        var last = await flow.When("refund", new { oriBizOrderNo = purchase.BizOrderNo, bizUserId = "buyer", amount = 4_00 });
        await At(1, "08:00");
        var line = Assert.Single(await Lines(0, fileType: 2));
        Assert.Equal($"9|38888|{first.OrderNo}|{last.OrderNo}|1|20000|1|900|0|0|1|3000|1|888|1|10000|0|0|1|2000|2|1700|0|0|1|400|0|0|0|0|",
            line);
        Assert.Equal(30, line.Count(c => c == '|'));
    }

    [Fact]
    [Holds("4.3.2#2", "clock:recon_generate")]
    public async Task The_file_is_there_from_eight_of_the_next_day()
    {
        await flow.WhenRefused("40000", "getCheckAccountFile", new { date = Day(0) });
        await At(1, "07:59");
        await flow.WhenRefused("40000", "getCheckAccountFile", new { date = Day(0) });
        await At(1, "08:00");
        await flow.When("getCheckAccountFile", new { date = Day(0) });
        await flow.WhenRefused("40000", "getCheckAccountFile", new { date = Day(1) });
        await flow.WhenRefused("40000", "getCheckAccountFile", new { date = Day(-2) });        // before the app was there
        await flow.WhenRefused("40000", "getCheckAccountFile", new { date = "99991231" });
    }

    [Fact]
    public async Task A_day_without_orders_gives_empty_files()
    {
        await At(1, "08:00");
        Assert.Empty(await Bytes(await Link(0)));
        Assert.Empty(await Bytes(await Link(0, fileType: 2)));
    }

    [Fact]
    [Holds("4.3.2#4")]
    public async Task The_files_have_the_names_of_the_document()
    {
        await At(1, "08:00");
        Assert.EndsWith($"/{flow.App.Id}_{Day(0)}_allinpay.txt", (await Link(0)).AbsolutePath);
        Assert.EndsWith($"/{flow.App.Id}_{Day(0)}_allinpay.txt", (await Link(0, fileType: 1)).AbsolutePath);
        Assert.EndsWith($"/{flow.App.Id}_{Day(0)}_allinpay_sum.txt", (await Link(0, fileType: 2)).AbsolutePath);
    }

    [Fact]
    [Holds("4.3.2#7")]
    public async Task Whatever_a_merchant_writes_breaks_neither_columns_nor_lines()
    {
        await GivenSomeMembers();
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "baker", amount = 9_00, bizOrderNo = $"A|B\r\n{Flow.Fresh("C")}",
            extendInfo = "一|二\r三\n四\u0085五\u2028六\t|", payMethod = Flow.Code(9_00) });
        await flow.When("refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount = 4_00,
            bizOrderNo = $"R|\n{Flow.Fresh("R")}", extendInfo = "||||\n" });
        await At(1, "08:00");
        var text = Encoding.UTF8.GetString(await Bytes(await Link(0)));
        var lines = text.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("", lines[2]);
        Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || c is '\u2028' or '\u2029'));
        Assert.All(lines[..2], line => Assert.Equal(21, line.Count(c => c == '|')));
        Assert.Equal("一 二 三 四 五 六  ", lines[0].Split('|')[12]);
        Assert.Equal(order.BizOrderNo.Replace('|', ' ').Replace('\r', ' ').Replace('\n', ' '), lines[0].Split('|')[5]);
    }

    [Fact]
    public async Task Made_again_it_has_the_same_bytes_whatever_became_of_its_orders()
    {
        await GivenSomeMembers();
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAW_TLT" },
            [new { result = "success" }, new { after = "P3D", result = "fail" }]);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" },
            [new { result = "success" }, new { after = "P2D", result = "reversed" }]);
        await flow.GivenDeposit("buyer", 100_00);
        await flow.When("withdrawApply", new { bizUserId = "buyer", amount = 30_00, validateType = 0 });
        await flow.When("agentCollectApply", Json.Merge(Flow.Collect("buyer", 0, ("baker", 30_00)), new { payMethod = Flow.Code(30_00) }));
        var collect = await flow.GivenCollect("buyer", 2_00, ("baker", 60_00), ("butcher", 40_00));
        var late = await flow.When("agentCollectApply", Flow.Collect("buyer", 0, ("baker", 60_00)));
        await At(1, "08:00");
        var (detail, summary) = (await Bytes(await Link(0)), await Bytes(await Link(0, fileType: 2)));
        Assert.Equal(4, Encoding.UTF8.GetString(detail).Count(c => c == '\n'));

        await flow.When("signalAgentPay", Flow.Out(collect, "baker", 60_00));
        await flow.When("refund", new { oriBizOrderNo = collect.BizOrderNo, bizUserId = "buyer", amount = 102_00, feeAmount = 2_00 });
        await flow.WhenChannelPays(late);
        await At(4, "12:00");
        Assert.Equal(detail, await Bytes(await Link(0)));
        Assert.Equal(summary, await Bytes(await Link(0, fileType: 2)));
        Assert.Equal(3, (await Lines(1)).Length);       // the payment, the refund, and the order that was paid then
    }

    [Fact]
    [Holds("4.3.2#1")]
    public async Task A_link_is_good_for_a_day_for_one_file_and_for_whoever_has_it()
    {
        await At(1, "08:00");
        var link = await Link(0);
        Assert.Equal(HttpStatusCode.OK, await StatusOf(link));
        foreach (var (what, forged) in new[]
        {
            ("another day", link.ToString().Replace($"_{Day(0)}_", $"_{Day(-1)}_")),
            ("the other file", link.ToString().Replace("_allinpay.txt", "_allinpay_sum.txt")),
            ("a longer life", link.ToString().Replace("until=", "until=9")),
            ("another app", link.ToString().Replace($"app={flow.App.Id}", "app=100000000000")),
            ("another signature", link + "0"),
            ("no signature", link.ToString()[..link.ToString().IndexOf("&sign=", StringComparison.Ordinal)]),
            ("nothing at all", link.GetLeftPart(UriPartial.Path)),
        })
            Assert.True(await StatusOf(new Uri(forged)) == HttpStatusCode.Forbidden, $"{what}: {forged}");
        await At(2, "07:59");
        Assert.Equal(HttpStatusCode.OK, await StatusOf(link));
        await At(2, "08:01");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOf(link));
    }

    [Fact]
    public async Task Refusals()
    {
        await At(1, "08:00");
        await flow.ThenRefused("getCheckAccountFile", new { date = Day(0) },
            ("10001", new { date = "" }),
            ("40044", new { date = "2026-11-21" }),
            ("40044", new { date = "20261131" }),
            ("10000", new { fileType = 3 }));
    }

    private Task<SandboxClock> At(int day, string time) => flow.At($"{morning.AddDays(day):yyyy-MM-dd}T{time}:00+08:00");

    private string Day(int day) => $"{morning.AddDays(day):yyyyMMdd}";

    private async Task GivenSomeMembers()
    {
        await flow.GivenMembers("buyer");
        await flow.GivenSellers("baker", "butcher");
    }

    private Task<Tsy2Reply> Order(string bizOrderNo) => flow.When("getOrderDetail", new { bizOrderNo });

    private async Task<Uri> Link(int day, long? fileType = null) =>
        new((await flow.When("getCheckAccountFile", new { date = Day(day), fileType })).Text("url")!);

    private async Task<string[]> Lines(int day, long? fileType = null) =>
        Encoding.UTF8.GetString(await Bytes(await Link(day, fileType))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Column(string[] lines, string bizOrderNo, int column) =>
        lines.Single(l => l.Split('|')[5] == bizOrderNo).Split('|')[column - 1];

    private static Task<byte[]> Bytes(Uri link) => Http.GetByteArrayAsync(link);

    private static async Task<HttpStatusCode> StatusOf(Uri link) => (await Http.GetAsync(link)).StatusCode;
}

public sealed class GetCheckAccountFileOnSqlite() : GetCheckAccountFileTests(Store.Sqlite);

public sealed class GetCheckAccountFileOnPostgres() : GetCheckAccountFileTests(Store.Postgres);
