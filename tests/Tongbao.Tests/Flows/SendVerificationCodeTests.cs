using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>发送短信验证码 (通商云 4.1.2).</summary>
public abstract class SendVerificationCodeTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.2#1", "4.1.2#2")]
    public async Task A_code_goes_to_the_phone_that_is_to_be_bound()
    {
        await flow.GivenStranger("buyer");
        var phone = flow.Who("buyer").Phone;
        var sent = await flow.When("sendVerificationCode", new { bizUserId = "buyer", phone, verificationCodeType = 9 });
        Assert.Equal(("buyer", phone), (sent.Text("bizUserId"), sent.Text("phone")));
        Assert.Matches("^[0-9]{6}$", await flow.Sms(phone));
    }

    [Fact]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenStranger("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.ThenRefusedInThisOrder("sendVerificationCode",
            new { bizUserId = "buyer", phone = flow.Who("buyer").Phone, verificationCodeType = 9 },
            ("10001", new { phone = "" }),
            ("10000", new { verificationCodeType = 7 }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }));
    }
}

public sealed class SendVerificationCodeOnSqlite() : SendVerificationCodeTests(Store.Sqlite);

public sealed class SendVerificationCodeOnPostgres() : SendVerificationCodeTests(Store.Postgres);
