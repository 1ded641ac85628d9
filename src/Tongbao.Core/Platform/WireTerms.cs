namespace Tongbao.Core.Platform;

/// <summary>线路约定: what Core and the apps must know about a wire that the server speaks.</summary>
/// <param name="KeyKind">The kind of an identity's keys.</param>
/// <param name="NoticeGaps">The waiting time between the event and the first delivery attempt, and between later attempts.</param>
/// <param name="Defaults">The settings of an identity that sets none.</param>
public sealed record WireTerms(string Wire, string KeyKind, IReadOnlyList<TimeSpan> NoticeGaps, Settings Defaults)
{
    /// <summary>订单有效期 of orders made through this wire.</summary>
    public Timetable Timetable { get; init; } = Timetable.Usual;

    /// <summary>The retry schedules of events that do not use <see cref="NoticeGaps"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TimeSpan>> OtherGaps { get; init; } =
        new Dictionary<string, IReadOnlyList<TimeSpan>>();

    /// <summary>Null for a wire whose passwords are typed only on hosted pages.</summary>
    public IPasswordControl? PasswordControl { get; init; }

    /// <summary>Whether the wire sends notices of payments that failed or were reversed by their channel.</summary>
    public bool TellsFailedPayments { get; init; } = true;

    /// <summary>
    /// 单日限额: one limit for all payments of a payer on a day, including the platform as payer. Otherwise each kind of order of a member
    /// has its own.
    /// </summary>
    public bool LimitsPayers { get; init; }

    /// <summary>批量分账: whether orders of this wire are split by files.</summary>
    public bool SplitsByFile { get; init; }

    public IReadOnlyList<TimeSpan> GapsOf(string @event) => OtherGaps.GetValueOrDefault(@event, NoticeGaps);
}

/// <summary>订单有效期: how long the orders of a wire wait, and when they close. It is stored with each order.</summary>
/// <param name="Unpaid">How long an order waits for its payment.</param>
/// <param name="DaysInProgress">An order in progress is given up at the end of this many days. The day of its creation counts.</param>
/// <param name="At">The time of day at which orders close, Asia/Shanghai.</param>
public sealed record Timetable(TimeSpan Unpaid, int DaysInProgress, string At)
{
    /// <summary>通商云 6.9. Also used for orders that name no timetable.</summary>
    public static readonly Timetable Usual = new(TimeSpan.FromHours(24), 8, "00:30");

    /// <summary>Whether an order closes exactly when it expires, instead of in the following night.</summary>
    public bool OnTime { get; init; }
}

/// <summary>The terms of each wire. Part of the environment.</summary>
public interface IWireTerms
{
    WireTerms Of(string wire);
}
