using Tongbao.Server.Sandbox.Description;
using Tongbao.Server.Work;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>时钟: reads and moves the clock.</summary>
public sealed class ClockCalls(ClockControl control) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/clock", () => control.Show()).Produces<ClockView>().WithSummary("看时钟 Read the clock");
        api.MapPost("/clock", control.Move).Produces<ClockView>().Refuses(409).WithSummary("拨时钟 Freeze, move or release the clock")
            .WithDescription($"拨动时先依次办完到期之事,含向会应答的收件方投递通知;对一个收件方总共至多等 {NoticeWait.Longest.TotalSeconds} 秒,"
                + $"全无应答的只等一次投递的时限({NoticeSender.Timeout.TotalSeconds} 秒),其余由后台续投。 "
                + "A move runs what is due in the order of time before it answers, and tells the notices to every receiver that answers; "
                + $"for one receiver it waits {NoticeWait.Longest.TotalSeconds} seconds at most in all, and for one that answers nothing no longer than a try lasts "
                + $"({NoticeSender.Timeout.TotalSeconds} seconds): what is left is told in the background.");
    }
}
