using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>重置支付密码 (通商云 4.1.19).</summary>
public abstract class ResetPayPwdTests(Store store) : FlowTests(store)
{
    private const string Old = "864209", New = "135790";

    [Fact, Holds("4.1.19#2", "4.1.19#3", "4.1.19#4", "4.1.19#7")]
    public async Task The_code_of_the_bound_phone_replaces_a_forgotten_password()
    {
        await flow.GivenMember("buyer");
        await flow.GivenPassword("buyer", Old);
        var page = await flow.Open("resetPayPwd", await flow.Holder("buyer"));
        var jump = await flow.SignedJump(await Browser.Submit(page, ("code", await flow.Sms(flow.Who("buyer").Phone)), ("newPassword", New),
            ("repeat", New), ("action", "go")));
        Assert.Equal("OK", jump.GetProperty("result").GetString());
        Assert.Equal(["setPayPwd", "resetPayPwd"], (await flow.Receiver.WaitFor("buyer", 2)).Select(n => n.Method));
        var update = await flow.Open("updatePayPwd", await flow.Holder("buyer"));
        Assert.Equal(303, (await Browser.Submit(update, ("password", New), ("newPassword", Old), ("repeat", Old), ("action", "go")))
            .Status);
    }

    [Fact]
    public async Task Another_code_makes_the_first_one_void()
    {
        flow = await OnOwnServer();
        await flow.GivenMember("buyer");
        await flow.GivenPassword("buyer", Old);
        var page = await flow.Open("resetPayPwd", await flow.Holder("buyer"));
        var first = await flow.Sms(flow.Who("buyer").Phone);
        await flow.Advance("PT11S");
        page = await Browser.Follow(await Browser.Submit(page, ("action", "resend")));
        var second = await flow.Sms(flow.Who("buyer").Phone);
        if (first != second)
        {
            page = await Browser.Submit(page, ("code", first), ("newPassword", New), ("repeat", New), ("action", "go"));
            Assert.Equal(422, page.Status);
        }
        Assert.Equal(303, (await Browser.Submit(page, ("code", second), ("newPassword", New), ("repeat", New), ("action", "go"))).Status);
    }

    [Fact, Holds("4.1.19#6", "4.1.23#5")]
    public async Task Who_never_bound_a_phone_types_the_ID_number_and_errors_in_it_count()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenRealName("buyer");
        var holder = await flow.Holder("buyer", new { phone = Flow.NeverBound });
        await Browser.Submit(await flow.Open("setPayPwd", holder), ("newPassword", Old), ("repeat", Old), ("action", "go"));
        var page = await flow.Open("resetPayPwd", holder);
        for (var error = 1; error <= 3; error++)
        {
            page = await Browser.Submit(page, ("identity", "310101190001010000"), ("newPassword", New), ("repeat", New), ("action", "go"));
            Assert.Equal(422, page.Status);
        }
        page = await Browser.Submit(page, ("identity", flow.Who("buyer").IdNumber), ("newPassword", New), ("repeat", New),
            ("action", "go"));
        Assert.Contains("30033", page.Text);
    }

    [Fact, Holds("4.1.19#1", "4.1.19#5")]
    public async Task Whose_page_does_not_open()
    {
        await flow.GivenMembers("buyer", "owner");
        await flow.GivenCompany("shop");
        await flow.GivenStranger("nameless");
        await flow.GivenPassword("owner", Old);
        await flow.ThenPageRefuses("30006", "resetPayPwd", await flow.Holder("shop"));
        await flow.ThenPageRefuses("30008", "resetPayPwd", await flow.Holder("nameless"));
        await flow.ThenPageRefuses("30021", "resetPayPwd", await flow.Holder("owner", new { phone = "13900000000" }));
        await flow.ThenPageRefuses("30032", "resetPayPwd", await flow.Holder("buyer"));
    }
}

public sealed class ResetPayPwdOnSqlite() : ResetPayPwdTests(Store.Sqlite);

public sealed class ResetPayPwdOnPostgres() : ResetPayPwdTests(Store.Postgres);
