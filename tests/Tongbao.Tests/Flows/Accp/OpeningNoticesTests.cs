using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>开户结果通知: what the bank decides, at once or later, and how it is told.</summary>
public sealed class OpeningNoticesTests
{
    private const string Apply = "openacct-apply-individual";

    [Theory, InlineData("success", "NORMAL"), InlineData("fail", "ACTIVATE_PENDING")]
    [Holds("A1#21", "A1#24")]
    public async Task A_slow_banks_answer_is_told_by_the_notice(string result, string status)
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var person = Person.New("u1");
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "OPENING", bizUserId = "u1" },
            [new { result = "pending" }, new { after = "PT5M", result, message = result == "fail" ? "身份信息核验未通过" : null }]);
        var (serial, token) = await flow.GivenApplication(person);
        var answered = (await flow.Verify(person, serial, token, await flow.Sms(person.Phone))).Must();
        Assert.Equal("CHECK_PENDING", answered.Text("user_status"));
        await flow.Account(Apply, flow.PersonPapers(person, AccpFlow.Serial()), "2006");
        await flow.Sandbox.Advance("PT5M");
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(status, told.Text("user_status"));
        Assert.Equal(result == "fail" ? "身份信息核验未通过" : null, told.Text("remark"));
        Assert.Equal(status, await flow.Status("u1"));
        if (result == "fail") await flow.Account(Apply, flow.PersonPapers(person, AccpFlow.Serial()));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A1#21")]
    public async Task A_bank_that_says_nothing_is_asked_again_until_it_does(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.Sandbox.Freeze();
        var person = Person.New("u1");
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "OPENING", bizUserId = "u1" },
            [new { result = "timeout" }, new { after = "PT1M", result = "success", lost = true }]);
        var (serial, token) = await flow.GivenApplication(person);
        var answered = (await flow.Verify(person, serial, token, await flow.Sms(person.Phone))).Must();
        Assert.Equal("CHECK_PENDING", answered.Text("user_status"));
        await flow.Sandbox.Advance("PT1M");
        Assert.Equal("CHECK_PENDING", await flow.Status("u1"));
        Assert.Equal("ask-opening", Assert.Single(await flow.Sandbox.Agenda(flow.App.Id)).Job);
        await flow.Sandbox.Advance("PT2M");
        Assert.Equal("NORMAL", Assert.Single(await flow.Receiver.WaitFor(serial)).Text("user_status"));
        Assert.DoesNotContain(await flow.Sandbox.Agenda(flow.App.Id), due => due.Job == "ask-opening");
        await flow.CloseTheDay();
    }

    [Fact, Holds("A1#24", "W50")]
    public async Task Whom_the_bank_refuses_at_once_may_apply_again()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1") with { Name = "查无此人" };
        var (serial, token) = await flow.GivenApplication(person);
        var answered = (await flow.Verify(person, serial, token, await flow.Sms(person.Phone))).Must();
        Assert.Equal("ACTIVATE_PENDING", answered.Text("user_status"));
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal("ACTIVATE_PENDING", told.Text("user_status"));
        Assert.NotNull(told.Text("remark"));
        await flow.Account("validate-password", new { user_id = "u1", password = await flow.Seal(AccpFlow.Password) }, "2001");
        await flow.Account(Apply, flow.PersonPapers(person, AccpFlow.Serial()));
    }

    [Fact, Holds("W44", "W46")]
    public async Task A_notice_that_nobody_acknowledges_is_told_31_times_within_the_hour()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.Sandbox.Freeze();
        flow.Receiver.Answer("/notices", new AccpAnswer(200, "success"));
        var person = Person.New("u1");
        var (serial, token) = await flow.GivenApplication(person);
        (await flow.Verify(person, serial, token, await flow.Sms(person.Phone))).Must();
        await flow.Receiver.WaitFor(serial);
        await flow.Sandbox.Advance("PT2H");
        var notice = Assert.Single(await flow.Sandbox.Notifications(flow.App.Id, serial));
        Assert.Equal(("exhausted", 31), (notice.State, notice.Attempts.Count));
        Assert.Equal(TimeSpan.FromHours(1), notice.Attempts[^1].At - notice.Attempts[0].At);
    }
}
