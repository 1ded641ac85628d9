namespace Tongbao.Core.Platform;

/// <summary>车道: notices wait for other people's servers and bulk work takes long. Work that moves money waits for neither.</summary>
public enum Lane { Money, Notices, Bulk }

/// <summary>待办种类: each room declares the kinds of work that it puts on the agenda and registers the code that does them.</summary>
/// <param name="Name">The name in the store and in the sandbox API.</param>
public sealed record WorkKind(string Name, Lane Lane = Lane.Money)
{
    /// <summary>Earlier versions stored a kind by its position in this list. Do not add to it.</summary>
    public static readonly IReadOnlyList<string> Numbered = ["ask-channel", "deliver-notice", "channel-report", "send-payout", "funds-in"];

    /// <summary>A work item of this kind. Notices use Notice.Try instead, because their lane is the endpoint.</summary>
    public WorkItem Item(string id, string subject, DateTimeOffset at, string detail = "", int attempt = 0) =>
        new(id, Name, subject, detail, at, attempt, Lane == Lane.Bulk ? WorkItem.BulkLane : null);
}

/// <summary>待办: something to do at a given time. The item is removed when it is done.</summary>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Lane">车道: for a notice the endpoint of its receiver; for bulk work `bulk`; null for money work.</param>
public sealed record WorkItem(string Id, string Kind, string Subject, string Detail, DateTimeOffset DueAt, int Attempt, string? Lane = null)
{
    /// <summary>Cannot be confused with an endpoint, which always has a port.</summary>
    public const string BulkLane = "bulk";

    public static readonly RowKind<WorkItem> Rows = new("work", w => w.Id,
        new RowIndex<WorkItem>("due_at", w => w.DueAt.ToUnixTimeMilliseconds()), new RowIndex<WorkItem>("lane", w => w.Lane));
}

/// <summary>
/// Does one kind of money work. The room that declares the kind registers it, and the agenda finds it by the kind's name.
/// </summary>
/// <param name="Do">Must remove the item from the agenda, or reschedule it, in the same transaction. If it is refused, the item stays and
/// is tried again.</param>
public sealed record MoneyWork(WorkKind Kind, Func<AppId, WorkItem, Task<Result>> Do);
