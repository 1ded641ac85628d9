using System.Net;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Safety;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Notices were told by hundreds at once, and all of them waited for the slowest: one receiver that hung delayed everybody's, and the
/// clock.
/// </summary>
public abstract class A_receiver_that_never_answers_delays_no_other(Store store) : FlowTests(store)
{
    /// <summary>As many as were looked for at once, or tried at once, and more.</summary>
    private const int Many = 150, ManyReceivers = 220;

    public override async ValueTask InitializeAsync()
    {
        flow = await OnServer(await Servers.New(Store), new { dailyOrderLimit = 0 });
        await flow.GivenMembers("seller");
        await flow.Freeze();
    }

    [Fact]
    public async Task What_is_told_to_another_comes_while_it_hangs_and_the_clock_moves_on()
    {
        await using var silent = BadReceiver.Silent();
        await Paid(Enumerable.Repeat(silent.Url, Many));
        var (prompt, _) = (await Paid([flow.Receiver.Url()]), await Paid([silent.Url]));
        var moving = flow.Advance("PT5S");
        await flow.Receiver.WaitFor(prompt[0].BizOrderNo);
        Assert.Empty(await Tried());
        // One try at it runs out; what is left for it is told while the clock goes on.
        var moved = await moving;
        Assert.Contains(moved.Ran!, r => r.Job == "deliver-notice");
        Assert.Equal(200, (await flow.Notices(prompt[0])).Single().Attempts.Single().HttpStatus);
        Assert.InRange((await Tried()).Count, 1, Many);
        // Of what becomes due later on the way nothing is passed over.
        var later = await Paid([flow.Receiver.Url()]);
        Assert.Contains((await flow.Advance("P1D")).Ran!, r => r.Job == "close-orders");
        Assert.Equal(200, (await flow.Notices(later[0])).Single().Attempts.Single().HttpStatus);
    }

    /// <summary>Each address of this machine is another receiver; more of them hang than one app may have tried at once.</summary>
    [Fact]
    public async Task Nor_do_many_that_hang_delay_the_notices_of_another_app()
    {
        await using var silent = BadReceiver.Silent(IPAddress.Any);
        await Paid(Enumerable.Range(0, ManyReceivers).Select(n => silent.UrlAt($"127.1.{n / 100}.{n % 100 + 1}")));
        var neighbour = await Beside(flow);
        await neighbour.GivenMembers("seller");
        var prompt = await neighbour.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        await neighbour.WhenChannelPays(prompt);
        var moving = flow.Advance("PT5S");
        await neighbour.Receiver.WaitFor(prompt.BizOrderNo);
        Assert.Empty(await Tried());
        await moving;
    }

    [Fact]
    public async Task One_that_answers_slowly_but_well_is_waited_for_by_the_move()
    {
        var (come, answer) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
            new TaskCompletionSource<NoticeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously));
        flow.Receiver.Answer("/slow", _ =>
        {
            come.TrySetResult();
            return answer.Task;
        });
        var orders = await Paid(Enumerable.Repeat(flow.Receiver.Url("/slow"), Many));
        var moving = flow.Advance("PT1H");
        await come.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(moving.IsCompleted);
        answer.SetResult(NoticeAnswer.Ok);
        await moving;
        Assert.Equal(Many, flow.Receiver.Received.Count);
        Assert.All(await flow.Sandbox.Notifications(flow.App.Id),
            n => Assert.Equal((n.State, 200), ("delivered", n.Attempts.Single().HttpStatus)));
        Assert.Equal(Many, orders.Count);
    }

    [Fact]
    public async Task A_server_that_is_told_to_end_books_the_tries_that_it_had_begun()
    {
        await using var silent = BadReceiver.Silent();
        await Paid([silent.Url]);
        await flow.Sandbox.Live();
        await flow.Advance("PT4S");
        using (var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20)))
            while (silent.Connections == 0) await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        await flow.Server.Stop();
        await flow.Server.Start();
        Assert.Equal("timeout", (await flow.Sandbox.Notifications(flow.App.Id)).Single().Attempts.Single().Error);
    }

    private async Task<IReadOnlyList<Tsy2Reply>> Paid(IEnumerable<string> urls)
    {
        var orders = await Task.WhenAll(urls.Select(backUrl =>
            flow.When("depositApply", new { bizUserId = "seller", amount = 1_00, backUrl })));
        await Task.WhenAll(orders.Select(order => flow.WhenChannelPays(order)));
        return orders;
    }

    /// <summary>Tries that came to an end at receivers that do not answer.</summary>
    private async Task<IReadOnlyList<SandboxAttempt>> Tried() =>
        [.. (await flow.Sandbox.Notifications(flow.App.Id)).Where(n => !n.Url.StartsWith(flow.Receiver.Url(""), StringComparison.Ordinal))
            .SelectMany(n => n.Attempts)];
}

public sealed class A_receiver_that_never_answers_delays_no_other_on_sqlite() : A_receiver_that_never_answers_delays_no_other(Store.Sqlite);

public sealed class A_receiver_that_never_answers_delays_no_other_on_postgres()
    : A_receiver_that_never_answers_delays_no_other(Store.Postgres);
