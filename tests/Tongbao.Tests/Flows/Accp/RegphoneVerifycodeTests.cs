using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class RegphoneVerifycodeTests
{
    private const string Apply = "regphone-verifycode-apply", Confirm = "regphone-verifycode-verify";

    [Fact, Holds("A1#4", "A1#5")]
    public async Task One_code_of_six_digits_goes_to_the_phone_and_the_right_one_proves_it()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var phone = Person.New("u1").Phone;
        await flow.Account(Apply, new { user_id = "u1", reg_phone = phone });
        Assert.Equal(1, await flow.SmsCount(phone));
        var code = await flow.Sms(phone);
        Assert.Matches("^[0-9]{6}$", code);
        await flow.Account(Confirm, new { user_id = "u1", reg_phone = phone, verify_code = AccpFlow.NotThis(code) }, "1017");
        await flow.Account(Confirm, new { user_id = "u1", reg_phone = phone, verify_code = code });
        await flow.Account(Confirm, new { user_id = "u1", reg_phone = phone, verify_code = code }, "1018");
    }

    [Fact, Holds("W31")]
    public async Task Four_wrong_codes_leave_it_good_and_the_fifth_does_not()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        foreach (var (user, wrong) in new[] { ("u1", 4), ("u2", 5) })
        {
            var phone = Person.New(user).Phone;
            await flow.Account(Apply, new { user_id = user, reg_phone = phone });
            var code = await flow.Sms(phone);
            for (var n = 1; n <= wrong; n++)
                await flow.Account(Confirm, new { user_id = user, reg_phone = phone, verify_code = AccpFlow.NotThis(code) },
                    n < 5 ? "1017" : "1019");
            await flow.Account(Confirm, new { user_id = user, reg_phone = phone, verify_code = code }, wrong < 5 ? "0000" : "1019");
        }
    }

    [Fact, Holds("W31", "W32")]
    public async Task A_code_lives_30_minutes_and_one_a_minute_goes_to_a_phone()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.Sandbox.Freeze();
        var (one, other) = (Person.New("u1").Phone, Person.New("u2").Phone);
        await flow.Account(Apply, new { user_id = "u1", reg_phone = one });
        await flow.Account(Apply, new { user_id = "u2", reg_phone = other });
        await flow.Sandbox.Advance("PT59S");
        await flow.Account(Apply, new { user_id = "u1", reg_phone = one }, "1021");
        await flow.Account(Apply, new { user_id = "u3", reg_phone = one }, "1021");
        await flow.Sandbox.Advance("PT1S");
        await flow.Account(Apply, new { user_id = "u1", reg_phone = one });
        await flow.Sandbox.Advance("PT29M");
        await flow.Account(Confirm, new { user_id = "u2", reg_phone = other, verify_code = await flow.Sms(other) });
        await flow.Sandbox.Advance("PT1M1S");
        await flow.Account(Confirm, new { user_id = "u1", reg_phone = one, verify_code = await flow.Sms(one) }, "1018");
        await flow.CloseTheDay();
    }

    [Fact, Holds("W12")]
    public async Task A_phone_is_eleven_digits()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        foreach (var phone in new[] { "138000000011", "1380000000", "1380000000x" })
            Assert.Contains("（reg_phone）", (await flow.Account(Apply, new { user_id = "u1", reg_phone = phone }, "1005")).Message);
    }
}
