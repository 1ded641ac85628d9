using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Store;
using Tongbao.Server.Pages;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox;

/// <summary>
/// explain: the whole history of an order, from the received request to the notices about it and the files that contain it. Secrets are
/// masked.
/// </summary>
public sealed class Explainer(IStore store, AppRegistry apps, Wires wires, DayFileViews dayFiles, PageLinks pages, Masking masking,
    RefusedRequests refused, Catalogue catalogue)
{
    public async Task<Explanation?> Explain(AppKeys keys, BizOrderNo bizNo)
    {
        var app = keys.App.Id;
        var warnings = await Warnings(keys.App, bizNo);
        if (await Read(app, bizNo) is not var (order, requests, entries, told, findings))
            return Refused(app, bizNo) is var only
                && only.Count + warnings.Count > 0 ? new Explanation(null, [], [], [], [], [], [], only, warnings) : null;
        return new Explanation(
            OrderView.Of(keys.App, order, pages, catalogue),
            await Requests(keys.App, requests),
            [.. order.Steps.Select(s => new StateView(Days.ToChina(s.At), s.From.ToString(), s.To.ToString(), s.On.ToString()))],
            [.. entries.Select(EntryView.Of)],
            await Stories(keys.App, told),
            dayFiles.Of(keys.App, order),
            [.. findings.Select(FindingView.Of)],
            Refused(app, bizNo),
            warnings);
    }

    private async Task<IReadOnlyList<WarningView>> Warnings(App app, BizOrderNo bizNo)
    {
        await using var reader = await store.BeginRead();
        return [.. (await reader.LoadList(app.Id, Warning.Rows, Warning.Rows.Index(Warning.ByAbout), bizNo.Value)).OrderBy(w => w.No)
            .Select(w => WarningView.Of(w, catalogue.WordsOf(app)))];
    }

    private sealed record Kept(Order Order, IReadOnlyList<KeptRequest> Requests, IReadOnlyList<Entry> Entries,
        IReadOnlyList<Notice> Told, IReadOnlyList<Finding> Findings);

    /// <summary>
    /// Reads everything at once and releases the connection. Requests that hold one connection while waiting for another could block each
    /// other forever.
    /// </summary>
    private async Task<Kept?> Read(AppId app, BizOrderNo bizNo)
    {
        await using var reader = await store.BeginRead();
        if (await Calls.KnownOrders.Find(reader, app, bizNo) is not { } order) return null;
        return new Kept(order,
            await reader.Beginning(app, KeptRequest.Rows,
                KeptRequest.Prefix(order.Batch is { } batch ? Batch.About(batch) : order.No.Value)),
            await EntriesOf(reader, app, order),
            await reader.LoadList(app, Notice.Rows, Notice.Rows.Index(Notice.ByAbout), bizNo.Value),
            await reader.LoadList(app, Finding.Rows, Finding.Rows.Indexes[0], bizNo.Value));
    }

    /// <summary>Of a purchase by a merchant number also what settled and split it: it is booked by orders of its own.</summary>
    private static async Task<IReadOnlyList<Entry>> EntriesOf(IReader reader, AppId app, Order order)
    {
        var entries = new List<Entry>();
        foreach (var cause in new[] { order.No, order.Settlement.SettledBy, order.Settlement.SplitBy })
        {
            if (cause is { } no) entries.AddRange(await reader.EntriesOf(app, no.Value));
        }
        return entries;
    }

    private IReadOnlyList<RefusedView> Refused(AppId app, BizOrderNo bizNo) =>
        [.. refused.Of(app).Where(r => r.Request.Contains($"\"{bizNo}\"", StringComparison.Ordinal)).Select(RefusedView.Of)];

    /// <summary>The first request made the order and is shown with its reply; later ones confirmed it.</summary>
    private async Task<IReadOnlyList<RequestView>> Requests(App app, IReadOnlyList<KeptRequest> kept)
    {
        var views = new List<RequestView>();
        foreach (var request in kept.OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal))
            views.Add(await Show(app, request, withAnswer: views.Count == 0));
        return views;
    }

    /// <summary>Shown in the form of the wire that it came through; if the app is gone, as stored.</summary>
    private async Task<RequestView> Show(App app, KeptRequest request, bool withAnswer)
    {
        var name = request.Wire ?? app.First.Wire;
        var told = await apps.Find(app.Id, name) is { } keys && wires.Find(name) is { } wire
            ? await wire.Tell(keys, request, withAnswer)
                : new RequestTold(masking.Text(request.Text.Clear), "", request.Digest?.Clear ?? "", null);
        return new RequestView(Days.ToChina(request.At), request.Command, told.Request, told.SignedText, told.Digest,
            SignedView.Of(told.Answer));
    }

    private async Task<IReadOnlyList<NoticeDetail>> Stories(App app, IReadOnlyList<Notice> told)
    {
        var stories = new List<NoticeDetail>();
        foreach (var notice in told)
        {
            var name = notice.Wire ?? app.First.Wire;
            var words = await apps.Find(app.Id, name) is { } keys
                && wires.NoticesOf(name) is { } wire ? wire.Tell(keys, notice) : new NoticeTold("", []);
            stories.Add(new NoticeDetail(NoticeView.Of(notice), words.Text,
                [.. notice.Attempts.Zip(words.Sent, (tried, sent) => new SentView(tried.At, SignedView.Of(sent)!))]));
        }
        return stories;
    }
}
