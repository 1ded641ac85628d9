using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>绑定手机 (通商云 4.1.3).</summary>
public abstract class BindPhoneTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.3#4")]
    public async Task The_code_that_was_sent_binds_the_phone()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenPhone("buyer");
        var info = (await flow.When("getMemberInfo", new { bizUserId = "buyer" })).Value.GetProperty("memberInfo");
        Assert.True(info.GetProperty("isPhoneChecked").GetBoolean());
        Assert.Equal(flow.Who("buyer").Phone, info.GetProperty("phone").GetString());
    }

    [Fact, Holds("4.1.3#1")]
    public async Task A_wrong_code_is_refused_and_the_right_one_still_works()
    {
        await CodeSentTo("buyer");
        await flow.WhenRefused("20011", "bindPhone", Bind("buyer", await WrongCode()));
        await flow.When("bindPhone", Bind("buyer", await flow.Sms(flow.Who("buyer").Phone)));
    }

    [Fact]
    public async Task Five_wrong_codes_make_the_right_one_void()
    {
        await CodeSentTo("buyer");
        for (var attempt = 1; attempt <= 5; attempt++) await flow.WhenRefused("20011", "bindPhone", Bind("buyer", await WrongCode()));
        await flow.WhenRefused("20011", "bindPhone", Bind("buyer", await flow.Sms(flow.Who("buyer").Phone)));
    }

    [Fact]
    public async Task A_code_lives_ten_minutes()
    {
        flow = await OnOwnServer();
        await CodeSentTo("buyer");
        await flow.Advance("PT10M1S");
        await flow.WhenRefused("20011", "bindPhone", Bind("buyer", await flow.Sms(flow.Who("buyer").Phone)));
    }

    [Fact, Holds("4.1.3#5")]
    public async Task A_company_binds_its_phone_after_its_review()
    {
        await flow.GivenUnreviewedCompany("shop");
        var phone = flow.Who("shop").Phone;
        var sent = await flow.Ask("sendVerificationCode", new { bizUserId = "shop", phone, verificationCodeType = 9 });
        await flow.WhenRefused("30050", "bindPhone", Bind("shop", sent.Ok ? await flow.Sms(phone) : "123456"));
        await flow.Sandbox.Review(flow.App.Id, "shop", "approve");
        await flow.GivenPhone("shop");
    }

    [Fact, Holds("4.1.3#3")]
    public async Task Who_has_no_phone_receives_and_does_nothing_else()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("seller", "courier", "baker");
        await flow.WhenChannelPays(await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, splitRule = new[] { Flow.Share("courier", 8_00) } }));
        var collect = await flow.GivenCollect("buyer", 0, ("baker", 30_00));
        await flow.When("signalAgentPay", Flow.Out(collect, "baker", 30_00));
        await flow.ThenBalances("""
            seller   92.00
            courier   8.00
            baker    30.00
            """);
        await flow.WhenRefused("30021", "depositApply", new { bizUserId = "seller", amount = 10_00 });
        await flow.WhenRefused("30021", "withdrawApply", new { bizUserId = "seller", amount = 10_00, validateType = 0 });
        await flow.WhenRefused("30021", "consumeApply", new { payerId = "seller", recieverId = "baker", amount = 10_00 });
        await flow.WhenRefused("30021", "agentCollectApply", Flow.Collect("seller", 0, ("baker", 10_00)));
    }

    [Fact]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenStranger("bound");
        await flow.GivenPhone("bound");
        await flow.GivenStranger("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await CodeSentTo("buyer");
        await flow.ThenRefusedInThisOrder("bindPhone", Bind("buyer", await flow.Sms(flow.Who("buyer").Phone)),
            ("10001", new { verificationCode = "" }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30024", new { bizUserId = "bound" }),
            ("20011", new { phone = "13900000000" }));
    }

    private async Task CodeSentTo(string bizUserId)
    {
        await flow.GivenStranger(bizUserId);
        await flow.When("sendVerificationCode", new { bizUserId, phone = flow.Who(bizUserId).Phone, verificationCodeType = 9 });
    }

    private async Task<string> WrongCode() => await flow.Sms(flow.Who("buyer").Phone) == "000000" ? "000001" : "000000";

    private object Bind(string bizUserId, string verificationCode) =>
        new { bizUserId, phone = flow.Who(bizUserId).Phone, verificationCode };
}

public sealed class BindPhoneOnSqlite() : BindPhoneTests(Store.Sqlite);

public sealed class BindPhoneOnPostgres() : BindPhoneTests(Store.Postgres);
