namespace Tongbao.Core.Platform;

/// <summary>车道: notices wait for other people's servers, bulk work takes long; money waits for neither.</summary>
public enum Lane { Money, Notices, Bulk }

/// <summary>待办种类: each room declares the kinds of work that it puts on the agenda, and registers what does them.</summary>
/// <param name="Name">As it is stored, and as the sandbox API tells it.</param>
public sealed record WorkKind(string Name, Lane Lane = Lane.Money)
{
    /// <summary>A kind was stored by its place in this list before it was by its name; nothing is added here.</summary>
    public static readonly IReadOnlyList<string> Numbered = ["ask-channel", "deliver-notice", "channel-report", "send-payout", "funds-in"];

    /// <summary>Work of this kind; of a notice, which has the lane of its endpoint, Notice.Try.</summary>
    public WorkItem Item(string id, string subject, DateTimeOffset at, string detail = "", int attempt = 0) =>
        new(id, Name, subject, detail, at, attempt, Lane == Lane.Bulk ? WorkItem.BulkLane : null);
}

/// <summary>Something to do at an instant; gone when it is done.</summary>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Lane">车道: of a notice the endpoint that it waits for, among others that wait for the same; of bulk work `bulk`; of money
/// work none.</param>
public sealed record WorkItem(string Id, string Kind, string Subject, string Detail, DateTimeOffset DueAt, int Attempt, string? Lane = null)
{
    /// <summary>No endpoint is named so: it would have a port.</summary>
    public const string BulkLane = "bulk";

    public static readonly RowKind<WorkItem> Rows = new("work", w => w.Id,
        new RowIndex<WorkItem>("due_at", w => w.DueAt.ToUnixTimeMilliseconds()), new RowIndex<WorkItem>("lane", w => w.Lane));
}

/// <summary>
/// What does a kind of money work: the room that the kind belongs to registers it, and the agenda finds it by the kind's name.
/// </summary>
/// <param name="Do">Takes the item off the agenda, or plans it anew, in the transaction that does it; what is refused stands there for
/// another try.</param>
public sealed record MoneyWork(WorkKind Kind, Func<AppId, WorkItem, Task<Result>> Do);
