namespace Tongbao.Tests.Flows;

/// <summary>提现申请 of the platform itself (通商云 4.2.3): from which of its sets, and how it is confirmed.</summary>
public abstract class WithdrawApplyByPlatformTests(Store store) : FlowTests(store)
{
    [Theory]
    [InlineData("100001")]
    [InlineData("2000000")]
    [Holds("4.2.3#12")]
    public async Task The_platform_withdraws_from_its_own_sets(string accountSetNo)
    {
        await flow.GivenFunds(accountSetNo, 100_00);
        await flow.When("withdrawApply", new { bizUserId = Flow.Platform, accountSetNo, amount = 40_00, validateType = 0 });
        await flow.ThenBalances($"platform:{accountSetNo}  60.00");
    }

    [Theory]
    [InlineData("100002")]
    [InlineData("100003")]
    [InlineData("100004")]
    [InlineData("100005")]
    [Holds("4.2.3#12")]
    public Task From_the_other_sets_nothing_is_withdrawn(string accountSetNo) =>
        flow.WhenRefused("30018", "withdrawApply", new { bizUserId = Flow.Platform, accountSetNo, amount = 40_00, validateType = 0 });

    [Fact]
    [Holds("4.2.3#12", "4.2.3#14")]
    public async Task It_withdraws_to_a_corporate_account_and_confirms_by_a_code_or_not_at_all()
    {
        await flow.GivenFunds("100001", 100_00);
        await flow.ThenRefused("withdrawApply", new { bizUserId = Flow.Platform, amount = 40_00, validateType = 0 },
            ("40027", new { validateType = 2 }),
            ("10000", new { bankCardPro = 0 }),
            ("10000", new { bankCardPro = (int?)null }));       // 0, as nothing else is said
        var order = await flow.When("withdrawApply", new { bizUserId = Flow.Platform, amount = 40_00 });
        await flow.ThenBalances("platform  60.00");
        await flow.When("pay", new { bizUserId = Flow.Platform, bizOrderNo = order.BizOrderNo,
            verificationCode = await flow.Sms(PhoneOfPlatforms) });
        await flow.ThenBalances("platform  20.00");
    }

    /// <summary>To this number the sandbox sends the codes of platforms, which bind no phone.</summary>
    private const string PhoneOfPlatforms = "10000000000";
}

public sealed class WithdrawApplyByPlatformOnSqlite() : WithdrawApplyByPlatformTests(Store.Sqlite);

public sealed class WithdrawApplyByPlatformOnPostgres() : WithdrawApplyByPlatformTests(Store.Postgres);
