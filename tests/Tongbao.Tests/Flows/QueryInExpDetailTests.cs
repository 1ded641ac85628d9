namespace Tongbao.Tests.Flows;

/// <summary>查询账户收支明细 (通商云 4.2.20, 5.12).</summary>
public abstract class QueryInExpDetailTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.20#1")]
    public async Task Every_move_is_a_line_newest_first_each_continuing_the_one_before()
    {
        await GivenSellerWithThreeLines();
        var lines = await Lines(new { });
        Assert.Equal([-30_00, -2_00, 100_00], lines.Select(l => l.Change));
        Assert.Equal([68_00, 98_00, 100_00], lines.Select(l => l.Now));
        Assert.Equal([98_00, 100_00, 0], lines.Select(l => l.Before));
    }

    [Fact]
    public async Task A_freeze_changes_no_total_and_has_no_line()
    {
        await GivenSellerWithThreeLines();
        await flow.When("freezeMoney", new { bizUserId = "seller", amount = 10_00 });
        Assert.Equal(3, (await Lines(new { })).Count);
    }

    [Fact]
    [Holds("4.2.20#4")]
    public async Task Lines_are_fetched_page_by_page()
    {
        await GivenSellerWithThreeLines();
        var page = await flow.When("queryInExpDetail", Query(new { startPosition = 2, queryNum = 1 }));
        Assert.Equal(3, page.Number("totalNum"));
        Assert.Equal([-2_00], (await Lines(new { startPosition = 2, queryNum = 1 })).Select(l => l.Change));
        Assert.Empty(await Lines(new { startPosition = 4, queryNum = 10 }));
    }

    [Fact]
    public async Task The_platform_sees_its_fees()
    {
        await GivenSellerWithThreeLines();
        var line = Assert.Single(await Lines(new { bizUserId = Flow.Platform, accountSetNo = "100001" }));
        Assert.Equal((2_00, 2_00), (line.Change, line.Now));
    }

    [Fact]
    [Holds("4.2.20#2")]
    public async Task Without_a_set_all_of_a_member_is_shown_and_all_standard_sets_of_the_platform()
    {
        await GivenSellerWithThreeLines();
        await flow.GivenFunds("2000000", 50_00);
        await flow.ChangeSettings(new { customAccountSet = "300001" });
        await flow.GivenFunds("300001", 70_00);
        Assert.Equal([-30_00, -2_00, 100_00], (await Lines(new { accountSetNo = (string?)null })).Select(l => l.Change));
        Assert.Equal([70_00], (await Lines(new { bizUserId = Flow.Platform, accountSetNo = "300001" })).Select(l => l.Change));
        Assert.Equal([50_00, 2_00], (await Lines(new { bizUserId = Flow.Platform, accountSetNo = (string?)null })).Select(l => l.Change));
    }

    [Fact]
    public async Task What_all_shown_orders_were_applied_for_with_stands_above_the_lines_too()
    {
        await flow.GivenMember("seller");
        await flow.WhenChannelPays(await flow.When("depositApply",
            new { bizUserId = "seller", amount = 100_00, fee = 2_00, extendInfo = "柜台 3" }));
        Assert.Equal("柜台 3", (await flow.When("queryInExpDetail", Query(new { }))).Text("extendInfo"));
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0 });
        Assert.False((await flow.When("queryInExpDetail", Query(new { }))).Has("extendInfo"));
        Assert.Equal("柜台 3", (await flow.When("queryInExpDetail", Query(new { startPosition = 2, queryNum = 2 }))).Text("extendInfo"));
    }

    [Fact]
    [Holds("4.2.20#3", "clock:detail_window")]
    public async Task Refusals()
    {
        await GivenSellerWithThreeLines();
        await flow.ThenRefused("queryInExpDetail", Query(new { }),
            ("10001", new { dateStart = "" }),
            ("40044", new { dateStart = "yesterday" }),
            ("40044", new { dateStart = $"{DateTimeOffset.UtcNow.AddMonths(-3).AddDays(-2):yyyy-MM-dd}" }),
            ("30001", new { bizUserId = "nobody" }));
    }

    [Theory]
    [InlineData(0, 5_000, "startPosition(从 1 起)")]
    [InlineData(1, 0, "queryNum(1 至 5000)")]
    [InlineData(1, 5_001, "queryNum(1 至 5000)")]
    public async Task What_is_out_of_its_limits_is_named_alone_and_with_them(int startPosition, int queryNum, string named)
    {
        await flow.GivenMember("seller");
        await flow.When("queryInExpDetail", Query(new { startPosition = 1, queryNum = 5_000 }));
        Assert.EndsWith($": {named}", (await flow.WhenRefused("10000", "queryInExpDetail", Query(new { startPosition, queryNum })))
            .Message);
    }

    private async Task GivenSellerWithThreeLines()
    {
        await flow.GivenMember("seller");
        await flow.WhenChannelPays(await flow.When("depositApply", new { bizUserId = "seller", amount = 100_00, fee = 2_00 }));
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0 });
    }

    private sealed record Line(long Change, long Now, long Before);

    private async Task<IReadOnlyList<Line>> Lines(object query) =>
    [
        .. (await flow.When("queryInExpDetail", Query(query))).Value.GetProperty("inExpDetail").EnumerateArray()
            .Select(l => new Line(l.GetProperty("chgAmount").GetInt64(), l.GetProperty("curAmount").GetInt64(), l.GetProperty("oriAmount")
                .GetInt64())),
    ];

    private static object Query(object query) => Json.Merge(new { bizUserId = "seller" }, query);
}

public sealed class QueryInExpDetailOnSqlite() : QueryInExpDetailTests(Store.Sqlite);

public sealed class QueryInExpDetailOnPostgres() : QueryInExpDetailTests(Store.Postgres);
