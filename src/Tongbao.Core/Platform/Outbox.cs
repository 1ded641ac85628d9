using System.Text.Json.Serialization;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Platform;

/// <summary>What leaves the process after the commit: questions to channels, messages, notices. Rows like any other.</summary>
public sealed class Outbox(Book book)
{
    /// <summary>How long the caller's own question to a channel may take before a worker asks again.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);

    /// <summary>Asks the channel now, within the caller's request; a worker asks again should no answer have been booked.</summary>
    public void AskNow(Order order, ChannelOperation operation)
    {
        book.Ask = new ChannelAsk(order.No, operation);
        AskAt(order, operation, book.Now + AskAgainAfter);
    }

    public void AskAt(Order order, ChannelOperation operation, DateTimeOffset at, int silences = 0, int part = 1)
    {
        var ask = new ChannelAsk(order.No, operation, Part: part);
        book.Work.Save(new WorkItem(IdOf(ask), WorkKind.AskChannel, order.No.Value, ask.Planned, at, silences));
    }

    /// <summary>The channel said nothing, the how manieth time: it is asked again after the next gap, the last of which repeats.</summary>
    public void AskAfterSilence(Order order, ChannelOperation operation, int silences) =>
        AskAt(order, operation, book.Now + PaymentReported.QueryGaps[Math.Min(silences, PaymentReported.QueryGaps.Length - 1)], silences + 1);

    /// <returns>How often the channel had said nothing.</returns>
    public async ValueTask<int> StopAsking(OrderNo order, ChannelOperation operation, int part = 1)
    {
        if (await book.Work.Find(IdOf(new ChannelAsk(order, operation, Part: part))) is not { } item) return 0;
        book.Work.Remove(item);
        return item.Attempt;
    }

    /// <summary>The work that asks a channel about an order.</summary>
    public static string AskId(OrderNo order, ChannelOperation operation, int part = 1) => IdOf(new ChannelAsk(order, operation, Part: part));

    private static string IdOf(ChannelAsk ask) => ask.Part == 1 ? $"ask:{ask.Operation}:{ask.Order}" : $"ask:{ask.Operation}:{ask.Order}:{ask.Part}";

    /// <summary>Sends a notice of the order's result to its own address, after its first gap.</summary>
    public void Notify(Order order, string? url, string @event, NoticeFacts facts)
    {
        if (string.IsNullOrEmpty(url)) return;
        Notify(order.BizNo.Value, url, @event, facts, retries: true);
    }

    public void Notify(string about, string url, string @event, NoticeFacts facts, bool retries, TimeSpan? after = null)
    {
        var notice = new Notice(book.NextNumber(), about, url, @event, facts, NoticeState.Waiting, [],
            book.Now + (after ?? Notice.Gaps[0]), retries ? Notice.Gaps.Length : 1);
        book.Notices.Save(notice);
        book.Work.Save(notice.Try(Notice.WorkId(notice.Id), notice.NextAt!.Value, 0));
    }
}

public enum WorkKind { AskChannel, DeliverNotice, Report, SendPayout, FundsIn }

/// <summary>Something to do at an instant; gone when it is done.</summary>
/// <param name="Lane">车道: the endpoint that it waits for, among others that wait for the same; of work that waits for nobody outside there is none.</param>
public sealed record WorkItem(string Id, WorkKind Kind, string Subject, string Detail, DateTimeOffset DueAt, int Attempt, string? Lane = null)
{
    public static readonly RowKind<WorkItem> Rows = new("work", w => w.Id,
        new RowIndex<WorkItem>("due_at", w => w.DueAt.ToUnixTimeMilliseconds()), new RowIndex<WorkItem>("lane", w => w.Lane));
}

public enum NoticeState { Waiting, Delivered, Exhausted }

/// <summary>通知: what happened, where it is told, and every try. 3.7.</summary>
public sealed record Notice(string Id, string About, string Url, string Event, NoticeFacts Facts, NoticeState State,
    IReadOnlyList<NoticeAttempt> Attempts, DateTimeOffset? NextAt, int MaxTries)
{
    /// <summary>5 s after the event, then 10 min, 1 h and 6 h after the try before.</summary>
    public static readonly TimeSpan[] Gaps =
        [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>The next try of its schedule; a redelivery by hand has an id of its own that begins so.</summary>
    public static string WorkId(string id) => $"notice:{id}";

    /// <summary>Host and port of the receiver, by which it has a lane of its own.</summary>
    public string Endpoint => Uri.TryCreate(Url, UriKind.Absolute, out var url) ? $"{url.Host}:{url.Port}" : "";

    /// <summary>A try as it stands on the agenda.</summary>
    public WorkItem Try(string workId, DateTimeOffset at, int attempt) => new(workId, WorkKind.DeliverNotice, Id, About, at, attempt, Endpoint);

    public static readonly RowKind<Notice> Rows = new("notices", n => n.Id, new RowIndex<Notice>(ByAbout, n => n.About));
    public const string ByAbout = "about";
}

/// <summary>What a notice tells, as it was when it happened; each wire renders it under its own names.</summary>
[JsonDerivedType(typeof(OrderResult), "order")]
[JsonDerivedType(typeof(ReviewResult), "review")]
[JsonDerivedType(typeof(Backfill), "backfill")]
[JsonDerivedType(typeof(ReserveFundIn), "reserve")]
[JsonDerivedType(typeof(ContractSigned), "contract")]
[JsonDerivedType(typeof(PasswordChanged), "password")]
[JsonDerivedType(typeof(PhoneChanged), "phone")]
public abstract record NoticeFacts;

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

/// <summary>A request as received, but for what may not be kept, sealed, beside the order it made or changed, under whose number its own begins.</summary>
/// <param name="Digest">Of the signed text as it came; null where that is the text kept.</param>
public sealed record KeptRequest(string Id, string Order, DateTimeOffset At, string Command, Secret Text, Secret? Digest = null)
{
    public static readonly RowKind<KeptRequest> Rows = new("requests", r => r.Id);

    public static string Prefix(string about) => $"{about}:";
}

/// <summary>How many orders of a kind, and for how much, a member has today; successful and in-progress ones count.</summary>
public sealed record DayCount(string Id, int Orders, Cents Amount)
{
    public static readonly RowKind<DayCount> Rows = new("day_counts", c => c.Id);
}
