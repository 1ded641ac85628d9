using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>解绑手机 (通商云 4.1.24).</summary>
public abstract class UnbindPhoneTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.24#2", "4.1.2#4", "4.1.3#2")]
    public async Task An_unbound_member_can_place_no_orders_until_it_binds_again()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.When("sendVerificationCode", new { bizUserId = "buyer", phone = Phone, verificationCodeType = 6 });
        var unbound = await flow.When("unbindPhone", new { bizUserId = "buyer", phone = Phone, verificationCode = await flow.Sms(Phone) });
        Assert.Equal("OK", unbound.Text("result"));
        await flow.WhenRefused("30021", "consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        await flow.GivenPhone("buyer");
        await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
    }

    [Fact, Holds("4.1.24#1")]
    public async Task A_code_sent_for_binding_does_not_unbind()
    {
        await flow.GivenStranger("buyer");
        await flow.When("sendVerificationCode", new { bizUserId = "buyer", phone = Phone, verificationCodeType = 9 });
        var code = await flow.Sms(Phone);
        await flow.When("bindPhone", new { bizUserId = "buyer", phone = Phone, verificationCode = code });
        await flow.WhenRefused("20011", "unbindPhone", new { bizUserId = "buyer", phone = Phone, verificationCode = code });
    }

    [Fact]
    public async Task Who_has_no_phone_has_none_to_unbind()
    {
        await flow.GivenStranger("buyer");
        await flow.WhenRefused("30021", "unbindPhone", new { bizUserId = "buyer", phone = Phone, verificationCode = "123456" });
    }

    private string Phone => flow.Who("buyer").Phone;
}

public sealed class UnbindPhoneOnSqlite() : UnbindPhoneTests(Store.Sqlite);

public sealed class UnbindPhoneOnPostgres() : UnbindPhoneTests(Store.Postgres);
