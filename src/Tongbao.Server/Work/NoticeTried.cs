using Tongbao.Core.Platform;

namespace Tongbao.Server.Work;

/// <summary>
/// An attempt to deliver a notice was made. The notice is now delivered, waits for its next attempt, or has no attempts left.
/// </summary>
/// <param name="WorkId">The work item of the attempt.</param>
/// <param name="Then">What the receiver's answer causes. Booked together with the attempt.</param>
public sealed record NoticeTried(string Id, string WorkId, NoticeAttempt Tried, Command? Then = null) : Command
{
    public static bool IsByHand(WorkItem item) => item.Id != Notice.WorkId(item.Subject);

    public override void Prefetch(IPrefetch rows)
    {
        rows.Row(WorkItem.Rows, WorkId);
        rows.Row(Notice.Rows, Id);
        Then?.Prefetch(rows);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(WorkId) is { } item) book.Work.Remove(item);
        if (await book.Notices.Find(Id) is not { } notice) return Done.It;
        notice = notice with { Attempts = [.. notice.Attempts, Tried] };
        if (Tried.Error == AddressRefused.Told) await book.Warn(WarningKinds.AddressRefused, notice.About, NoticeAddresses.Refusal(notice));
        book.Notices.Save(Tried.Succeeded ? await Delivered(book, notice) : Tried.ByHand
            || notice.State == NoticeState.Delivered ? notice : Waits(book, notice));
        return Then is null ? Done.It : await Then.Run(book);
    }

    /// <summary>A delivered notice, by schedule or by hand, needs no further planned attempts.</summary>
    private static async ValueTask<Notice> Delivered(Book book, Notice notice)
    {
        if (await book.Work.Find(Notice.WorkId(notice.Id)) is { } planned) book.Work.Remove(planned);
        return notice with { State = NoticeState.Delivered, NextAt = null };
    }

    /// <summary>Schedules the next attempt. A manual attempt neither counts in the schedule nor moves the next one.</summary>
    private static Notice Waits(Book book, Notice notice)
    {
        var tries = notice.Attempts.Count(a => !a.ByHand);
        if (tries >= notice.MaxTries) return notice with { State = NoticeState.Exhausted, NextAt = null };
        var next = book.Now + Notice.Gaps(book, notice.Wire ?? book.App.First.Wire, notice.Event)[tries];
        book.Work.Save(notice.Try(Notice.WorkId(notice.Id), next, tries));
        return notice with { NextAt = next };
    }
}

/// <summary>重新投递: sends a notice once more, now, outside its schedule.</summary>
public sealed record Redeliver(string Id) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Notices.Find(Id) is not { } notice) return Errors.OrderNotFound;
        book.Work.Save(notice.Try($"{Notice.WorkId(Id)}:{book.NextNumber()}", book.Now, 0));
        return Done.It;
    }
}
