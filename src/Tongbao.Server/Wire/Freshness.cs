namespace Tongbao.Server.Wire;

/// <summary>
/// 时间窗: is the time that a request was stamped with near enough to now? It may be near the wall clock's or near the moved one's, so that a
/// client keeps working when the clock is moved.
/// </summary>
public sealed class Freshness(VirtualClock clock, ServerOptions options)
{
    /// <returns>
    /// How far the times that the request names are moved: of one stamped by the wall clock as far as the clock was. Null where it is stale
    /// by both.
    /// </returns>
    public TimeSpan? Shift(DateTimeOffset stampedAt, TimeSpan window)
    {
        var (wall, moved) = (clock.WallNow, clock.GetUtcNow());
        var (byWall, byMoved) = ((stampedAt - wall).Duration(), (stampedAt - moved).Duration());
        if (byMoved <= window && byMoved <= byWall) return TimeSpan.Zero;
        if (byWall <= window && (options.IsSandbox || moved == wall)) return moved - wall;
        return byMoved <= window ? TimeSpan.Zero : null;
    }
}
