using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>创建会员 (通商云 4.1.1).</summary>
public abstract class CreateMemberTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.1#2")]
    public async Task A_new_member_keeps_its_own_id_and_gets_one_of_ours()
    {
        var created = await flow.When("createMember", new { bizUserId = "buyer", memberType = 3 });
        Assert.Equal("buyer", created.Text("bizUserId"));
        Assert.False(string.IsNullOrEmpty(created.Text("userId")));
    }

    [Fact, Holds("4.1.1#1")]
    public async Task Persons_and_companies_are_members()
    {
        await flow.When("createMember", new { bizUserId = "person", memberType = 3 });
        await flow.When("createMember", new { bizUserId = "company", memberType = 2 });
        Assert.Equal(3, (await flow.When("getMemberInfo", new { bizUserId = "person" })).Number("memberType"));
        Assert.Equal(2, (await flow.When("getMemberInfo", new { bizUserId = "company" })).Number("memberType"));
    }

    [Fact, Holds("4.1.1#5")]
    public async Task The_same_id_is_given_once_in_an_app()
    {
        await flow.GivenStranger("buyer");
        await flow.WhenRefused("30000", "createMember", new { bizUserId = "buyer", memberType = 3 });
        await flow.WhenRefused("30000", "createMember", new { bizUserId = "buyer", memberType = 2 });
    }

    [Fact]
    public async Task Two_apps_do_not_see_each_others_members()
    {
        await flow.GivenStranger("buyer");
        var other = await OnSharedServer();
        await other.WhenRefused("30001", "getMemberInfo", new { bizUserId = "buyer" });
        await other.GivenStranger("buyer");
    }

    [Fact, Holds("4.1.1#3", "4.1.1#4")]
    public Task What_is_not_in_the_field_table_is_refused() =>
        flow.ThenRefused("createMember", new { bizUserId = "buyer", memberType = 3, source = 1 },
        ("10001", new { bizUserId = (string?)null }),
        ("10001", new { bizUserId = "" }),
        ("10001", new { memberType = (long?)null }),
        ("10001", new { source = "" }),
        ("10000", new { memberType = "person" }),
        ("10000", new { bizUserId = new[] { "buyer" } }),
        ("30006", new { memberType = 4 }),
        ("20013", new { source = 3 }),
        ("20023", new { bizUserId = "买家" }),
        ("20023", new { bizUserId = Flow.Platform }));
}

public sealed class CreateMemberOnSqlite() : CreateMemberTests(Store.Sqlite);

public sealed class CreateMemberOnPostgres() : CreateMemberTests(Store.Postgres);
