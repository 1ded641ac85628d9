using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class QueryAcctinfoTests
{
    private const string Query = "query-acctinfo";

    [Fact, Holds("W60")]
    public async Task Accounts_show_what_is_available_and_frozen_now_and_when_yesterday_ended()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var day = (await flow.Sandbox.Freeze()).Now.ToOffset(TimeSpan.FromHours(8)).Date.AddDays(1);
        var user = await flow.GivenUserWith("u1", "100.00");
        await flow.Sandbox.Scenario(flow.App.Id, new { bizUserId = "u1" }, [new { result = "pending" }]);
        await flow.Trade("withdrawal", await flow.WithdrawalOf(user, "40.00"));
        Assert.Equal(["USEROWN_PSETTLE 0.00 0.00 0.00 0.00 0.00 0.00", "USEROWN_AVAILABLE 100.00 60.00 40.00 0.00 0.00 0.00"],
            await flow.Accounts("u1", "INNERUSER", yesterday: true));
        await flow.Sandbox.MoveTo($"{day:yyyy-MM-dd}T00:00:00+08:00");
        var topUp = await flow.GivenOrder("USER_TOPUP", "u1", "5.00");
        await flow.PayByScan(topUp, "u1", "5.00");
        await flow.ChannelSays(topUp);
        Assert.Equal("USEROWN_AVAILABLE 105.00 65.00 40.00 100.00 60.00 40.00",
            (await flow.Accounts("u1", "INNERUSER", yesterday: true))[1]);
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W60")]
    public async Task A_merchant_has_four_accounts_in_two_kinds_each_and_a_user_has_one(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUserWith("u1", "100.00");
        await flow.GivenUser("u3");
        await flow.GivenMerchantMoney("7.00", "MCHFEE");
        var order = await flow.GivenGuarantee("u1", "30.00", ("u3", "30.00"));
        await flow.PayByBalance(order, "u1", "30.00");
        Assert.Equal(["MCHOWN_PSETTLE 0.00 0.00 0.00", "MCHOWN_AVAILABLE 0.00 0.00 0.00", "MCHASSURE_PSETTLE 0.00 0.00 0.00",
            "MCHASSURE_AVAILABLE 30.00 0.00 30.00", "MCHCOUPON_PSETTLE 0.00 0.00 0.00", "MCHCOUPON_AVAILABLE 0.00 0.00 0.00",
            "MCHFEE_PSETTLE 0.00 0.00 0.00", "MCHFEE_AVAILABLE 7.00 7.00 0.00"], await flow.Accounts(null, "INNERMERCHANT"));
        var merchant = await flow.Account(Query, new { user_type = "INNERMERCHANT" });
        Assert.Equal((flow.App.Id, "NORMAL"), (merchant.Text("user_id"), merchant.Text("acctinfo_list[7].acct_state")));
        var user = await flow.Account(Query, new { user_id = "u1", user_type = "INNERUSER" });
        Assert.Equal((await flow.Account("query-userinfo", new { user_id = "u1" })).Text("oid_userno"), user.Text("oid_userno"));
        var numbers = new[] { user.Text("acctinfo_list[0].oid_acctno"), user.Text("acctinfo_list[1].oid_acctno"),
            merchant.Text("acctinfo_list[0].oid_acctno"), merchant.Text("acctinfo_list[7].oid_acctno") };
        Assert.Equal(4, numbers.Distinct().Count());
        Assert.All(numbers, no => Assert.InRange(no!.Length, 1, 32));
        await flow.CloseTheDay();
    }

    [Fact]
    public async Task Each_kind_of_user_is_asked_for_by_its_own_type_in_whatever_state_it_is()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        await flow.GivenCompanyInReview("c1");
        await flow.Account(Query, new { user_id = "u1", user_type = "INNERCOMPANY" }, "2014");
        await flow.Account(Query, new { user_id = "c1", user_type = "INNERUSER" }, "2014");
        await flow.Account(Query, new { user_id = "nobody", user_type = "INNERUSER" }, "2003");
        await flow.Account(Query, new { user_id = Flow.Platform, user_type = "INNERUSER" }, "2003");
        Assert.Contains("（user_id）", (await flow.Account(Query, new { user_type = "INNERUSER" }, "1005")).Message);
        Assert.Contains("（user_type）", (await flow.Account(Query, new { user_id = "u1", user_type = "USER" }, "1005")).Message);
        await flow.ChangeState("u1", "reportLost");
        foreach (var (user, type, state) in new[] { ("u1", "INNERUSER", "LOSS"), ("c1", "INNERCOMPANY", "ACTIVATE_PENDING") })
        {
            var found = await flow.Account(Query, new { user_id = user, user_type = type });
            Assert.Equal(state, found.Text("acctinfo_list[1].acct_state"));
        }
    }
}
