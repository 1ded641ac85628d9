using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A withdrawal was confirmed, and its bank was silent; a repeat of the application was then answered as if it were the confirmation.
/// </summary>
public abstract class A_repeat_is_answered_as_the_application_it_is(Store store) : BugTests(store)
{
    [Fact]
    public async Task Though_its_bank_was_silent_after_the_confirmation()
    {
        await flow.GivenDeposit("seller", 100_00);
        await Scenario("WITHDRAW_TLT", new { result = "timeout" });
        var request = await flow.Sign("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 1 });
        var first = await flow.Client.Send(request);
        await flow.Confirm(first);
        Assert.True(await IsUnknown(first));
        Assert.Equal(first.SignedValue, (await flow.Client.Send(request)).SignedValue);
    }
}

public sealed class A_repeat_is_answered_as_the_application_it_is_on_sqlite() : A_repeat_is_answered_as_the_application_it_is(Store.Sqlite);

public sealed class A_repeat_is_answered_as_the_application_it_is_on_postgres()
    : A_repeat_is_answered_as_the_application_it_is(Store.Postgres);
