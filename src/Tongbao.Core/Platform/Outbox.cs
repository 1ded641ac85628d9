namespace Tongbao.Core.Platform;

/// <summary>What leaves the process after the commit: questions to channels, messages, notices. Rows like any other.</summary>
public readonly struct Outbox(Book book)
{
    public Book Book => book;

    /// <param name="wire">In whose form it is told; null: that of the request which caused it.</param>
    public void Notify(string about, string url, string @event, NoticeFacts facts, bool retries, TimeSpan? after = null,
        string? wire = null)
    {
        var gaps = Notice.Gaps(book, wire ?? book.Wire, @event);
        var notice = new Notice(book.NextNumber(), about, url, @event, facts, NoticeState.Waiting, [],
            book.Now + (after ?? gaps[0]), retries ? gaps.Count : 1) { Wire = wire ?? book.Wire };
        book.Notices.Save(notice);
        book.Work.Save(notice.Try(Notice.WorkId(notice.Id), notice.NextAt!.Value, 0));
    }
}

public enum NoticeState { Waiting, Delivered, Exhausted }

/// <summary>通知: what happened, where it is told, and every try. 3.7.</summary>
public sealed record Notice(string Id, string About, string Url, string Event, NoticeFacts Facts, NoticeState State,
    IReadOnlyList<NoticeAttempt> Attempts, DateTimeOffset? NextAt, int MaxTries)
{
    /// <summary>In whose form it is told. Null in rows of before there were several: the wire of the app's first identity.</summary>
    public string? Wire { get; init; }

    public static IReadOnlyList<TimeSpan> Gaps(Book book, string wire, string @event) =>
        book.Environment.Part<IWireTerms>().Of(wire).GapsOf(@event);

    /// <summary>The next try of its schedule; a redelivery by hand has an id of its own that begins so.</summary>
    public static string WorkId(string id) => $"notice:{id}";

    /// <summary>Host and port of the receiver, by which it has a lane of its own.</summary>
    public string Endpoint => Uri.TryCreate(Url, UriKind.Absolute, out var url) ? $"{url.Host}:{url.Port}" : "";

    public static readonly WorkKind Delivery = new("deliver-notice", Lane.Notices);

    /// <summary>A try as it stands on the agenda.</summary>
    public WorkItem Try(string workId, DateTimeOffset at, int attempt) => new(workId, Delivery.Name, Id, About, at, attempt, Endpoint);

    public static readonly RowKind<Notice> Rows = new("notices", n => n.Id, new RowIndex<Notice>(ByAbout, n => n.About));
    public const string ByAbout = "about";
}

/// <summary>What a notice tells, as it was when it happened; each wire renders it under its own names.</summary>
public abstract record NoticeFacts;

/// <summary>By which word facts of a kind are told from others in the store.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StoredAsAttribute(string word) : Attribute
{
    public string Word => word;
}

/// <summary>One try to deliver a notice.</summary>
/// <param name="At">The instant that its timestamp, and with it its signature, named.</param>
/// <param name="ByHand">Asked for by somebody, beside the schedule.</param>
public sealed record NoticeAttempt(DateTimeOffset At, int? HttpStatus, string? Error, long ElapsedMs, bool ByHand = false)
{
    public bool Succeeded => HttpStatus == 200 && Error is null;
}

/// <summary>待处理: something an operator must look at: money that came wrongly, a fee that could not be given back.</summary>
public sealed record Finding(string Id, DateTimeOffset At, string Kind, string Order, Cents Amount, string Detail)
{
    public static readonly RowKind<Finding> Rows = new("findings", f => f.Id, new RowIndex<Finding>("about", f => f.Order));
}

/// <summary>
/// A request as received, but for what may not be kept, sealed, beside the order it made or changed, under whose number its own begins.
/// </summary>
/// <param name="Digest">Of the signed text as it came; null where that is the text kept.</param>
public sealed record KeptRequest(string Id, string Order, DateTimeOffset At, string Command, Secret Text, Secret? Digest = null)
{
    /// <summary>The wire that it came through; null as of notices.</summary>
    public string? Wire { get; init; }

    public static readonly RowKind<KeptRequest> Rows = new("requests", r => r.Id);

    public static string Prefix(string about) => $"{about}:";
}

/// <summary>How many orders of a kind, and for how much, a member has today; successful and in-progress ones count.</summary>
public sealed record DayCount(string Id, int Orders, Cents Amount)
{
    public static readonly RowKind<DayCount> Rows = new("day_counts", c => c.Id);
}
