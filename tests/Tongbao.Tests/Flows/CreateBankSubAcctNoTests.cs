using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>子账户开户 (通商云 4.1.27).</summary>
public abstract class CreateBankSubAcctNoTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.27#1", "4.1.27#2")]
    public async Task A_member_gets_one_and_the_same_however_often_it_is_asked()
    {
        await flow.GivenMember("seller");
        await flow.GivenCompany("shop");
        var opened = await Open("seller");
        Assert.Equal($"{flow.CustodySet} seller", $"{opened.Text("accountSetNo")} {opened.Text("bizUserId")}");
        Assert.Matches("^[0-9]{10,}$", opened.Text("subAcctNo"));
        Assert.Equal(opened.Text("subAcctNo"), (await Open("seller")).Text("subAcctNo"));
        Assert.NotEqual(opened.Text("subAcctNo"), (await Open("shop")).Text("subAcctNo"));
    }

    [Fact, Holds("4.1.8#1")]
    public async Task GetMemberInfo_tells_it_of_persons_and_companies()
    {
        await flow.GivenMember("seller");
        await flow.GivenCompany("shop");
        Assert.False(await Info("seller") is var before && before.TryGetProperty("subAcctNo", out _));
        foreach (var who in new[] { "seller", "shop" })
        {
            var opened = await Open(who);
            Assert.Equal(opened.Text("subAcctNo"), (await Info(who)).GetProperty("subAcctNo").GetString());
            Assert.Equal(1, (await Info(who)).GetProperty("acctOrgType").GetInt32());
        }
    }

    [Fact, Holds("4.1.27#1")]
    public async Task The_platform_has_one_a_set()
    {
        var balance = await Open(Flow.Platform, "100001");
        Assert.NotEqual(balance.Text("subAcctNo"), (await Open(Flow.Platform, "2000000")).Text("subAcctNo"));
        await flow.WhenRefused("30018", "createBankSubAcctNo", new { bizUserId = Flow.Platform, accountSetNo = "100002", acctOrgType = 1 });
        await flow.WhenRefused("30019", "createBankSubAcctNo", new { bizUserId = Flow.Platform, accountSetNo = "100006", acctOrgType = 1 });
    }

    [Fact]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenMembers("seller", "locked");
        await flow.GivenStranger("nameless");
        await flow.GivenUnreviewedCompany("waiting");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.ThenRefusedInThisOrder("createBankSubAcctNo",
            new { bizUserId = "seller", accountSetNo = flow.CustodySet, acctOrgType = 1 },
            ("10000", new { acctOrgType = 2 }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30018", new { accountSetNo = "100001" }),
            ("30008", new { bizUserId = "nameless" }),
            ("30050", new { bizUserId = "waiting" }));
    }

    private Task<Tsy2Reply> Open(string bizUserId, string? accountSetNo = null) =>
        flow.When("createBankSubAcctNo", new { bizUserId, accountSetNo = accountSetNo ?? flow.CustodySet, acctOrgType = 1 });

    private async Task<System.Text.Json.JsonElement> Info(string bizUserId) =>
        (await flow.When("getMemberInfo", new { bizUserId })).Value.GetProperty("memberInfo");
}

public sealed class CreateBankSubAcctNoOnSqlite() : CreateBankSubAcctNoTests(Store.Sqlite);

public sealed class CreateBankSubAcctNoOnPostgres() : CreateBankSubAcctNoTests(Store.Postgres);
