using System.ComponentModel.DataAnnotations;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Core.Ledger;
using Tongbao.Core.Recon;
using Tongbao.Server.Files;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>凭证与文件: lists entries and daily check files.</summary>
public sealed class BookCalls(Lister lister, IStore store, FileLinks links, TimeProvider clock, KnownApps apps, KnownOrders orders,
    Wires wires)
    : ICalls
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

    /// <summary>
    /// There are both kinds of file for every day that has ended since the app was created, even if nothing happened on it.
    /// </summary>
    private Task<IResult> Files(string id, string? day, [AllowedValues("detail", "summary")] string? kind, int? limit, string? after) =>
        apps.Known(id, async keys =>
    {
        DateOnly? only = null;
        if (day is not null && !IsDay(day, out only)) return Answers.Problem(400, "day is a date such as 2026-11-21");
        return await lister.Answer(Paging.Of(limit, after), Page, f => new Cursor(f.Kind, f.Day.DayNumber),
            f => (kind is null || f.Kind == kind) && (only is null || f.Day == only), f => ValueTask.FromResult(Link(f)));

        ValueTask<IReadOnlyList<FileView>> Page(Cursor? at, int take) =>
            ValueTask.FromResult<IReadOnlyList<FileView>>([.. Ready(keys, at).Take(take)]);

        FileView Link(FileView file) =>
            file with { Url = links.Make(keys.App.Id, file.Name, clock.GetUtcNow() + GetCheckAccountFile.Life) };
    });

    private IEnumerable<FileView> Ready(AppKeys keys, Cursor? after)
    {
        // Only a wire that has such files names them, using its own number of the app.
        if (keys.App.Identities.FirstOrDefault(i => wires.DayOf(i.Wire)?.HasFiles == true) is not { No: var no }) yield break;
        var now = clock.GetUtcNow();
        var last = Days.DateOf(now).AddDays(-1);
        if (now < CheckFile.Ready(last)) last = last.AddDays(-1);
        if (after is not null && after.Number < last.DayNumber)
            last = DateOnly.FromDayNumber((int)Math.Max(after.Number, DateOnly.MinValue.DayNumber));
        for (var day = last; day >= Days.DateOf(keys.App.CreatedAt); day = day.AddDays(-1))
        {
            foreach (var summary in new[] { false, true })
            {
                var file = new FileView(CheckFile.NameOf(no, day, summary), summary ? "summary"
                    : "detail", day, Days.ToChina(CheckFile.Ready(day)), null, null);
                if (after is null || day.DayNumber < after.Number || string.CompareOrdinal(file.Kind, after.Key) > 0) yield return file;
            }
        }
    }

    private static bool IsDay(string text, out DateOnly? day)
    {
        var fits = DateOnly.TryParseExact(text, "yyyy-MM-dd", out var read);
        day = fits ? read : null;
        return fits;
    }
}
