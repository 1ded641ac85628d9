namespace Tongbao.Core.Orders;

/// <summary>结果: what became of an order, paid in, paid out or given back, as far as we have heard.</summary>
public sealed record OrderOutcome : IPart<OrderOutcome>
{
    /// <summary>The file of a day is made at 08:00 of the next; what is being booked just then must not come into it afterwards.</summary>
    public const string FileCloses = "07:55";

    public static OrderOutcome None { get; } = new();

    /// <summary>The channel was asked, and its answer is not known.</summary>
    [FormerlyOutside("channelUnknown")] public bool Unknown { get; init; }
    [FormerlyOutside("paidAt")] public DateTimeOffset? PaidAt { get; init; }

    /// <summary>When the payment was booked; its channel may have had it before.</summary>
    [FormerlyOutside("bookedAt")] public DateTimeOffset? BookedAt { get; init; }

    /// <summary>What the channel told of its trade; null where no channel had one.</summary>
    [FormerlyOutside("channel")] public ChannelFacts? Facts { get; init; }
    [FormerlyOutside("failMessage")] public Reason? FailMessage { get; init; }

    /// <summary>
    /// The instant by which it stands in a day's file: when it was paid, unless the file of that day was closed before we heard of it.
    /// </summary>
    public DateTimeOffset? FiledAt =>
        PaidAt is { } paid && BookedAt is { } heard && heard >= Days.At(Days.DateOf(paid).AddDays(1), FileCloses) ? heard : PaidAt;
}

/// <summary>What the channel told of its trade.</summary>
public sealed record ChannelFacts(string? TradeNo, DateTimeOffset? PaidAt, string? Acct, string? AcctType, string? Cusid,
    string? TrxCode, string? TermNo, string? TermRefNum, string? TraceNo, string? Fee);
