using Tongbao.Server.Store;
using Tongbao.Server.Sandbox.Calls;
using Tongbao.Server.Work;

namespace Tongbao.Server.Sandbox;

/// <summary>拨钟台: shows and moves the clock for the sandbox API.</summary>
public sealed class ClockControl(VirtualClock clock, ClockMover mover, HolidayWatch holidays, OnlyApp onlyApp, KnownOrders orders)
{
    /// <summary>How many days `until` looks ahead. Without a limit it would never end for an order that asks its bank every hour.</summary>
    private const int DaysAhead = 31;

    public IResult Show(IReadOnlyList<Ran>? ran = null)
    {
        var now = clock.GetUtcNow();
        return Results.Ok(new ClockView(now, clock.IsFrozen ? "frozen" : "live", ran, holidays.Note(now)));
    }

    public async Task<IResult> Move(ClockChange body)
    {
        if (new object?[] { body.Freeze, body.Live, body.Advance, body.To, body.ToNext, body.Until }.Count(v => v is not null) != 1)
            return Problem(400, "one of freeze, live, advance, to, toNext, until");
        if (body.Freeze == false || body.Live == false || body.ToNext == false) return Problem(400, "freeze, live and toNext take true");
        if (body.App is not null && body.Until is null) return Problem(400, "app belongs to until");
        if (body.Freeze is not null) return await Moved(mover.Freeze());
        if (body.Live is not null) return await Moved(mover.Live());
        if (body.ToNext is not null) return await Moved(mover.ToNext());
        if (body.Until is not null) return await MoveUntil(body.Until, body.App);
        if (body.Advance is not null)
        {
            return Iso8601.Duration(body.Advance) is { } by ? await Moved(mover.Advance(by))
                : Problem(400, "advance takes an ISO 8601 duration such as PT26H, of ten years at most");
        }
        if (Iso8601.Instant(body.To!) is not { } target) return Problem(400, $"to takes {Iso8601.AnInstant}");
        return target - clock.GetUtcNow() > Iso8601.Longest ? Problem(400, "the clock moves ten years at most")
            : await Moved(mover.MoveTo(target));
    }

    /// <summary>Moves the clock until the order has one more state change.</summary>
    private async Task<IResult> MoveUntil(string bizOrderNo, string? named)
    {
        if (await onlyApp.Or(named) is not { } app)
            return named is null ? Problem(400, "app: there is not exactly one") : Problem(404, "no such app");
        if (await orders.Find(app, bizOrderNo) is not { } before) return Problem(404, "no such order");
        return await Moved(mover.Until(async () => (await orders.Find(app, bizOrderNo))!.Steps.Count > before.Steps.Count,
            TimeSpan.FromDays(DaysAhead)),
            $"nothing is due within {DaysAhead} days that changes the order");
    }

    private async Task<IResult> Moved(Task<ClockMove> moving, string? nothingDue = null)
    {
        try
        {
            var move = await moving;
            return move.Refusal is not { } why ? Show(move.Ran)
                : Refused(move.IsNothingDue && nothingDue is not null ? nothingDue : why, move.Ran);
        }
        catch (Exception gone) when (gone is StoreUnavailable or System.Data.Common.DbException)
        {
            return Problem(503, $"the store is not available; the clock got as far as {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:sszzz}, and ticks on from there if it ticked before");
        }
    }

    private IResult Refused(string why, IReadOnlyList<Ran> ran)
    {
        var now = clock.GetUtcNow();
        return Results.Problem($"{why}; the clock is at {now:yyyy-MM-dd'T'HH:mm:ss.FFFzzz}", statusCode: 409,
            extensions: new Dictionary<string, object?> { ["now"] = now, ["ran"] = ran });
    }

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
