using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Work;

/// <summary>The clock is moved from one thing that is due to the next, or until an order has become something else.</summary>
public abstract class ClockStepsTests(Store store) : FlowTests(store)
{
    public override async ValueTask InitializeAsync()
    {
        flow = await OnServer(await Servers.New(Store));
        await flow.Freeze();
        await flow.GivenMembers("seller");
    }

    private static object ByCode => new { bizUserId = "seller", amount = 50_00, payMethod = Flow.Code(50_00), validateType = 0 };

    [Fact]
    public async Task To_the_next_thing_that_is_due_and_no_farther()
    {
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" },
            [new { result = "pending" }, new { after = "PT5M", result = "success" }]);
        var order = await flow.When("depositApply", ByCode);
        for (var steps = 0; (await flow.Shown(order)).GetProperty("status").GetString() != "paid"; steps++)
        {
            Assert.InRange(steps, 0, 9);
            var due = (await flow.Sandbox.Agenda(flow.App.Id))[0].At;
            var moved = await flow.Sandbox.MoveToNext();
            Assert.Equal((due, "frozen"), (moved.Now, moved.Mode));
            Assert.All(moved.Ran!, ran => Assert.Equal(due, ran.At));
        }
        Assert.Equal((await flow.Shown(order)).GetProperty("createdAt").GetDateTimeOffset().AddMinutes(5), (await flow.Sandbox.Clock())
            .Now);
    }

    [Fact]
    public async Task Where_nothing_is_due_the_clock_stays_and_the_instant_is_told()
    {
        var before = (await flow.Sandbox.Clock()).Now;
        await ThenNothingIsDue(flow.Sandbox.MoveToNext, before, "nothing is due; the clock is at");
        Assert.Equal(before, (await flow.Sandbox.Clock()).Now);
    }

    [Fact]
    public async Task Until_an_order_becomes_something_else()
    {
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" },
            [new { result = "pending" }, new { after = "PT5M", result = "success" }]);
        var order = await flow.When("depositApply", ByCode);
        var created = (await flow.Shown(order)).GetProperty("createdAt").GetDateTimeOffset();
        Assert.Equal(created.AddMinutes(5), (await flow.Sandbox.MoveUntil(order.BizOrderNo, flow.App.Id)).Now);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        // The notice is told on the way; nothing else is to come of a paid order.
        await ThenNothingIsDue(() => flow.Sandbox.MoveUntil(order.BizOrderNo, flow.App.Id), created.AddMinutes(5)
            .AddSeconds(5), "nothing is due within 31 days that changes the order; the clock is at");
        Assert.Single((await flow.Notices(order)).Single().Attempts);
    }

    [Fact]
    public async Task Until_an_order_that_nobody_pays_is_closed()
    {
        var order = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        var created = (await flow.Shown(order)).GetProperty("createdAt").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8));
        var moved = await flow.Sandbox.MoveUntil(order.BizOrderNo, flow.App.Id);
        await flow.ThenOrderIs(OrderStatus.Closed, order);
        var night = new DateTimeOffset(created.Date, TimeSpan.FromHours(8)).AddMinutes(30);
        Assert.Equal(night.AddDays(created.TimeOfDay < TimeSpan.FromMinutes(30) ? 1 : 2), moved.Now);
    }

    [Fact]
    public async Task A_live_clock_ticks_on_from_where_it_was_moved_to()
    {
        await flow.Sandbox.Live();
        var order = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        var moved = await flow.Sandbox.MoveUntil(order.BizOrderNo, flow.App.Id);
        Assert.Equal("live", moved.Mode);
        Assert.True((await flow.Sandbox.Clock()).Now >= moved.Now);
    }

    [Theory]
    [InlineData("none", true, 404, "no such order")]
    [InlineData("none", false, 400, "app: there is not exactly one")]
    public async Task An_order_that_nobody_knows_is_called_so(string order, bool names, int status, string says)
    {
        var refused = await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.MoveUntil(order, names ? flow.App.Id : null));
        Assert.Equal(status, refused.Status);
        Assert.Contains(says, refused.Message);
    }

    [Fact]
    public async Task Where_there_is_one_app_it_need_not_be_named()
    {
        await using var server = await Servers.New(Store);
        Assert.Equal(404, (await Assert.ThrowsAsync<SandboxProblem>(() => server.Sandbox.MoveUntil("none", null))).Status);
    }

    private static async Task ThenNothingIsDue(Func<Task<SandboxClock>> move, DateTimeOffset at, string says)
    {
        var refused = await Assert.ThrowsAsync<SandboxProblem>(move);
        Assert.Equal(409, refused.Status);
        Assert.Contains(says, refused.Message);
        Assert.Contains($"\"now\":\"{at:yyyy-MM-dd'T'HH:mm:ss}", refused.Message);
    }
}

public sealed class ClockStepsOnSqlite() : ClockStepsTests(Store.Sqlite);

public sealed class ClockStepsOnPostgres() : ClockStepsTests(Store.Postgres);
