using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>修改支付密码 (通商云 4.1.18).</summary>
public abstract class UpdatePayPwdTests(Store store) : FlowTests(store)
{
    private const string Old = "864209", New = "correct-horse";

    [Fact, Holds("4.1.18#2", "4.1.18#3", "4.1.18#4", "4.1.18#5")]
    public async Task The_present_password_allows_a_new_one_and_the_notice_says_what_was_done()
    {
        await flow.GivenMember("buyer");
        await flow.GivenPassword("buyer", Old);
        var page = await flow.Open("updatePayPwd", await flow.Holder("buyer"));
        var jump = await flow.SignedJump(await Change(page, Old, New));
        Assert.Equal("buyer OK", $"{jump.GetProperty("bizUserId")} {jump.GetProperty("result")}");
        var notices = await flow.Receiver.WaitFor("buyer", 2);
        Assert.Equal(["setPayPwd", "updatePayPwd"], notices.Select(n => n.Method));
        // The new one is the one that counts now.
        page = await Change(await flow.Open("updatePayPwd", await flow.Holder("buyer")), Old, "another-one");
        Assert.Equal(422, page.Status);
        Assert.Equal(303, (await Change(page, New, Old)).Status);
    }

    [Fact]
    public async Task Without_a_jumpUrl_the_page_itself_says_that_it_is_done()
    {
        await flow.GivenMember("buyer");
        await flow.GivenPassword("buyer", Old);
        var page = await flow.Open("updatePayPwd", await flow.Holder("buyer", new { jumpUrl = "" }));
        var done = await Browser.Follow(await Change(page, Old, New));
        Assert.Contains("操作成功", done.Text);
    }

    [Fact, Holds("4.1.17#6")]
    public async Task Three_errors_lock_it()
    {
        await flow.GivenMember("buyer");
        await flow.GivenPassword("buyer", Old);
        var page = await flow.Open("updatePayPwd", await flow.Holder("buyer"));
        foreach (var says in new[] { "还可输入 2 次", "还可输入 1 次", "30033" })
        {
            page = await Change(page, "000000", New);
            Assert.Contains(says, page.Text);
        }
        await flow.ThenPageRefuses("30033", "updatePayPwd", await flow.Holder("buyer"));
    }

    [Fact, Holds("4.1.18#1")]
    public async Task Whose_page_does_not_open()
    {
        await flow.GivenMember("buyer");
        await flow.GivenCompany("shop");
        await flow.GivenStranger("nameless");
        await flow.ThenPageRefuses("30006", "updatePayPwd", await flow.Holder("shop"));
        await flow.ThenPageRefuses("30008", "updatePayPwd", await flow.Holder("nameless"));
        await flow.ThenPageRefuses("30032", "updatePayPwd", await flow.Holder("buyer"));
    }

    private static Task<WebPage> Change(WebPage page, string old, string wanted) =>
        Browser.Submit(page, ("password", old), ("newPassword", wanted), ("repeat", wanted), ("action", "go"));
}

public sealed class UpdatePayPwdOnSqlite() : UpdatePayPwdTests(Store.Sqlite);

public sealed class UpdatePayPwdOnPostgres() : UpdatePayPwdTests(Store.Postgres);
