namespace Tongbao.Core.Platform;

/// <summary>线路约定: what use cases, and apps, must know of a wire that the server speaks.</summary>
/// <param name="KeyKind">Of which kind an identity's keys are.</param>
/// <param name="NoticeGaps">Between an event and the first try to tell it, and between one try and the next.</param>
/// <param name="Defaults">The settings of an identity that names none.</param>
public sealed record WireTerms(string Wire, string KeyKind, IReadOnlyList<TimeSpan> NoticeGaps, Settings Defaults)
{
    /// <summary>订单有效期 of the orders that are made through it.</summary>
    public Timetable Timetable { get; init; } = Timetable.Usual;

    /// <summary>The gaps of events that are told by another schedule.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TimeSpan>> OtherGaps { get; init; } =
        new Dictionary<string, IReadOnlyList<TimeSpan>>();

    /// <summary>Null of a wire whose passwords are typed on our pages alone.</summary>
    public IPasswordControl? PasswordControl { get; init; }

    /// <summary>Does it tell of payments that failed, or that their channel took back?</summary>
    public bool TellsFailedPayments { get; init; } = true;

    public IReadOnlyList<TimeSpan> GapsOf(string @event) => OtherGaps.GetValueOrDefault(@event, NoticeGaps);
}

/// <summary>订单有效期: how long the orders of a wire wait, and when they close. It is kept with each order.</summary>
/// <param name="Unpaid">So long an order waits for its payment.</param>
/// <param name="DaysInProgress">At the end of so many days, that of its application counted, one in progress is given up.</param>
/// <param name="At">The time of day at which orders close, Asia/Shanghai.</param>
public sealed record Timetable(TimeSpan Unpaid, int DaysInProgress, string At)
{
    /// <summary>通商云 6.9, and that of orders that say nothing.</summary>
    public static readonly Timetable Usual = new(TimeSpan.FromHours(24), 8, "00:30");

    /// <summary>An order closes at the very instant at which it expires, which it says; not in the night after.</summary>
    public bool OnTime { get; init; }
}

/// <summary>The terms of each wire, a part of the environment.</summary>
public interface IWireTerms
{
    WireTerms Of(string wire);
}
