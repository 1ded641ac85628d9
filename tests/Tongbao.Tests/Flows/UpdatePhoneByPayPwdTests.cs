using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>修改绑定手机, 密码验证 (通商云 4.1.20).</summary>
public abstract class UpdatePhoneByPayPwdTests(Store store) : FlowTests(store)
{
    private const string Password = "864209", NewPhone = "13700000011";

    [Fact, Holds("4.1.20#2", "4.1.20#3", "4.1.20#4", "4.1.20#7")]
    public async Task The_password_and_the_code_of_the_new_phone_change_it()
    {
        await flow.GivenMember("buyer");
        await flow.GivenPassword("buyer", Password);
        var page = await flow.Open("updatePhoneByPayPwd", await flow.Holder("buyer"));
        var wrong = await Browser.Submit(page, ("phone", NewPhone), ("password", "000000"), ("action", "go"));
        Assert.Contains("密码错误", wrong.Text);
        page = await Browser.Follow(await Browser.Submit(wrong, ("phone", NewPhone), ("password", Password), ("action", "go")));
        Assert.DoesNotContain(NewPhone, page.Html);
        var code = await flow.Sms(NewPhone);
        page = await Browser.Submit(page, ("code", code == "000000" ? "000001" : "000000"), ("action", "go"));
        Assert.Equal(422, page.Status);
        var jump = await flow.SignedJump(await Browser.Submit(page, ("code", code), ("action", "go")));
        Assert.Equal($"buyer OK {NewPhone}",
            $"{jump.GetProperty("bizUserId")} {jump.GetProperty("result")} {jump.GetProperty("newPhone")}");
        Assert.Equal(NewPhone, await PhoneOf("buyer"));
        var notice = (await flow.Receiver.WaitFor("buyer", 2))[^1];
        Assert.Equal($"updatePhoneByPayPwd OK {NewPhone}", $"{notice.Method} {notice.Status} {notice.Text("newPhone")}");
    }

    [Fact, Holds("4.1.20#6", "4.1.23#4")]
    public async Task Who_never_bound_a_phone_sends_88888888888_and_binds_the_first()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenRealName("buyer");
        var holder = await flow.Holder("buyer", new { phone = Flow.NeverBound, oldPhone = Flow.NeverBound });
        await Browser.Submit(await flow.Open("setPayPwd", holder), ("newPassword", Password), ("repeat", Password), ("action", "go"));
        var page = await flow.Open("updatePhoneByPayPwd", holder);
        page = await Browser.Follow(await Browser.Submit(page, ("phone", NewPhone), ("password", Password), ("action", "go")));
        await flow.SignedJump(await Browser.Submit(page, ("code", await flow.Sms(NewPhone)), ("action", "go")));
        Assert.Equal(NewPhone, await PhoneOf("buyer"));
    }

    [Fact, Holds("4.1.20#1")]
    public async Task Whose_page_does_not_open()
    {
        await flow.GivenMembers("buyer", "owner");
        await flow.GivenCompany("shop");
        await flow.GivenPassword("owner", Password);
        await flow.ThenPageRefuses("30006", "updatePhoneByPayPwd", await flow.Holder("shop"));
        await flow.ThenPageRefuses("30021", "updatePhoneByPayPwd", await flow.Holder("owner", new { oldPhone = "13900000000" }));
        await flow.ThenPageRefuses("30032", "updatePhoneByPayPwd", await flow.Holder("buyer"));
    }

    private async Task<string?> PhoneOf(string bizUserId) =>
        (await flow.When("getMemberInfo", new { bizUserId })).Value.GetProperty("memberInfo").GetProperty("phone").GetString();
}

public sealed class UpdatePhoneByPayPwdOnSqlite() : UpdatePhoneByPayPwdTests(Store.Sqlite);

public sealed class UpdatePhoneByPayPwdOnPostgres() : UpdatePhoneByPayPwdTests(Store.Postgres);
