using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>获取会员信息 (通商云 4.1.8).</summary>
public abstract class GetMemberInfoTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.8#1")]
    public async Task A_person_is_shown_with_what_was_verified()
    {
        await flow.GivenMember("buyer");
        var person = flow.Who("buyer");
        var reply = await flow.When("getMemberInfo", new { bizUserId = "buyer" });
        var info = reply.Value.GetProperty("memberInfo");
        Assert.Equal(("buyer", 3), (reply.Text("bizUserId"), reply.Number("memberType")));
        Assert.Equal((person.Name, person.Phone), (info.GetProperty("name").GetString(), info.GetProperty("phone").GetString()));
        Assert.Equal(person.IdNumber, await reply.Decrypt("memberInfo.identityCardNo"));
        Assert.Equal(1, info.GetProperty("userState").GetInt64());
    }

    [Fact, Holds("4.1.8#1")]
    public async Task A_company_is_shown_with_its_papers()
    {
        await flow.GivenCompany("shop");
        var reply = await flow.When("getMemberInfo", new { bizUserId = "shop" });
        var info = reply.Value.GetProperty("memberInfo");
        Assert.Equal(2, reply.Number("memberType"));
        Assert.Equal(("上海测试商贸有限公司", "91310000MA1FL0000X"),
            (info.GetProperty("companyName").GetString(), info.GetProperty("uniCredit").GetString()));
        Assert.Equal(flow.Who("shop").IdNumber, await reply.Decrypt("memberInfo.legalIds"));
        Assert.Equal(flow.Who("shop").CardNo, await reply.Decrypt("memberInfo.accountNo"));
        Assert.Equal(2, info.GetProperty("status").GetInt64());
    }

    [Fact]
    public async Task A_lock_is_visible_since_queries_still_answer()
    {
        await flow.GivenStranger("buyer");
        await flow.When("lockMember", new { bizUserId = "buyer" });
        var info = (await flow.When("getMemberInfo", new { bizUserId = "buyer" })).Value.GetProperty("memberInfo");
        Assert.Equal(5, info.GetProperty("userState").GetInt64());
    }

    [Fact]
    public async Task Nobody_is_unknown()
    {
        await flow.WhenRefused("30001", "getMemberInfo", new { bizUserId = "nobody" });
        await flow.WhenRefused("10001", "getMemberInfo", new { });
    }
}

public sealed class GetMemberInfoOnSqlite() : GetMemberInfoTests(Store.Sqlite);

public sealed class GetMemberInfoOnPostgres() : GetMemberInfoTests(Store.Postgres);
