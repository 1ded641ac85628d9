namespace Tongbao.Tests.Ledger;

/// <summary>A clock that stands until it is moved.</summary>
public sealed class TestClock(DateTimeOffset at) : TimeProvider
{
    private DateTimeOffset now = at;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => now += by;
}
