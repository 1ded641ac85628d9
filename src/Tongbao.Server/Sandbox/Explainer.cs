using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;
using Tongbao.Server.Wire.Tsy2;

namespace Tongbao.Server.Sandbox;

/// <summary>explain: an order's whole story, from the request as received to the notices that told of it. Secrets are masked.</summary>
public sealed class Explainer(IStore store, Tsy2Notices notices, Masking masking, RefusedRequests refused)
{
    public async Task<Explanation?> Explain(AppKeys keys, BizOrderNo bizNo)
    {
        var app = keys.App.Id;
        await using var reader = await store.BeginRead();
        if (await reader.LoadBy(app, Order.Rows, Order.Rows.Index(Order.ByBizNo), bizNo.Value) is not { } order)
            return Refused(app, bizNo) is { Count: > 0 } only ? new Explanation(null, [], [], [], [], [], [], only) : null;
        var requests = await reader.LoadList(app, KeptRequest.Rows, KeptRequest.Rows.Index(KeptRequest.ByOrder), order.Batch is { } batch ? Batch.About(batch) : order.No.Value);
        var states = await reader.LoadList(app, StateChange.Rows, StateChange.Rows.Index(StateChange.ByOrder), order.No.Value);
        var entries = await reader.EntriesOf(app, order.No.Value);
        var told = await reader.LoadList(app, Notice.Rows, Notice.Rows.Index(Notice.ByAbout), bizNo.Value);
        var findings = await reader.LoadList(app, Finding.Rows, Finding.Rows.Indexes[0], bizNo.Value);
        return new Explanation(
            OrderView.Of(order),
            [.. requests.OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal).Select(r => Show(app, r))],
            [.. states.OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => new StateView(Days.ToChina(s.At), s.From, s.To, s.On))],
            [.. entries.Select(e => new EntryView(e.No, e.At, e.Event, [.. e.Moves.Select(m => new MoveView(m.From.ToString(), m.To.ToString(), m.Amount.Fen))]))],
            [.. told.Select(n => new NoticeStory(NoticeView.Of(n), notices.Rps(keys, n.Event, n.Facts)))],
            [],
            [.. findings.Select(f => new FindingView(Days.ToChina(f.At), f.Kind, f.Amount.Fen, f.Detail))],
            Refused(app, bizNo));
    }

    private IReadOnlyList<RefusedView> Refused(AppId app, BizOrderNo bizNo) =>
        [.. refused.Of(app).Where(r => r.Request.Contains($"\"{bizNo}\"", StringComparison.Ordinal)).Select(r => new RefusedView(Days.ToChina(r.At), r.Digest, r.Hint, r.Request))];

    private RequestView Show(AppId app, KeptRequest request)
    {
        var req = request.Text.Clear;
        var (text, timestamp) = req.LastIndexOf('\n') is > 0 and var cut ? (req[..cut], req[(cut + 1)..]) : (req, "");
        var masked = masking.Text(text);
        return new RequestView(Days.ToChina(request.At), request.Command, masked, app.Value + masked + timestamp, Tsy2Signature.Digest(app.Value + text + timestamp));
    }
}
