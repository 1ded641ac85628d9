using System.Text.Json;

namespace Tongbao.Tests.Flows;

/// <summary>收款方在途资金明细查询 (通商云 4.2.22).</summary>
public abstract class GetPayeeFundsInTransitDetailTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.22#1")]
    public async Task It_shows_what_a_receiver_still_has_coming_by_collect_order()
    {
        await flow.GivenBuyers("buyer", "other");
        await flow.GivenSellers("baker", "butcher");
        var (one, two, three) = (await flow.GivenCollect("buyer", 0, ("baker", 60_00), ("butcher", 5_00)),
            await flow.GivenCollect("other", 1_00, ("baker", 30_00)), await flow.GivenCollect("other", 0, ("baker", 7_00)));
        await flow.When("signalAgentPay", Flow.Out(one, "baker", 20_00));
        await flow.When("refund", new { oriBizOrderNo = one.BizOrderNo, bizUserId = "buyer", amount = 10_00,
            refundList = new[] { Flow.BackFromEscrow("baker", 10_00) } });
        await flow.When("signalAgentPay", Flow.Out(three, "baker", 7_00));
        Assert.Equal([$"{one.BizOrderNo} buyer 60.00 30.00", $"{two.BizOrderNo} other 30.00 30.00"], (await Rows("baker")).Select(Show)
            .Order());
        Assert.Equal([$"{two.BizOrderNo} other 30.00 30.00"], (await Rows("baker", new { bizOrderNo = two.BizOrderNo })).Select(Show));
        Assert.Empty(await Rows("baker", new { bizOrderNo = three.BizOrderNo }));
        Assert.Empty(await Rows("buyer"));
        Assert.All(await Rows("baker"),
            row => Assert.Equal(("baker", "王小明"),
            (row.GetProperty("recieverId").GetString(), row.GetProperty("recieverName").GetString())));
    }

    [Fact]
    public async Task It_may_be_asked_for_by_the_day_of_collection()
    {
        flow = await OnOwnServer();
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        var first = await flow.GivenCollect("buyer", 0, ("baker", 60_00));
        var today = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8));
        await flow.Advance("PT24H");
        var second = await flow.GivenCollect("buyer", 0, ("baker", 30_00));
        Assert.Equal([$"{first.BizOrderNo} buyer 60.00 60.00"], (await Rows("baker", new { dateEnd = $"{today:yyyy-MM-dd}" }))
            .Select(Show));
        Assert.Equal([$"{second.BizOrderNo} buyer 30.00 30.00"], (await Rows("baker", new { dateStart = $"{today.AddDays(1):yyyy-MM-dd}" }))
            .Select(Show));
    }

    [Fact]
    public async Task Refusals()
    {
        await flow.GivenSellers("baker");
        await flow.ThenRefused("getPayeeFundsInTransitDetail", new { bizUserId = "baker", accountSetNo = flow.CustodySet },
            ("10001", new { bizUserId = "" }),
            ("30001", new { bizUserId = "nobody" }),
            ("30018", new { accountSetNo = "100004" }),
            ("40044", new { dateEnd = "yesterday" }));
    }

    private static string Show(JsonElement row)
    {
        string Yuan(string name) => $"{row.GetProperty(name).GetInt64() / 100}.{row.GetProperty(name).GetInt64() % 100:D2}";
        return $"{row.GetProperty("orderNo").GetString()} {row.GetProperty("payerId").GetString()} {Yuan("managedCollAmount")} {Yuan("estCollAmount")}";
    }

    private async Task<JsonElement[]> Rows(string bizUserId, object? which = null) =>
        [.. (await flow.When("getPayeeFundsInTransitDetail", Json.Merge(new { bizUserId }, which ?? new { })))
            .Value.GetProperty("payeeFundsInTransitList").EnumerateArray()];
}

public sealed class GetPayeeFundsInTransitDetailOnSqlite() : GetPayeeFundsInTransitDetailTests(Store.Sqlite);

public sealed class GetPayeeFundsInTransitDetailOnPostgres() : GetPayeeFundsInTransitDetailTests(Store.Postgres);
