using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A move of the clock by an hour that stands in its middle, at a notice which the merchant has got and not yet answered.
/// </summary>
/// <param name="At">Where the clock stands.</param>
public sealed record UnderWay(DateTimeOffset At, Task<SandboxClock> Moving, TaskCompletionSource<NoticeAnswer> Answer)
{
    public static async Task<UnderWay> Begin(Flow flow, ServerProcess mover)
    {
        if (!flow.Knows("seller")) await flow.GivenMembers("seller");
        flow.Receiver.Answer("/notices", NoticeAnswer.Broken);
        await flow.WhenChannelPays(await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 }));
        await flow.Advance("PT1M");
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<NoticeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        flow.Receiver.Answer("/notices", _ =>
        {
            told.TrySetResult();
            return answer.Task;
        });
        var moving = mover.Sandbox.Advance("PT1H");
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return new UnderWay((await mover.Sandbox.Clock()).Now, moving, answer);
    }

    /// <summary>The merchant answers, and the move ends; that its server has ended is no matter.</summary>
    public async Task Ended()
    {
        Answer.TrySetResult(NoticeAnswer.Ok);
        try { await Moving; }
        catch (HttpRequestException) { }
    }
}
