using System.Globalization;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Work;

/// <summary>The one clock: live, frozen or moved, never back; everything that has an instant runs at it, once, whatever restarts.</summary>
public abstract class ClockTests(Store store) : FlowTests(store)
{
    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
    }

    [Fact]
    public async Task It_never_goes_back()
    {
        var moved = (await flow.Advance("PT1H")).Now;
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.At($"{moved.AddMinutes(-30):o}"))).Status);
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Advance("-PT1H"))).Status);
        Assert.True((await flow.Sandbox.Clock()).Now >= moved);
    }

    [Fact]
    public async Task Frozen_it_stands_and_live_it_ticks_on_from_where_it_stood()
    {
        var frozen = (await flow.Freeze()).Now;
        Assert.Equal(frozen, (await flow.Sandbox.Clock()).Now);
        var moved = await flow.Advance("PT5H");
        Assert.Equal(frozen.AddHours(5), moved.Now);
        Assert.Equal("frozen", moved.Mode);
        var live = await flow.Sandbox.Live();
        Assert.True(live.Now >= moved.Now && live.Now < moved.Now.AddMinutes(5));
        Assert.Equal("live", live.Mode);
    }

    [Fact]
    public async Task It_goes_on_where_it_was_after_a_restart()
    {
        await flow.Freeze();
        var moved = (await flow.Advance("PT30H")).Now;
        await flow.Server.Kill();
        await flow.Server.Start();
        Assert.Equal(moved, (await flow.Sandbox.Clock()).Now);
    }

    [Fact]
    public async Task A_time_without_an_offset_is_one_of_Shanghai()
    {
        var day = (await flow.Sandbox.Clock()).Now.AddDays(1);
        foreach (var (to, then) in new[] { ($"{day:yyyy-MM-dd}T08:30:00", $"{day:yyyy-MM-dd} 08:30:00"),
            ($"{day:yyyy-MM-dd}T01:00:00Z", $"{day:yyyy-MM-dd} 09:00:00"),
            ($"{day.AddDays(1):yyyy-MM-dd}", $"{day.AddDays(1):yyyy-MM-dd} 00:00:00") })
        {
            await flow.Freeze();
            Assert.Equal($"{then} +08:00", $"{(await flow.At(to)).Now:yyyy-MM-dd HH:mm:ss zzz}");
        }
    }

    [Fact]
    public async Task Moving_it_makes_no_unmodified_client_stale()
    {
        foreach (var step in new[] { "PT11M", "PT26H", "P40D" })
        {
            await flow.Advance(step);
            Assert.True((await flow.Ask("createMember", new { bizUserId = Flow.Fresh("member") })).Ok, step);
        }
    }

    [Fact]
    public async Task A_time_that_an_unmodified_client_names_moves_with_it()
    {
        await flow.Advance("PT26H");
        var soon = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).AddMinutes(30);
        var order = await flow.When("depositApply",
            new { bizUserId = "seller", amount = 1_00, orderExpireDatetime = $"{soon:yyyy-MM-dd HH:mm:ss}" });
        await flow.WhenChannelPays(order);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    public async Task What_is_due_runs_in_the_order_of_time_before_the_move_is_answered()
    {
        await flow.Freeze();
        flow.Receiver.Answer("/notices", NoticeAnswer.Broken);
        var order = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        await flow.WhenChannelPays(order);
        var unpaid = await flow.When("depositApply", new { bizUserId = "seller", amount = 2_00 });
        var moved = await flow.Advance("P3D");
        var ran = moved.Ran!;
        Assert.Equal(ran.OrderBy(r => r.At).Select(r => r.At), ran.Select(r => r.At));
        Assert.Contains(ran, r => r.Job == "close-orders");
        var attempts = (await flow.Notices(order)).Single().Attempts;
        Assert.Equal(4, attempts.Count);
        Assert.Equal([TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)],
            attempts.Zip(attempts.Skip(1), (a, b) => b.At - a.At));
        await flow.ThenOrderIs(OrderStatus.Closed, unpaid);
    }

    [Fact]
    public async Task Days_that_were_missed_while_the_server_was_down_are_made_up_in_order()
    {
        await flow.Freeze();
        var closing = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        var refund = await LateRefund();
        await flow.Server.Stop();
        await flow.Server.Start();
        var ran = (await flow.Advance("P4D")).Ran!;
        Assert.Equal(4, ran.Count(r => r.Job == "close-orders"));
        Assert.Equal(ran.OrderBy(r => r.At).Select(r => r.At), ran.Select(r => r.At));
        await flow.ThenOrderIs(OrderStatus.Closed, closing);
        await flow.ThenOrderIs(OrderStatus.Paid, refund);
        await flow.Server.Kill();
        await flow.Server.Start();
        Assert.DoesNotContain((await flow.Advance("PT1M")).Ran!, r => r.Job == "close-orders");
        await flow.ThenBalances("seller  20.00");
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_move_finishes_it_when_it_is_asked_again()
    {
        await flow.Freeze();
        var refund = await LateRefund();
        var moving = flow.Advance("P3D");
        await flow.Server.Kill();
        try { await moving; }
        catch (HttpRequestException) { }    // whether it had answered by then does not matter
        await flow.Server.Start();
        await flow.Advance("P3D");
        await flow.ThenOrderIs(OrderStatus.Paid, refund);
        await flow.ThenBalances("seller  20.00");
    }

    /// <summary>A refund that goes to its channel on the next day.</summary>
    private async Task<Tsy2Reply> LateRefund()
    {
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 30_00, payMethod = Flow.Scan(30_00) });
        await flow.WhenChannelPays(order);
        var refund = await flow.When("refund",
            new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount = 10_00, refundType = "D1" });
        await flow.ThenOrderIs(OrderStatus.InProgress, refund);
        return refund;
    }
}

public sealed class ClockOnSqlite() : ClockTests(Store.Sqlite)
{
    [Fact]
    public async Task A_year_whose_holidays_are_not_known_is_called_so()
    {
        var unknown = File.ReadLines(Repository.File("catalog", "shared", "holidays.tbl"))
            .Where(line => line.StartsWith("year ", StringComparison.Ordinal))
            .Max(line => int.Parse(line[5..], CultureInfo.InvariantCulture)) + 1;
        var before = await flow.Sandbox.Clock();
        Assert.Equal(before.Now.Year >= unknown, before.Note is not null);
        var note = (await flow.At($"{Math.Max(before.Now.Year + 1, unknown)}-01-01T12:00:00")).Note!;
        Assert.Contains("无节假日数据", note);
        Assert.Equal(note, (await flow.Sandbox.Clock()).Note);
        await flow.Server.Stop();
        Assert.Contains(flow.Server.Output, line => line.Contains(note, StringComparison.Ordinal));
        await flow.Server.Start();
    }
}

public sealed class ClockOnPostgres() : ClockTests(Store.Postgres);
