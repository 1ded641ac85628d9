using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>
/// A merchant's server that behaves badly costs a bounded time and a bounded number of bytes, and harms nobody else's notices.
/// </summary>
public sealed class NoticeReceiverTests() : FlowTests(Store.Sqlite)
{
    private const long SomeMegabytes = 8 << 20;

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var target = BadReceiver.Silent();
        flow.Receiver.Answer("/moved", NoticeAnswer.RedirectTo(target.Url));
        Assert.Equal(302, (await Tried(flow.Receiver.Url("/moved"))).HttpStatus);
        Assert.Equal(0, target.Connections);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off_and_its_status_counts()
    {
        await using var endless = BadReceiver.Endless();
        Assert.Equal(200, (await Tried(endless.Url)).HttpStatus);
        Assert.True(endless.Sent < SomeMegabytes, $"{endless.Sent} bytes were read");
    }

    [Fact]
    public async Task Headers_without_end_are_cut_off()
    {
        await using var endless = BadReceiver.EndlessHeaders();
        var attempt = await Tried(endless.Url);
        Assert.NotNull(attempt.Error);
        Assert.True(endless.Sent < SomeMegabytes, $"{endless.Sent} bytes were read");
    }

    [Fact]
    public async Task What_is_no_HTTP_is_a_failed_try()
    {
        await using var rubbish = BadReceiver.Rubbish();
        Assert.NotNull((await Tried(rubbish.Url)).Error);
    }

    [Fact]
    public async Task One_that_hangs_times_out_and_others_do_not_wait_for_it()
    {
        await using var silent = BadReceiver.Silent();
        var hanging = await Paid(silent.Url);
        var others = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Paid(flow.Receiver.Url())));
        foreach (var other in others) Assert.Equal(200, (await FirstAttempt(other)).HttpStatus);
        Assert.Equal("timeout", (await FirstAttempt(hanging)).Error);
        Assert.True(await flow.Sandbox.IsHealthy());
    }

    [Fact]
    public async Task One_that_is_not_there_is_a_failed_try() => Assert.NotNull((await Tried("http://127.0.0.1:9/nobody")).Error);

    private async Task<SandboxAttempt> Tried(string url) => await FirstAttempt(await Paid(url));

    private async Task<Tsy2Reply> Paid(string url)
    {
        var member = Flow.Fresh("seller");
        await flow.GivenMembers(member);
        var deposit = await flow.When("depositApply", new { bizUserId = member, amount = 1_00, backUrl = url });
        await flow.WhenChannelPays(deposit);
        return deposit;
    }

    private async Task<SandboxAttempt> FirstAttempt(Tsy2Reply order)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if ((await flow.Notices(order)).Single().Attempts is [{ } first, ..]) return first;
            await again.WaitForNextTickAsync(patience.Token);
        }
    }
}
