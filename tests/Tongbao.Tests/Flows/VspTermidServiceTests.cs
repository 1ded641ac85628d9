using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>会员收银宝渠道商户信息及终端信息绑定 (通商云 4.1.21).</summary>
public abstract class VspTermidServiceTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.21#1", "4.1.21#3", "4.1.21#4", "4.1.21#7")]
    public async Task Persons_and_companies_bind_several_terminals_and_merchant_numbers()
    {
        await flow.GivenStranger("seller");
        await flow.GivenCompany("shop");
        await Bind("seller", "T1", "5505840000001");
        await Bind("seller", "T2", "5505840000001");
        await Bind("seller", "T3", "5505840000002");
        var bound = await Bind("shop", "T4", "5505840000003", "990440000000001");
        Assert.Equal("OK", bound.Text("result"));
        Assert.Equal(["T1", "T2", "T3"], await Terminals("seller"));
        Assert.Equal(["T2"], await Terminals("seller", "T2"));
        var row = bound.Value.GetProperty("vspTermidList")[0];
        Assert.Equal("990440000000001 5505840000003 T4",
            $"{row.GetProperty("vspMerchantid")} {row.GetProperty("vspCusid")} {row.GetProperty("vspTermid")}");
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", row.GetProperty("setDate").GetString());
    }

    [Fact, Holds("4.1.21#6")]
    public async Task The_platform_binds_terminals_of_its_own()
    {
        await Bind(Flow.Platform, "TP", "5505840000009");
        Assert.Equal(["TP"], await Terminals(Flow.Platform));
    }

    [Fact, Holds("4.1.21#8")]
    public async Task Nothing_bound_is_an_empty_list()
    {
        await flow.GivenStranger("seller");
        Assert.Empty(await Terminals("seller"));
        await Bind("seller", "T1", "5505840000001");
        Assert.Empty(await Terminals("seller", "T2"));
    }

    [Fact, Holds("4.1.21#3")]
    public async Task A_terminal_belongs_to_one_member_who_may_correct_its_merchant_number()
    {
        await flow.GivenStranger("seller");
        await flow.GivenStranger("other");
        await Bind("seller", "T1", "5505840000001");
        await flow.WhenRefused("40015", "vspTermidService", Terminal("other", "T1", "5505840000001"));
        Assert.Empty(await Terminals("other"));
        var corrected = await Bind("seller", "T1", "5505840000002");
        Assert.Equal("5505840000002", corrected.Value.GetProperty("vspTermidList")[0].GetProperty("vspCusid").GetString());
    }

    [Fact]
    public async Task A_locked_member_sees_its_terminals_and_binds_none()
    {
        await flow.GivenStranger("seller");
        await Bind("seller", "T1", "5505840000001");
        await flow.When("lockMember", new { bizUserId = "seller" });
        Assert.Equal(["T1"], await Terminals("seller"));
    }

    [Fact, Holds("4.1.21#7")]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenStranger("seller");
        await flow.GivenStranger("other");
        await flow.GivenStranger("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await Bind("other", "taken", "5505840000001");
        await flow.ThenRefusedInThisOrder("vspTermidService", Terminal("seller", "T1", "5505840000001"),
            ("10000", new { operationType = "drop" }),
            ("10001", new { appid = "" }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("40015", new { vspTermid = "taken" }));
        await flow.WhenRefused("10001", "vspTermidService", Terminal("seller", "", "5505840000001"));
    }

    private static object Terminal(string bizUserId, string vspTermid, string vspCusid, string? vspMerchantid = null) =>
        new { bizUserId, operationType = "set", vspMerchantid, vspCusid, appid = "00000051", vspTermid };

    private Task<Tsy2Reply> Bind(string bizUserId, string vspTermid, string vspCusid, string? vspMerchantid = null) =>
        flow.When("vspTermidService", Terminal(bizUserId, vspTermid, vspCusid, vspMerchantid));

    private async Task<string[]> Terminals(string bizUserId, string? vspTermid = null) =>
        [.. (await flow.When("vspTermidService",
            new { bizUserId, operationType = "query", vspCusid = "5505840000001", appid = "00000051", vspTermid }))
            .Value.GetProperty("vspTermidList").EnumerateArray().Select(t => t.GetProperty("vspTermid").GetString()!)];
}

public sealed class VspTermidServiceOnSqlite() : VspTermidServiceTests(Store.Sqlite);

public sealed class VspTermidServiceOnPostgres() : VspTermidServiceTests(Store.Postgres);
