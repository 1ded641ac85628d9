using Tongbao.Tests.Flows.Accp;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Flows.Bridge;

/// <summary>会员 of 云商通 and of the other wires: one member, whoever opened it.</summary>
public sealed class MembersOfYst2Tests
{
    [Fact]
    public async Task A_member_whom_another_wire_opened_is_valid_here_and_has_no_role_until_one_is_sent()
    {
        await using var tsy2 = await Flow.OnSharedServer(Store.Sqlite);
        await tsy2.GivenMember("buyer");
        await using var flow = await Yst2Flow.DoorTo(tsy2.Server, tsy2.App.Id);
        var who = tsy2.Who("buyer");
        var basics = await flow.Shown("buyer", 1);
        Assert.Equal(("1", "", who.Name), (basics.Text("memberBasicInfo.memberStatus"), basics.Text("memberBasicInfo.memberRole"),
            basics.Text("memberBasicInfo.name")));
        Assert.Equal(who.Phone, (await flow.Shown("buyer", 5)).Text("bindPhoneJson.phone"));
        Assert.Equal(who.CardNo, flow.Open((await flow.Shown("buyer", 2)).Text("acctInfo[0].bankCardNo")!));
        var controls = await flow.Shown("buyer", 10);
        Assert.Equal(("0", "0", "1"), (controls.Text("memberControlInfo.sepOutFlag"), controls.Text("memberControlInfo.sepInFlag"),
            controls.Text("memberControlInfo.memberWithdrawFlag")));
        await tsy2.When("createMember", new { bizUserId = "stranger", memberType = 3, source = 2 });
        Assert.Equal("0", (await flow.Shown("stranger", 1)).Text("memberBasicInfo.memberStatus"));
        await flow.Call("1010", Yst2Flow.With(flow.Person("stranger"), new { memberRole = "" }), "20004");
        await flow.Call("1010", flow.Person("stranger"));
        Assert.Equal("分账方", (await flow.Shown("stranger", 1)).Text("memberBasicInfo.memberRole"));
        await tsy2.CloseTheDay();
    }

    [Fact]
    public async Task Who_was_opened_here_is_open_on_the_other_wires()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await using var tsy2 = await Flow.DoorTo(flow.Server, flow.App.Id);
        await using var accp = await AccpFlow.DoorTo(flow.Server, flow.App.Id);
        await flow.GivenPerson("person", card: Yst2Flow.NextCard(), phone: true);
        await flow.GivenCompany("company");
        var waiting = Yst2Flow.With(flow.Company("waiting"), new { enterpriseBaseInfo = new { legalPersonCerType = "2" } });
        await flow.Call("1020", waiting, "20018");
        Assert.Equal(("NORMAL", "NORMAL", "ACTIVATE_PENDING"), (await UserStatus("person"), await UserStatus("company"), await UserStatus("waiting")));
        var info = (await tsy2.When("getMemberInfo", new { bizUserId = "person" })).Value.GetProperty("memberInfo");
        Assert.Equal(("李四", true), (info.GetProperty("name").GetString(), info.GetProperty("isIdentityChecked").GetBoolean()));
        await flow.CloseTheDay();

        async Task<string?> UserStatus(string member) =>
            (await accp.Account("query-userinfo", new { user_id = member })).Text("user_status");
    }
}
