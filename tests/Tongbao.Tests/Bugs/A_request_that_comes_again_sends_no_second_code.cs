using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>resendPaySMS names an order and has no number of its own: the same request, come again later, sent another SMS.</summary>
public abstract class A_request_that_comes_again_sends_no_second_code(Store store) : BugTests(store)
{
    [Fact]
    public async Task Its_repeat_gets_the_first_answer_and_another_request_a_code()
    {
        var order = await Purchase(await flow.QuickPay("buyer", 100_00));
        await flow.Advance("PT11S");
        var request = await flow.Sign("resendPaySMS", new { bizOrderNo = order.BizOrderNo });
        var first = await flow.Client.Send(request);
        Assert.True(first.Ok, first.Body);
        var sent = await SentAt();
        // At first it is another request, too soon after the first; two seconds later, by the wall clock, it is the first one.
        await OtherServer.Until(async () => (await flow.Client.Send(request)).SignedValue == first.SignedValue);
        await flow.Advance("PT11S");
        Assert.Equal(first.SignedValue, (await flow.Client.Send(request)).SignedValue);
        Assert.Equal(sent, await SentAt());
        await flow.When("resendPaySMS", new { bizOrderNo = order.BizOrderNo });
        Assert.Equal(sent.AddSeconds(11), await SentAt());
    }

    private async Task<DateTimeOffset> SentAt() => (await flow.Sandbox.Sms(flow.App.Id, flow.Who("buyer").Phone))[0].SentAt;
}

public sealed class A_request_that_comes_again_sends_no_second_code_on_sqlite()
    : A_request_that_comes_again_sends_no_second_code(Store.Sqlite);

public sealed class A_request_that_comes_again_sends_no_second_code_on_postgres()
    : A_request_that_comes_again_sends_no_second_code(Store.Postgres);
