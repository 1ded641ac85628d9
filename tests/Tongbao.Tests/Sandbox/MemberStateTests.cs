using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>会员状态: what an operator makes of a member, and back.</summary>
public sealed class MemberStateTests() : FlowTests(Store.Sqlite)
{
    [Theory, InlineData("PAUSE"), InlineData("BLACKLIST"), InlineData("RISK")]
    public async Task Who_is_not_normal_is_locked_until_the_operator_says_otherwise(string state)
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.Sandbox.PutInState(flow.App.Id, "buyer", state);
        Assert.Equal(5, await State());
        await flow.WhenRefused("30002", "depositApply", new { bizUserId = "buyer", amount = 100_00 });
        await flow.Sandbox.PutInState(flow.App.Id, "buyer", "NORMAL");
        Assert.Equal(1, await State());
    }

    [Fact]
    public async Task The_marketplace_releases_nobody_from_the_blacklist()
    {
        await flow.GivenMembers("buyer");
        await flow.Sandbox.PutInState(flow.App.Id, "buyer", "BLACKLIST");
        await flow.WhenRefused("30022", "unlockMember", new { bizUserId = "buyer" });
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.ChangeState(flow.App.Id, "buyer", "resume"))).Status);
    }

    [Theory, InlineData("GONE", 400), InlineData("3", 400)]
    public async Task A_state_is_one_of_those_that_there_are(string state, int status)
    {
        await flow.GivenMembers("buyer");
        Assert.Equal(status,
            (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.PutInState(flow.App.Id, "buyer", state))).Status);
    }

    private async Task<long> State() => (await flow.When("getMemberInfo", new { bizUserId = "buyer" })).Value.GetProperty("memberInfo")
        .GetProperty("userState").GetInt64();
}
