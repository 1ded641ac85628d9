using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// The pages of passwords and phones sent codes as fast and as often as the button was pressed, and with each the wrong tries began anew.
/// </summary>
public abstract class Another_code_does_not_make_guessing_cheaper(Store store) : BugTests(store)
{
    private const string Password = "864209", NewPassword = "135790", OnePhone = "13700000021", OtherPhone = "13700000022",
        TooOften = "验证码发送太频繁";

    [Fact]
    public async Task A_code_is_sent_again_after_ten_seconds_and_five_times_in_its_life()
    {
        await flow.GivenPassword("buyer", Password);
        await flow.Open("resetPayPwd", await flow.Holder("buyer"));
        var first = await CodeOf("buyer");
        await flow.Advance("PT9S");
        var page = await flow.Open("resetPayPwd", await flow.Holder("buyer", new { jumpUrl = Flow.JumpUrl + "&again=1" }));
        page = await Resend(page, TooOften);
        Assert.Equal(first, await CodeOf("buyer"));        // of two links opened at once there is one code
        for (var sent = 2; sent <= 5; sent++) page = await Resend(await Later(page, "PT11S"));
        page = await Resend(await Later(page, "PT11S"), TooOften);
        page = await Resend(await Later(page, "PT10M"));
        Assert.Equal(303, (await Type(page, await CodeOf("buyer"))).Status);
    }

    [Fact]
    public async Task Wrong_tries_stay_counted_when_another_code_is_sent()
    {
        var page = await flow.Open("setPayPwd", await flow.Holder("buyer"));
        for (var wrong = 1; wrong <= 3; wrong++) page = await Type(page, Wrong(await CodeOf("buyer")));
        page = await Resend(await Later(page, "PT11S"));
        for (var wrong = 4; wrong <= 5; wrong++) page = await Type(page, Wrong(await CodeOf("buyer")));
        page = await Type(page, await CodeOf("buyer"));
        Assert.Equal(422, page.Status);
        page = await Resend(await Later(page, "PT11S"), TooOften);
        page = await Resend(await Later(page, "PT10M"));
        Assert.Equal(303, (await Type(page, await CodeOf("buyer"))).Status);
    }

    [Fact]
    public async Task Nor_are_they_forgotten_for_a_code_to_another_phone()
    {
        await flow.GivenPassword("buyer", Password);
        var page = await SendTo(await flow.Open("updatePhoneByPayPwd", await flow.Holder("buyer")), OnePhone);
        for (var wrong = 1; wrong <= 3; wrong++)
            page = await Browser.Submit(page, ("code", Wrong(await flow.Sms(OnePhone))), ("action", "go"));
        page = await Browser.Follow(await Browser.Submit(page, ("action", "again")));
        page = await SendTo(page, OtherPhone);
        Assert.Contains(TooOften, page.Text);
        page = await SendTo(await Later(page, "PT11S"), OtherPhone);
        for (var wrong = 4; wrong <= 5; wrong++)
            page = await Browser.Submit(page, ("code", Wrong(await flow.Sms(OtherPhone))), ("action", "go"));
        page = await Browser.Submit(page, ("code", await flow.Sms(OtherPhone)), ("action", "go"));
        Assert.Equal(422, page.Status);
    }

    /// <summary>Presses the button; the page after it, and what that says.</summary>
    private static async Task<WebPage> Resend(WebPage page, string? refusal = null)
    {
        var answer = await Browser.Submit(page, ("action", "resend"));
        Assert.Equal(refusal is null ? 303 : 422, answer.Status);
        if (refusal is null) return await Browser.Follow(answer);
        Assert.Contains(refusal, answer.Text);
        return answer;
    }

    private static async Task<WebPage> SendTo(WebPage page, string phone)
    {
        var answer = await Browser.Submit(page, ("phone", phone), ("password", Password), ("action", "go"));
        return answer.Status == 303 ? await Browser.Follow(answer) : answer;
    }

    private static Task<WebPage> Type(WebPage page, string code) =>
        Browser.Submit(page, ("code", code), ("newPassword", NewPassword), ("repeat", NewPassword), ("action", "go"));

    private async Task<WebPage> Later(WebPage page, string after)
    {
        await flow.Advance(after);
        return page;
    }

    private Task<string> CodeOf(string who) => flow.Sms(flow.Who(who).Phone);

    private static string Wrong(string code) => code == "000000" ? "000001" : "000000";
}

public sealed class Another_code_does_not_make_guessing_cheaper_on_sqlite() : Another_code_does_not_make_guessing_cheaper(Store.Sqlite);

public sealed class Another_code_does_not_make_guessing_cheaper_on_postgres() : Another_code_does_not_make_guessing_cheaper(Store.Postgres);
