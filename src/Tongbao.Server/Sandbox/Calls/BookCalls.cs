using System.ComponentModel.DataAnnotations;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Core.Ledger;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Security;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>凭证与文件: lists entries and daily check files.</summary>
public sealed class BookCalls(Lister lister, IStore store, DayFileViews dayFiles, KnownApps apps, KnownOrders orders) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/apps/{id}/entries", Entries).Lists<EntryView>().Refuses(404).WithSummary("凭证 What was booked, newest first");
        api.MapGet("/apps/{id}/files", Files).Lists<FileView>().Refuses(404)
            .WithSummary("对账文件 The check files that are there, newest first");
    }

    /// <param name="order">The merchant's number of an order, or the cause that an entry names.</param>
    private Task<IResult> Entries(string id, string? order, string? @event, string? member, int? limit, string? after) =>
        apps.Known(id, async keys =>
    {
        var cause = order is not null && await orders.Find(keys.App.Id, order) is { } known ? known.No.Value : order;
        return await lister.Answer(Paging.Of(limit, after), Page, e => new Cursor("", e.No),
            e => (@event is null || e.Event == @event)
                && (member is null || e.Moves.Any(m => m.From.Account.Owner == member || m.To.Account.Owner == member)),
            e => ValueTask.FromResult(EntryView.Of(e)));

        async ValueTask<IReadOnlyList<Entry>> Page(Cursor? at, int take)
        {
            await using var reader = await store.BeginRead();
            return await reader.EntriesBefore(keys.App.Id, at?.Number ?? long.MaxValue, cause, take);
        }
    });

    private Task<IResult> Files(string id, string? day, [AllowedValues("detail", "summary", "workbook")] string? kind, int? limit,
        string? after) =>
        apps.Known(id, async keys =>
    {
        DateOnly? only = null;
        if (day is not null && !IsDay(day, out only)) return Answers.Problem(400, "day is a date such as 2026-11-21");
        return await lister.Answer(Paging.Of(limit, after), Page, f => new Cursor(f.Kind, f.Day.DayNumber),
            f => (kind is null || f.Kind == kind) && (only is null || f.Day == only), f => ValueTask.FromResult(f));

        ValueTask<IReadOnlyList<FileView>> Page(Cursor? at, int take) =>
            ValueTask.FromResult<IReadOnlyList<FileView>>([.. Behind(at, dayFiles.Ready(keys.App, DayOf(at))).Take(take)]);
    });

    private static DateOnly? DayOf(Cursor? at) =>
        at is null ? null : DateOnly.FromDayNumber((int)Math.Clamp(at.Number, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    private static IEnumerable<FileView> Behind(Cursor? at, IEnumerable<FileView> files) => at is null ? files
        : files.Where(f => f.Day.DayNumber < at.Number || string.CompareOrdinal(f.Kind, at.Key) > 0);

    private static bool IsDay(string text, out DateOnly? day)
    {
        var fits = DateOnly.TryParseExact(text, "yyyy-MM-dd", out var read);
        day = fits ? read : null;
        return fits;
    }
}
