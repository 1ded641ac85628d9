using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>设置支付密码 (通商云 4.1.17).</summary>
public abstract class SetPayPwdTests(Store store) : FlowTests(store)
{
    private const string Password = "864209";

    [Fact, Holds("4.1.17#2", "4.1.17#3", "4.1.17#4", "4.1.17#5", "4.1.17#9", "clock:notify_once")]
    public async Task A_person_sets_it_on_the_page_and_the_merchant_hears_of_it_twice()
    {
        await flow.GivenMember("buyer");
        var jump = await flow.SignedJump(await flow.GivenPassword("buyer", Password));
        Assert.Equal("buyer OK", $"{jump.GetProperty("bizUserId")} {jump.GetProperty("result")}");
        Assert.True((await flow.When("getMemberInfo", new { bizUserId = "buyer" })).Value.GetProperty("memberInfo")
            .GetProperty("isSetPayPwd").GetBoolean());
        var notice = (await flow.Receiver.WaitFor("buyer")).Single();
        Assert.Equal("MemberPwdService setPayPwd OK", $"{notice.Service} {notice.Method} {notice.Status}");
        Assert.DoesNotContain(Password, string.Join('\n', flow.Server.Output));
    }

    [Fact, Holds("4.1.17#3")]
    public async Task Mistakes_are_shown_beside_their_fields_and_told_nobody()
    {
        await flow.GivenMember("buyer");
        var page = await flow.Open("setPayPwd", await flow.Holder("buyer"));
        var code = await flow.Sms(flow.Who("buyer").Phone);
        foreach (var (typed, again, sms, says) in new[]
        {
            (Password, "864208", code, "两次输入的密码不一致"),
            ("12345", "12345", code, "6 至 20 位"),
            (Password, Password, code == "000000" ? "000001" : "000000", "验证码错误"),
        })
        {
            page = await Browser.Submit(page, ("code", sms), ("newPassword", typed), ("repeat", again), ("action", "go"));
            Assert.Equal(422, page.Status);
            Assert.Contains(says, page.Text);
            Assert.DoesNotContain(typed, page.Html);
        }
        Assert.Empty(await flow.Sandbox.Notifications(flow.App.Id, "setPayPwd:buyer"));
        var done = await Browser.Submit(page, ("code", code), ("newPassword", Password), ("repeat", Password), ("action", "go"));
        await flow.SignedJump(done);
    }

    [Fact, Holds("4.1.17#8", "4.1.23#5")]
    public async Task Who_never_bound_a_phone_sends_88888888888_and_needs_no_code()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenRealName("buyer");
        await flow.ThenPageRefuses("30021", "setPayPwd", await flow.Holder("buyer"));
        var page = await flow.Open("setPayPwd", await flow.Holder("buyer", new { phone = Flow.NeverBound }));
        await flow.SignedJump(await Browser.Submit(page, ("newPassword", Password), ("repeat", Password), ("action", "go")));
    }

    [Fact, Holds("4.1.17#1", "4.1.17#7")]
    public async Task Whose_page_does_not_open()
    {
        await flow.GivenMembers("buyer", "locked", "owner");
        await flow.GivenCompany("shop");
        await flow.GivenStranger("nameless");
        await flow.GivenPhone("nameless");
        await flow.GivenPassword("owner", Password);
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.ThenPageRefuses("30001", "setPayPwd", await flow.Holder("buyer", new { bizUserId = "nobody" }));
        await flow.ThenPageRefuses("30002", "setPayPwd", await flow.Holder("locked"));
        await flow.ThenPageRefuses("30006", "setPayPwd", await flow.Holder("shop"));
        await flow.ThenPageRefuses("30008", "setPayPwd", await flow.Holder("nameless"));
        await flow.ThenPageRefuses("30009", "setPayPwd", await flow.Holder("buyer", new { name = "李四" }));
        await flow.ThenPageRefuses("30021", "setPayPwd", await flow.Holder("buyer", new { phone = "13900000000" }));
        await flow.ThenPageRefuses("30031", "setPayPwd", await flow.Holder("owner"));
    }
}

public sealed class SetPayPwdOnSqlite() : SetPayPwdTests(Store.Sqlite);

public sealed class SetPayPwdOnPostgres() : SetPayPwdTests(Store.Postgres);
