using Tongbao.Server.Store;
using Tongbao.Server.Work;

namespace Tongbao.Server.Sandbox;

/// <summary>拨钟台: the clock as the sandbox API shows and moves it.</summary>
public sealed class ClockDesk(VirtualClock clock, ClockMover mover, HolidayWatch holidays)
{
    public IResult Show(IReadOnlyList<Ran>? ran = null)
    {
        var now = clock.GetUtcNow();
        return Results.Ok(new ClockView(now, clock.IsFrozen ? "frozen" : "live", ran, holidays.Note(now)));
    }

    public async Task<IResult> Move(ClockChange body)
    {
        if (new object?[] { body.Freeze, body.Live, body.Advance, body.To }.Count(v => v is not null) != 1) return Problem(400, "one of freeze, live, advance, to");
        if (body.Freeze is { } || body.Live is { })
        {
            if (body.Freeze == false || body.Live == false) return Problem(400, "freeze and live take true");
            return await Moved(body.Freeze == true ? mover.Freeze() : mover.Live());
        }
        if (body.Advance is not null)
        {
            return Iso8601.Duration(body.Advance) is { } by ? await Moved(mover.Advance(by)) : Problem(400, "advance takes an ISO 8601 duration such as PT26H, of ten years at most");
        }
        if (Iso8601.Instant(body.To!) is not { } target) return Problem(400, $"to takes {Iso8601.AnInstant}");
        return target - clock.GetUtcNow() > Iso8601.Longest ? Problem(400, "the clock moves ten years at most") : await Moved(mover.MoveTo(target));
    }

    private async Task<IResult> Moved(Task<ClockMove> moving)
    {
        try
        {
            return await moving is { Refusal: { } why } ? Problem(409, why) : Show((await moving).Ran);
        }
        catch (Exception gone) when (gone is StoreUnavailable or System.Data.Common.DbException)
        {
            return Problem(503, $"the store is not available; the clock got as far as {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:sszzz}, and ticks on from there if it ticked before");
        }
    }

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
