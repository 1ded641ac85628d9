using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class FindPasswordTests
{
    private const string Apply = "find-password-apply", Confirm = "find-password-verify", Other = "newpw88";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A6#1", "A6#3", "A6#4", "A6#5", "W30")]
    public async Task The_code_that_went_to_the_cards_phone_sets_a_new_password(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        var person = await flow.GivenUser("u1");
        await flow.Sandbox.Advance("PT1M");    // the opening sent a code to the same phone (W32)
        var sent = await flow.SmsCount(person.Phone);
        var applied = await flow.Account(Apply, new { user_id = "u1", linked_acctno = person.CardNo });
        Assert.Equal($"{person.Phone[..3]}****{person.Phone[^4..]}", applied.Text("reg_phone"));
        Assert.Equal(sent + 1, await flow.SmsCount(person.Phone));
        var code = await flow.Sms(person.Phone);
        var factor = await flow.Factor("u1");
        var verify = new { user_id = "u1", token = applied.Text("token"), verify_code = code, password = await flow.Seal(Other) };
        await flow.Account(Confirm, AccpFlow.With(verify, new { verify_code = AccpFlow.NotThis(code) }), "1017");
        await flow.Account(Confirm, AccpFlow.With(verify, new { token = "no" }), "1000");
        await flow.Account(Confirm, AccpFlow.With(verify, new { random_key = factor.Key, password = factor.Seal("123456") }), "1016");
        await flow.Account(Confirm, AccpFlow.With(verify, new { random_key = factor.Key, password = factor.Seal(Other) }), "1013");
        (await flow.Judge("u1", AccpFlow.Password)).Must();
        await flow.Account(Confirm, verify);
        await flow.Account(Confirm, verify, "1000");
        (await flow.Judge("u1", AccpFlow.Password)).Must("1015");
        (await flow.Judge("u1", Other)).Must();
        await flow.CloseTheDay();
    }

    [Fact, Holds("A6#2")]
    public async Task A_card_that_is_not_the_users_starts_nothing()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        var other = await flow.GivenUser("u2");
        var sent = await flow.SmsCount(other.Phone);
        await flow.Account(Apply, new { user_id = "u1", linked_acctno = other.CardNo }, "1024");
        Assert.Contains("（linked_acctno）", (await flow.Account(Apply, new { user_id = "u1" }, "1005")).Message);
        await flow.Account(Apply, new { user_id = "nobody" }, "2003");
        Assert.Equal(sent, await flow.SmsCount(other.Phone));
    }

    [Fact, Holds("W56", "A6#2")]
    public async Task Companies_and_persons_without_a_card_get_it_on_the_registered_phone()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var boss = await flow.GivenCompany("u2");
        await flow.Sandbox.Advance("PT1M");    // the opening sent a code to the same phone (W32)
        var sent = await flow.SmsCount(boss.Phone);
        var applied = await flow.Account(Apply, new { user_id = "u2" });
        Assert.Equal($"{boss.Phone[..3]}****{boss.Phone[^4..]}", applied.Text("reg_phone"));
        Assert.Equal(sent + 1, await flow.SmsCount(boss.Phone));
    }

    [Fact, Holds("W32")]
    public async Task It_is_sent_once_a_minute()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var person = await flow.GivenUser("u1");
        await flow.Sandbox.Freeze();
        await flow.Sandbox.Advance("PT1M");
        await flow.Account(Apply, new { user_id = "u1", linked_acctno = person.CardNo });
        await flow.Sandbox.Advance("PT59S");
        await flow.Account(Apply, new { user_id = "u1", linked_acctno = person.CardNo }, "1021");
        await flow.Sandbox.Advance("PT1S");
        await flow.Account(Apply, new { user_id = "u1", linked_acctno = person.CardNo });
        await flow.CloseTheDay();
    }

    [Fact, Holds("W42")]
    public async Task It_lifts_the_lock()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var boss = await flow.GivenCompany("u2");
        await flow.Sandbox.Advance("PT1M");    // the opening sent a code to the same phone (W32)
        for (var n = 1; n <= 5; n++) await flow.Judge("u2", "wrong123");
        (await flow.Judge("u2", AccpFlow.Password)).Must("1014");
        var token = (await flow.Account(Apply, new { user_id = "u2" })).Text("token");
        await flow.Account(Confirm,
            new { user_id = "u2", token, verify_code = await flow.Sms(boss.Phone), password = await flow.Seal(Other) });
        (await flow.Judge("u2", Other)).Must();
    }
}
