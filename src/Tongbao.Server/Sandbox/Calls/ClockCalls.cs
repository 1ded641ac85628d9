using Tongbao.Server.Sandbox.Description;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>时钟: reading and moving it.</summary>
public sealed class ClockCalls(ClockDesk desk) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/clock", () => desk.Show()).Produces<ClockView>().WithSummary("看时钟 Read the clock");
        api.MapPost("/clock", desk.Move).Produces<ClockView>().Refuses(409).WithSummary("拨时钟 Freeze, move or release the clock");
    }
}
