using Tongbao.Core.Platform;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>A server found a day's job due, met another that was just doing it, and ran the job after it, hours before its time.</summary>
public sealed class What_another_server_has_just_done_is_not_done_for_tomorrow() : BugTests(Store.Postgres)
{
    [Fact]
    public async Task No_job_runs_before_its_time()
    {
        await using var other = await OtherServer.Beside(flow.Server);
        var tomorrow = $"{(await flow.Sandbox.Clock()).Now.AddDays(1):yyyy-MM-dd}";
        await flow.At($"{tomorrow}T00:19:55+08:00");
        // At twenty past the merchant does not answer, so that at half past a notice is due together with the job of the day.
        flow.Receiver.Answer("/notices", NoticeAnswer.Broken, NoticeAnswer.Ok);
        await flow.WhenChannelPays(await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 }));
        await flow.At($"{tomorrow}T00:20:00+08:00");
        Task<SandboxClock>? moving = null;
        await other.Write(flow.App.Id, async () =>
        {
            moving = flow.At($"{tomorrow}T00:31:00+08:00");
            await other.ServerWaits();
            // It has seen both, and the other has done both before it could.
            await other.Ask($"DELETE FROM work WHERE app = '{flow.App.Id}'");
            await other.Ask($"UPDATE notices SET seal = NULL, body = replace(body, '\"state\":{(int)NoticeState.Waiting}', '\"state\":{(int)NoticeState.Delivered}') WHERE app = '{flow.App.Id}'");
            await other.Ask($"UPDATE job_days SET seal = NULL, body = jsonb_set(body::jsonb, '{{lastDay}}', '\"{tomorrow}\"')::text WHERE key = 'close-orders'");
        });
        var moved = await moving!;
        Assert.DoesNotContain(moved.Ran!, ran => ran.At > moved.Now);
        Assert.Equal(2, (await flow.Advance("PT4H")).Ran!.Count(ran => ran.Job.StartsWith("forget-", StringComparison.Ordinal)));
    }
}
