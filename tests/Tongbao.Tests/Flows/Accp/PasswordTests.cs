using System.Security.Cryptography;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>支付密码: its form, what travels, and how it locks, by validate-password, which judges it and does nothing else.</summary>
public sealed class PasswordTests
{
    [Theory, Holds("A1#14", "A1#15", "A1#16", "A1#17")]
    [InlineData("abc12", false), InlineData("abc123", true), InlineData("abcdef123456", true), InlineData("abcdef1234567", false)]
    [InlineData("abc12!", false), InlineData("密码123456", false), InlineData("qwerty", true), InlineData("Ab3456", true)]
    [InlineData("123456", false), InlineData("3456789", false), InlineData("987654", false), InlineData("abc1234", true)]
    [InlineData("135790", true), InlineData("111111", false), InlineData("00000000", false), InlineData("111112", true)]
    [InlineData("890123", true), InlineData("aaaaaa", true)]
    public async Task A_password_has_6_to_12_letters_and_digits_and_is_no_run_and_no_repeated_digit(string password, bool good)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1");
        var (serial, token) = await flow.GivenApplication(person);
        (await flow.Verify(person, serial, token, await flow.Sms(person.Phone), password)).Must(good ? "0000" : "1016");
        if (good) (await flow.Judge("u1", password)).Must();
    }

    [Fact, Holds("A1#18", "W43")]
    public async Task Plain_text_and_what_does_not_open_are_a_wrong_password()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1");
        var (serial, token) = await flow.GivenApplication(person);
        var verify = new { user_id = "u1", txn_seqno = serial, token, verify_code = await flow.Sms(person.Phone) };
        string[] unopened = [AccpFlow.Password, Convert.ToBase64String(RandomNumberGenerator.GetBytes(128)), "x"];
        foreach (var password in unopened)
            await flow.Account("openacct-verify-individual", AccpFlow.With(verify, new { password }), "1016");
        (await flow.Verify(person, serial, token, verify.verify_code)).Must();
        foreach (var password in unopened) await flow.Account("validate-password", new { user_id = "u1", password }, "1015");
        var factor = await flow.Factor("u1");
        await flow.Account("validate-password", new { user_id = "u1", random_key = factor.Key, password = unopened[1] }, "1015");
        await flow.Account("validate-password", new { user_id = "u1", random_key = factor.Key, password = factor.Seal(AccpFlow.Password) },
            "1013");
    }

    [Fact, Holds("A1#8", "W38")]
    public async Task A_keyed_password_begins_with_its_factors_digits_in_base64_or_hexadecimal()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1");
        var (serial, token) = await flow.GivenApplication(person);
        var first = await flow.Factor("u1");
        var verify = new { user_id = "u1", txn_seqno = serial, token, verify_code = await flow.Sms(person.Phone),
            password = first.Seal(AccpFlow.Password), random_key = first.Key };
        await flow.Account("openacct-verify-individual", AccpFlow.With(verify, new { random_key = Guid.NewGuid().ToString() }), "1013");
        await flow.Account("openacct-verify-individual", verify);
        var (second, third) = (await flow.Factor("u1"), await flow.Factor("u1"));
        await flow.Account("validate-password", new { user_id = "u1", random_key = third.Key, password = second.Seal(AccpFlow.Password) },
            "1013");
        await flow.Account("validate-password", new { user_id = "u1", random_key = second.Key,
            password = Convert.ToHexStringLower(Convert.FromBase64String(second.Seal(AccpFlow.Password))) });
        await flow.Account("validate-password", new { user_id = "u1", random_key = third.Key, password = third.Seal("other123") }, "1015");
    }

    [Fact, Holds("W39")]
    public async Task The_bare_form_is_taken_unless_a_factor_is_required()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        var (one, other) = (await flow.Factor("u1"), await flow.Factor("u1"));
        await flow.Account("validate-password",
            new { user_id = "u1", random_key = one.Key, password = await flow.Seal(AccpFlow.Password) });
        await flow.Account("validate-password",
            new { user_id = "u1", random_key = one.Key, password = await flow.Seal(AccpFlow.Password) }, "1013");
        await flow.Sandbox.ChangeSettings(flow.App.Id, new { factorRequired = true });
        (await flow.Judge("u1", AccpFlow.Password)).Must("1013");
        await flow.Account("validate-password", new { user_id = "u1", random_key = other.Key, password = other.Seal(AccpFlow.Password) });
        var last = await flow.Factor("u1");
        await flow.Account("validate-password",
            new { user_id = "u1", random_key = last.Key, password = await flow.Seal(AccpFlow.Password) }, "1015");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W41", "W90")]
    public async Task Four_wrong_ones_are_cleared_by_the_right_one_and_the_fifth_locks_until_midnight(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.GivenUser("u1");
        await flow.Sandbox.Freeze();
        for (var round = 1; round <= 2; round++)
        {
            for (var left = 4; left >= 1; left--)
                Assert.Contains($"{left}", (await flow.Judge("u1", "wrong123")).Must("1015").Message);
            (await flow.Judge("u1", AccpFlow.Password)).Must();
        }
        for (var left = 4; left >= 1; left--) (await flow.Judge("u1", "wrong123")).Must("1015");
        (await flow.Judge("u1", "wrong123")).Must("1014");
        (await flow.Judge("u1", AccpFlow.Password)).Must("1014");
        var day = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).Date;
        await flow.Sandbox.MoveTo($"{day:yyyy-MM-dd}T23:59:59");
        (await flow.Judge("u1", AccpFlow.Password)).Must("1014");
        await flow.Sandbox.MoveTo($"{day.AddDays(1):yyyy-MM-dd}T00:00:00");
        Assert.Contains("4", (await flow.Judge("u1", "wrong123")).Must("1015").Message);
        (await flow.Judge("u1", AccpFlow.Password)).Must();
        await flow.CloseTheDay();
    }

    [Fact, Holds("W87", "W54")]
    public async Task A_user_that_is_unknown_not_open_paused_or_locked_is_refused_before_its_password()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        (await flow.Judge("nobody", "wrong123")).Must("2003");
        foreach (var (change, back, code) in new[] { ("pause", "resume", "2001"), ("lock", "unlock", "2002"),
            ("reportLost", "restore", "2002") })
        {
            await flow.ChangeState("u1", change);
            (await flow.Judge("u1", "wrong123")).Must(code);
            await flow.ChangeState("u1", back);
        }
        Assert.Contains("4", (await flow.Judge("u1", "wrong123")).Must("1015").Message);
        await flow.GivenApplication(Person.New("u2"));
        (await flow.Judge("u2", AccpFlow.Password)).Must("2001");
    }
}
