using System.Text;
using System.Text.Json;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>explain tells an order's whole story, every figure down to the text that was signed.</summary>
public abstract class ExplainTests(Store store) : FlowTests(store)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task The_answer_of_the_application_is_shown_as_it_was_signed()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = await flow.QuickPay("buyer", 100_00) });
        await flow.Pay(order);
        var requests = (await Explain(order)).GetProperty("requests").EnumerateArray().ToArray();
        Assert.Equal(["ConsumeApply", "Pay"], requests.Select(r => r.GetProperty("command").GetString()));
        var answer = requests[0].GetProperty("answer");
        Assert.Equal(order.SignedValue, answer.GetProperty("signedText").GetString());
        Assert.Equal(order.Fields["sign"], answer.GetProperty("sign").GetString());
        Assert.Equal(JsonValueKind.Null, requests[1].GetProperty("answer").ValueKind);
    }

    [Fact]
    public async Task The_answer_that_every_kind_of_application_got_is_shown()
    {
        await flow.GivenMembers("buyer");
        await flow.GivenSellers("baker");
        var collect = await flow.GivenCollect("buyer", 0, ("baker", 50_00));
        var single = await flow.When("signalAgentPay", Flow.Out(collect, "baker", 20_00));
        var refund = await flow.When("refund",
            new { oriBizOrderNo = collect.BizOrderNo, bizUserId = "buyer", amount = 5_00,
            refundList = new[] { Flow.BackFromEscrow("baker", 5_00) } });
        await flow.GivenFunds("2000000", 10_00);
        var transfer = await flow.When("applicationTransfer",
            new { sourceAccountSetNo = "2000000", targetBizUserId = "buyer", amount = 10_00 });
        var withdrawal = await flow.When("withdrawApply", new { bizUserId = "buyer", amount = 3_00, validateType = 0 });
        foreach (var asked in new[] { collect, single, refund, transfer, withdrawal })
            Assert.Equal((asked.SignedValue, asked.Fields["sign"]), Answer(await Explain(asked)));
        var row = Flow.Fresh("P");
        var batch = await flow.When("batchAgentPay", new { batchPayList = new[] { flow.Row(row, collect, "baker", 10_00) } });
        Assert.Equal((batch.SignedValue, batch.Fields["sign"]), Answer(await flow.Sandbox.Explain(flow.App.Id, row)));
    }

    [Fact]
    public async Task To_explain_changes_nothing_and_asks_no_channel()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        var before = (await Explain(order)).GetRawText();
        Assert.Equal(before, (await Explain(order)).GetRawText());
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
    }

    [Fact]
    public async Task Every_try_of_a_notice_is_shown_with_the_text_that_it_signed()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        flow.Receiver.Answer("/twice", NoticeAnswer.Broken, NoticeAnswer.Ok);
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, backUrl = flow.Receiver.Url("/twice") });
        await flow.WhenChannelPays(order);
        await flow.Advance("PT11M");
        var came = await flow.Receiver.WaitFor(order.BizOrderNo, 2);
        var sent = (await Explain(order)).GetProperty("notifications")[0].GetProperty("sent").EnumerateArray()
            .Select(s => s.GetProperty("signed")).ToArray();
        Assert.Equal(came.Select(n => n["sysid"] + n["rps"] + n["timestamp"]), sent.Select(s => s.GetProperty("signedText").GetString()));
        Assert.Equal(came.Select(n => n["sign"]), sent.Select(s => s.GetProperty("sign").GetString()));
    }

    [Fact]
    public async Task An_order_names_the_files_it_is_in_and_its_line_in_the_detail()
    {
        flow = await OnOwnServer();
        await AtMorning();
        await flow.GivenMembers("buyer", "seller");
        var unpaid = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 7_00 });
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, fee = 2_00, extendInfo = "柜台 3" });
        await flow.WhenChannelPays(order);
        var day = await Today();
        var early = await Files(order);
        Assert.Equal([$"{flow.App.Id}_{day:yyyyMMdd}_allinpay.txt", $"{flow.App.Id}_{day:yyyyMMdd}_allinpay_sum.txt"],
            early.Select(f => Text(f, "name")));
        Assert.Equal([$"{day:yyyy-MM-dd}", $"{day:yyyy-MM-dd}"], early.Select(f => Text(f, "day")));
        Assert.All(early, f => Assert.Null(Text(f, "url")));
        Assert.All(early, f => Assert.StartsWith($"{day.AddDays(1):yyyy-MM-dd}T08:00:00", Text(f, "readyAt")));
        Assert.Empty(await Files(unpaid));

        await flow.At($"{day.AddDays(1):yyyy-MM-dd}T08:00:00+08:00");
        var files = await Files(order);
        Assert.Equal(["detail", "summary"], files.Select(f => Text(f, "kind")));
        var line = Text(files[0], "line")!;
        Assert.Contains($"|{order.BizOrderNo}|", line);
        Assert.Equal(line + "\n", await Download(files[0]));
        Assert.StartsWith("1|10000|", await Download(files[1]));
    }

    [Fact]
    public async Task It_stands_in_the_files_of_the_day_on_which_it_was_paid()
    {
        flow = await OnOwnServer();
        await AtMorning();
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 10_00 });
        var applied = await Today();
        await flow.Advance("PT22H");
        await flow.WhenChannelPays(order);
        Assert.All(await Files(order), f => Assert.Equal($"{applied.AddDays(1):yyyy-MM-dd}", Text(f, "day")));
    }

    private async Task AtMorning()
    {
        await flow.Freeze();
        await flow.At($"{(await Today()).AddDays(1):yyyy-MM-dd}T09:00:00+08:00");
    }

    private async Task<DateOnly> Today() =>
        DateOnly.FromDateTime((await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).DateTime);

    private Task<JsonElement> Explain(Tsy2Reply order) => flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo);

    private async Task<JsonElement[]> Files(Tsy2Reply order) => [.. (await Explain(order)).GetProperty("files").EnumerateArray()];

    private static async Task<string> Download(JsonElement file) =>
        Encoding.UTF8.GetString(await Http.GetByteArrayAsync(Text(file, "url")));

    private static (string?, string?) Answer(JsonElement story) =>
        story.GetProperty("requests")[0].GetProperty("answer") is var answer ? (Text(answer, "signedText"), Text(answer, "sign")) : default;

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}

public sealed class ExplainOnSqlite() : ExplainTests(Store.Sqlite);

public sealed class ExplainOnPostgres() : ExplainTests(Store.Postgres);
