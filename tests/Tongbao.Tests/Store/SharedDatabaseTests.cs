using Tongbao.Core.Platform;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Stores;

/// <summary>Two servers share one PostgreSQL database: whoever is asked, there is one truth.</summary>
public sealed class SharedDatabaseTests() : FlowTests(Store.Postgres)
{
    private const int Copies = 64;
    private ServerProcess second = null!;
    private Tsy2Client secondClient = null!;

    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer();
        second = await flow.SecondServer();
        secondClient = flow.ClientOf(second);
    }

    [Fact]
    public async Task What_one_booked_the_other_sees_at_once()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 100_00);
        var order = await Purchase(secondClient, 30_00);
        Assert.True(order.Ok, order.Body);
        // The merchant's private key of the demo app is with the server that made it: the other names no file that is not there.
        Assert.DoesNotContain(second.Output, line => line.Contains("merchant-private.pem", StringComparison.Ordinal));
        Assert.Contains(second.Output, line => line.Contains("with the server that made this store", StringComparison.Ordinal));
        await flow.Pay(order);
        Assert.Equal(70_00, (await secondClient.Call("OrderService", "queryBalance",
            new { bizUserId = "buyer", accountSetNo = flow.CustodySet })).Number("allAmount"));
        await Finish();
    }

    [Fact]
    public async Task Numbers_are_given_once_and_entries_have_no_gaps()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 1_000_00);
        await flow.ChangeSettings(new { dailyOrderLimit = 0 });
        var firstClient = flow.ClientOf(flow.Server);
        var orders = await Task.WhenAll(Enumerable.Range(0, Copies).Select(n => Purchase(n % 2 == 0 ? firstClient : secondClient, 1_00)));
        Assert.All(orders, o => Assert.True(o.Ok, o.Body));
        Assert.Equal(Copies, orders.Select(o => o.OrderNo).Distinct().Count());
        await Finish();
    }

    [Fact]
    public async Task Copies_of_one_withdrawal_sent_to_both_have_one_effect_and_one_answer()
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        var request = await flow.Sign("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0 });
        var answers = (await Task.WhenAll(flow.ClientOf(flow.Server)
            .CallMany(Copies / 2, request), secondClient.CallMany(Copies / 2, request))).SelectMany(a => a);
        Assert.Single(answers.Select(a => a.SignedValue).Distinct());
        await flow.ThenBalances("seller  70.00");
        await Finish();
    }

    [Fact]
    public async Task Copies_of_one_unfreeze_sent_to_both_lift_one_part()
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        var number = (await flow.When("freezeMoney", new { bizUserId = "seller", amount = 90_00 })).Text("bizFreezenNo");
        var request = await flow.Sign("unfreezeMoney", new { bizUserId = "seller", bizFreezenNo = number, amount = 1_00 });
        var answers = (await Task.WhenAll(flow.ClientOf(flow.Server)
            .CallMany(Copies / 2, request), secondClient.CallMany(Copies / 2, request))).SelectMany(a => a).ToList();
        Assert.All(answers, a => Assert.True(a.Ok, a.Body));
        Assert.Single(answers.Select(a => a.SignedValue).Distinct());
        await flow.ThenBalances("seller/frozen  89.00");
        await Finish();
    }

    [Fact]
    public async Task A_clock_moved_in_one_is_moved_in_the_other_and_never_back()
    {
        var moved = (await flow.Advance("PT26H")).Now;
        await Until(async () => (await second.Sandbox.Clock()).Now >= moved);
        await second.Sandbox.Freeze();
        await Until(async () => (await flow.Sandbox.Clock()).Mode == "frozen");
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => second.Sandbox.MoveTo($"{moved.AddHours(-1):o}"))).Status);
        await Task.WhenAll(flow.Advance("PT1H"), second.Sandbox.Advance("PT2H"));
        await Until(async () => (await flow.Sandbox.Clock()).Now == (await second.Sandbox.Clock()).Now);
        Assert.True((await flow.Sandbox.Clock()).Now >= moved.AddHours(2));
        await Finish();
    }

    [Fact]
    public async Task A_notice_is_delivered_once_and_tried_again_only_at_its_time()
    {
        await flow.GivenMembers("seller");
        await flow.Freeze();
        await Until(async () => (await second.Sandbox.Clock()).Mode == "frozen");
        flow.Receiver.Answer("/notices", [.. Enumerable.Repeat(NoticeAnswer.Broken, 8), NoticeAnswer.Ok]);
        var deposits = new List<Tsy2Reply>();
        for (var n = 0; n < 8; n++)
        {
            deposits.Add(await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 }));
            await flow.WhenChannelPays(deposits[^1]);
        }
        // Both servers have the same eight notices before them at the same instant.
        await flow.Advance("PT5S");
        foreach (var deposit in deposits) Assert.Single((await flow.Notices(deposit)).Single().Attempts);
        await second.Sandbox.Advance("PT10M");
        foreach (var deposit in deposits)
        {
            var notice = (await flow.Notices(deposit)).Single();
            Assert.Equal([500, 200], notice.Attempts.Select(a => a.HttpStatus));
            Assert.Equal("delivered", notice.State);
        }
        Assert.Equal(16, flow.Receiver.Received.Count);
        await Finish();
    }

    [Fact]
    public async Task A_job_of_a_day_runs_once()
    {
        await flow.GivenMembers("seller");
        await flow.Freeze();
        await Until(async () => (await second.Sandbox.Clock()).Mode == "frozen");
        var order = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        var ran = await Task.WhenAll(flow.Advance("PT72H"), second.Sandbox.Advance("PT72H"));
        var days = ran.SelectMany(r => r.Ran ?? []).Where(r => r.Job == "close-orders").ToList();
        Assert.Equal(days.Select(d => d.At).Distinct().Count(), days.Count);
        Assert.True(days.Count >= 3 && days.Sum(d => d.Count) >= 1);
        await flow.ThenOrderIs(OrderStatus.Closed, order);
        await Finish();
    }

    [Fact]
    public async Task Where_one_is_killed_the_other_goes_on()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 100_00);
        await second.Kill();
        await flow.Pay(await Purchase(flow.Client, 30_00));
        await flow.ThenBalances("seller  30.00");
        await second.Start();
        await flow.Server.Kill();
        Assert.True((await Purchase(secondClient, 10_00)).Ok);
        await flow.Server.Start();
        await Finish();
    }

    private async Task<Tsy2Reply> Purchase(Tsy2Client client, long amount) =>
        await client.Send(await flow.Sign("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount, payMethod = flow.Balance(amount) }));

    /// <summary>The second server ends; what the flow's own end then verifies is what both have written.</summary>
    private Task Finish() => second.DisposeAsync().AsTask();

    private static async Task Until(Func<Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await reached()) await again.WaitForNextTickAsync(patience.Token);
    }
}
