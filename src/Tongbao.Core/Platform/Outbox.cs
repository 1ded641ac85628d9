namespace Tongbao.Core.Platform;

/// <summary>What leaves the process after the commit: questions to channels, messages and notices. They are rows like any other.</summary>
public readonly struct Outbox(Book book)
{
    public Book Book => book;

    /// <param name="wire">The wire whose format is used; null for the wire of the request that caused the notice.</param>
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

/// <summary>通知: an event to report to the merchant, where it is sent, and every delivery attempt. 3.7.</summary>
public sealed record Notice(string Id, string About, string Url, string Event, NoticeFacts Facts, NoticeState State,
    IReadOnlyList<NoticeAttempt> Attempts, DateTimeOffset? NextAt, int MaxTries)
{
    /// <summary>The wire whose format is used. Null in rows older than multi-wire support: the wire of the app's first identity.</summary>
    public string? Wire { get; init; }

    public static IReadOnlyList<TimeSpan> Gaps(Book book, string wire, string @event) =>
        book.Environment.Part<IWireTerms>().Of(wire).GapsOf(@event);

    /// <summary>The work item of the next scheduled attempt. A manual redelivery has an id of its own that begins with this one.</summary>
    public static string WorkId(string id) => $"notice:{id}";

    /// <summary>Host and port of the receiver. Notices to one endpoint share a lane.</summary>
    public string Endpoint => Uri.TryCreate(Url, UriKind.Absolute, out var url) ? $"{url.Host}:{url.Port}" : "";

    public static readonly WorkKind Delivery = new("deliver-notice", Lane.Notices);

    /// <summary>A delivery attempt as an item on the agenda.</summary>
    public WorkItem Try(string workId, DateTimeOffset at, int attempt) => new(workId, Delivery.Name, Id, About, at, attempt, Endpoint);

    public static readonly RowKind<Notice> Rows = new("notices", n => n.Id, new RowIndex<Notice>(ByAbout, n => n.About));
    public const string ByAbout = "about";
}

/// <summary>The content of a notice, as it was when the event happened. Each wire renders it with its own field names.</summary>
public abstract record NoticeFacts;

/// <summary>Facts that may tell of a failure. Wires whose notices carry a code give that of the failure, else that of success.</summary>
public interface IFailureTold
{
    /// <summary>Null where it did not fail.</summary>
    Reason? Failure { get; }
}

/// <summary>The word that names this kind of facts in the store.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StoredAsAttribute(string word) : Attribute
{
    public string Word => word;
}

/// <summary>One attempt to deliver a notice.</summary>
/// <param name="At">The time in the notice's timestamp, which its signature covers.</param>
/// <param name="ByHand">Requested manually, outside the schedule.</param>
public sealed record NoticeAttempt(DateTimeOffset At, int? HttpStatus, string? Error, long ElapsedMs, bool ByHand = false)
{
    public bool Succeeded => HttpStatus == 200 && Error is null;
}

/// <summary>
/// A received request, stored encrypted and without the fields that must not be stored. Its id begins with the number of the order that it
/// made or changed.
/// </summary>
/// <param name="Digest">Digest of the signed text as received; null if exactly that text is stored.</param>
public sealed record KeptRequest(string Id, string Order, DateTimeOffset At, string Command, Secret Text, Secret? Digest = null)
{
    /// <summary>The wire that it came through. Null means the same as for a notice.</summary>
    public string? Wire { get; init; }

    public static readonly RowKind<KeptRequest> Rows = new("requests", r => r.Id);

    public static string Prefix(string about) => $"{about}:";
}

/// <summary>The number and total of a member's orders of one kind on one day. Successful orders and those in progress count.</summary>
public sealed record DayCount(string Id, int Orders, Cents Amount)
{
    public static readonly RowKind<DayCount> Rows = new("day_counts", c => c.Id);
}
