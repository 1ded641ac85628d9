using System.Text.Json;

namespace Tongbao.Tests.Flows;

/// <summary>付款方资金代付明细查询 (通商云 4.2.21).</summary>
public abstract class GetPaymentInformationDetailTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.21#1")]
    public async Task It_shows_what_became_of_each_share()
    {
        var collect = await ACollect();
        var (one, two) = (await PayOut(collect, "baker", 20_00), await PayOut(collect, "baker", 40_00));
        var three = await PayOut(collect, "butcher", 10_00);
        Assert.Equal(
        [
            $"baker 王小明 60.00 2 {one.BizOrderNo} 1 20.00",
            $"baker 王小明 60.00 2 {two.BizOrderNo} 1 40.00",
            $"butcher 王小明 30.00 1 {three.BizOrderNo} 1 10.00",
            "grocer 王小明 10.00 0",
        ], (await Rows(collect)).Select(Show));
        Assert.All(await Rows(collect), row =>
        {
            Assert.Equal((collect.BizOrderNo, 100_00),
                (row.GetProperty("collOrderNo").GetString(), row.GetProperty("collAmount").GetInt64()));
            // a payer without a verified name
            Assert.Equal(("buyer", "buyer"), (row.GetProperty("payerId").GetString(), row.GetProperty("payerName").GetString()));
            Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$", row.GetProperty("collTime").GetString());
        });
    }

    [Fact]
    [Holds("4.2.21#1")]
    public async Task One_receiver_or_a_span_of_days_may_be_asked_for()
    {
        flow = await OnOwnServer();
        var collect = await ACollect();
        var first = await PayOut(collect, "baker", 20_00);
        var today = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8));
        await flow.Advance("PT24H");
        var second = await PayOut(collect, "baker", 20_00);
        Assert.Equal(["grocer 王小明 10.00 0"], (await Rows(collect, new { bizUserId = "grocer" })).Select(Show));
        Assert.Empty(await Rows(collect, new { bizUserId = "buyer" }));
        Assert.Equal([first.BizOrderNo], (await Rows(collect, new { dateEnd = $"{today:yyyy-MM-dd}" })).Select(PayOrderNo));
        Assert.Equal([second.BizOrderNo],
            (await Rows(collect, new { dateStart = $"{today.AddDays(1):yyyy-MM-dd}", dateEnd = $"{today.AddDays(1):yyyy-MM-dd}" }))
            .Select(PayOrderNo));
    }

    [Fact]
    public async Task A_row_of_a_batch_stands_there_by_its_own_number()
    {
        var collect = await ACollect();
        var row = Flow.Fresh("P");
        await flow.When("batchAgentPay",
            new { batchPayList = new[] { flow.Row(row, collect, "baker", 60_00), flow.Row(Flow.Fresh("P"), collect, "butcher", 30_01) } });
        Assert.Equal([$"baker 王小明 60.00 2 {row} 1 60.00"], (await Rows(collect, new { bizUserId = "baker" })).Select(Show));
        Assert.Equal(["butcher 王小明 30.00 0"], (await Rows(collect, new { bizUserId = "butcher" })).Select(Show));
    }

    [Fact]
    public async Task A_collect_that_is_not_paid_owes_nobody()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        Assert.Empty(await Rows(await flow.When("agentCollectApply", Flow.Collect("buyer", 0, ("baker", 60_00)))));
    }

    [Fact]
    public async Task Refusals()
    {
        var collect = await ACollect();
        var paid = await PayOut(collect, "baker", 20_00);
        await flow.ThenRefused("getPaymentInformationDetail", new { bizOrderNo = collect.BizOrderNo, accountSetNo = flow.CustodySet },
            ("10001", new { bizOrderNo = "" }),
            ("40000", new { bizOrderNo = "no-such-order" }),
            ("40000", new { bizOrderNo = paid.BizOrderNo }),
            ("30018", new { accountSetNo = "100004" }),
            ("40044", new { dateStart = "20261121" }));
    }

    private static string Show(JsonElement row)
    {
        string Text(string name) => row.TryGetProperty(name, out var found) ? found.ToString() : "";
        string Yuan(string name) => row.TryGetProperty(name, out var found) ? $"{found.GetInt64() / 100}.{found.GetInt64() % 100:D2}" : "";
        return $"{Text("recieverId")} {Text("recieverName")} {Yuan("managedCollAmount")} {Text("status")} {Text("payOrderNo")} {Text("accountType")} {Yuan("payAmount")}".TrimEnd();
    }

    private static string? PayOrderNo(JsonElement row) => row.GetProperty("payOrderNo").GetString();

    private async Task<Tsy2Reply> ACollect()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker", "butcher", "grocer");
        return await flow.GivenCollect("buyer", 0, ("baker", 60_00), ("butcher", 30_00), ("grocer", 10_00));
    }

    private Task<Tsy2Reply> PayOut(Tsy2Reply collect, string bizUserId, long amount) =>
        flow.When("signalAgentPay", Flow.Out(collect, bizUserId, amount));

    private async Task<JsonElement[]> Rows(Tsy2Reply collect, object? which = null) =>
        [.. (await flow.When("getPaymentInformationDetail", Json.Merge(new { bizOrderNo = collect.BizOrderNo }, which ?? new { })))
            .Value.GetProperty("paymentInformationList").EnumerateArray()];
}

public sealed class GetPaymentInformationDetailOnSqlite() : GetPaymentInformationDetailTests(Store.Sqlite);

public sealed class GetPaymentInformationDetailOnPostgres() : GetPaymentInformationDetailTests(Store.Postgres);
