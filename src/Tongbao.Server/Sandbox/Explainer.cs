using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;
using Tongbao.Core.Recon;
using Tongbao.Server.Apps;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Files;
using Tongbao.Server.Pages;
using Tongbao.Server.Wire;
using Tongbao.Server.Wire.Tsy2;

namespace Tongbao.Server.Sandbox;

/// <summary>explain: an order's whole story, from the request as received to the notices that told of it and the files it is in. Secrets are masked.</summary>
public sealed class Explainer(IStore store, Tsy2Notices notices, RepeatedAnswers answers, FileLinks links, PageLinks pages, Masking masking, RefusedRequests refused, TimeProvider clock)
{
    public async Task<Explanation?> Explain(AppKeys keys, BizOrderNo bizNo)
    {
        var app = keys.App.Id;
        var warnings = await Warnings(app, bizNo);
        if (await Read(app, bizNo) is not var (order, requests, entries, told, findings))
            return Refused(app, bizNo) is var only && only.Count + warnings.Count > 0 ? new Explanation(null, [], [], [], [], [], [], only, warnings) : null;
        return new Explanation(
            OrderView.Of(app, order, pages),
            await Requests(keys, requests),
            [.. order.Steps.Select(s => new StateView(Days.ToChina(s.At), s.From.ToString(), s.To.ToString(), s.On.ToString()))],
            [.. entries.Select(EntryView.Of)],
            [.. told.Select(n => Story(keys, n))],
            Files(app, order),
            [.. findings.Select(FindingView.Of)],
            Refused(app, bizNo),
            warnings);
    }

    private async Task<IReadOnlyList<WarningView>> Warnings(AppId app, BizOrderNo bizNo)
    {
        await using var reader = await store.BeginRead();
        return [.. (await reader.LoadList(app, Warning.Rows, Warning.Rows.Index(Warning.ByAbout), bizNo.Value)).OrderBy(w => w.No).Select(WarningView.Of)];
    }

    private sealed record Kept(Order Order, IReadOnlyList<KeptRequest> Requests, IReadOnlyList<Entry> Entries,
        IReadOnlyList<Notice> Told, IReadOnlyList<Finding> Findings);

    /// <summary>All at once, and the connection given back: who holds one while it waits for another can wait for ever, with as many others.</summary>
    private async Task<Kept?> Read(AppId app, BizOrderNo bizNo)
    {
        await using var reader = await store.BeginRead();
        if (await reader.LoadBy(app, Order.Rows, Order.Rows.Index(Order.ByBizNo), bizNo.Value) is not { } order) return null;
        return new Kept(order,
            await reader.Beginning(app, KeptRequest.Rows, KeptRequest.Prefix(order.Batch is { } batch ? Batch.About(batch) : order.No.Value)),
            await reader.EntriesOf(app, order.No.Value),
            await reader.LoadList(app, Notice.Rows, Notice.Rows.Index(Notice.ByAbout), bizNo.Value),
            await reader.LoadList(app, Finding.Rows, Finding.Rows.Indexes[0], bizNo.Value));
    }

    private IReadOnlyList<RefusedView> Refused(AppId app, BizOrderNo bizNo) =>
        [.. refused.Of(app).Where(r => r.Request.Contains($"\"{bizNo}\"", StringComparison.Ordinal)).Select(RefusedView.Of)];

    /// <summary>The first made the order, and is told with its answer; those after it confirmed it.</summary>
    private async Task<IReadOnlyList<RequestView>> Requests(AppKeys keys, IReadOnlyList<KeptRequest> kept)
    {
        var views = new List<RequestView>();
        foreach (var request in kept.OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal)) views.Add(await Show(keys, request, withAnswer: views.Count == 0));
        return views;
    }

    private async Task<RequestView> Show(AppKeys keys, KeptRequest request, bool withAnswer)
    {
        var app = keys.App.Id;
        var req = request.Text.Clear;
        var (text, timestamp) = req.LastIndexOf('\n') is > 0 and var cut ? (req[..cut], req[(cut + 1)..]) : (req, "");
        var masked = masking.Text(text);
        var answer = withAnswer && await answers.Of(keys, text) is var (signedValue, sign) ? new SignedView(masking.Text(signedValue), Tsy2Signature.Digest(signedValue), sign) : null;
        return new RequestView(Days.ToChina(request.At), request.Command, masked, app.Value + masked + timestamp,
            request.Digest?.Clear ?? Tsy2Signature.Digest(app.Value + text + timestamp), answer);
    }

    private NoticeStory Story(AppKeys keys, Notice notice)
    {
        var rps = notices.Rps(keys, notice.Event, notice.Facts);
        var masked = masking.Text(rps);
        return new NoticeStory(NoticeView.Of(notice), masked, [.. notice.Attempts.Select(a => Sent(a.At))]);

        SentView Sent(DateTimeOffset at)
        {
            var text = Tsy2Notices.SignedText(keys, notice, rps, at);
            return new SentView(at, new SignedView(Tsy2Notices.SignedText(keys, notice, masked, at), Tsy2Signature.Digest(text), Tsy2Signature.Sign(keys.Platform, text)));
        }
    }

    /// <summary>对账文件: detail and summary of the day by which the order is filed; a link once they are there.</summary>
    private IReadOnlyList<FileView> Files(AppId app, Order order)
    {
        if (order.FiledAt is not { } filed) return [];
        var (day, now) = (Days.DateOf(filed), clock.GetUtcNow());
        return [File(summary: false), File(summary: true)];

        FileView File(bool summary)
        {
            var (name, ready) = (CheckFile.NameOf(app, day, summary), CheckFile.Ready(day));
            return new FileView(name, summary ? "summary" : "detail", day, Days.ToChina(ready),
                now < ready ? null : links.Make(app, name, now + GetCheckAccountFile.Life), summary ? null : CardsInText.Hide(CheckFile.Detail(order)));
        }
    }
}
