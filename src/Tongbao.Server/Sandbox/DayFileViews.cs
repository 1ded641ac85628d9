using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Core.Recon;
using Tongbao.Server.Files;

namespace Tongbao.Server.Sandbox;

/// <summary>日终文件: the check files as the sandbox shows them, each with a link once it is ready.</summary>
public sealed class DayFileViews(IEnvironment environment, FileLinks links, TimeProvider clock)
{
    /// <summary>The files that an order stands in.</summary>
    public IReadOnlyList<FileView> Of(App app, Order order)
    {
        var wire = order.Serial.Wire ?? app.First.Wire;
        if (order.Outcome.FiledAt is not { } filed || app.Identities.FirstOrDefault(i => i.Wire == wire) is not { } identity) return [];
        var files = environment.Part<IDayFiles>(wire);
        return [.. files.Kinds.Select(kind => View(app, files, identity.No, Days.DateOf(filed), kind) with
        {
            Line = files.LineOf(app, Shown(order), kind),
        })];
    }

    /// <summary>
    /// The files that are ready, newest first: one of each kind for every day that has ended since the app was created, even if nothing
    /// happened on it.
    /// </summary>
    /// <param name="from">No later day than this.</param>
    public IEnumerable<FileView> Ready(App app, DateOnly? from)
    {
        var (files, no) = app.Identities.Select(i => (Files: environment.Part<IDayFiles>(i.Wire), i.No))
            .FirstOrDefault(f => f.Files.Kinds.Count > 0);
        if (files is null) yield break;
        var now = clock.GetUtcNow();
        var last = Days.DateOf(now).AddDays(-1);
        if (now < files.ReadyAt(app, last)) last = last.AddDays(-1);
        if (from < last) last = from.Value;
        for (var day = last; day >= Days.DateOf(app.CreatedAt); day = day.AddDays(-1))
        {
            foreach (var kind in files.Kinds) yield return View(app, files, no, day, kind);
        }
    }

    /// <summary>
    /// Without card numbers in what the merchant said. The line as a whole is not searched for them: a channel's trade number may look
    /// like one.
    /// </summary>
    private static Order Shown(Order order) => order with
    {
        BizNo = new BizOrderNo(CardsInText.Hide(order.BizNo.Value)),
        Said = order.Said with { ExtendInfo = order.Said.ExtendInfo is { } said ? CardsInText.Hide(said) : null },
        Refund = order.Refund is { } plan
            ? plan with { OriginalBizNo = new BizOrderNo(CardsInText.Hide(plan.OriginalBizNo.Value)) } : null,
    };

    private static string KindOf(DayFileKind kind) => kind switch
    {
        DayFileKind.Summary => "summary", DayFileKind.Workbook => "workbook", _ => "detail",
    };

    private FileView View(App app, IDayFiles files, string no, DateOnly day, DayFileKind kind)
    {
        var (name, at, now) = (files.NameOf(no, day, kind), files.ReadyAt(app, day), clock.GetUtcNow());
        return new FileView(name, KindOf(kind), day, Days.ToChina(at),
            now < at ? null : links.Make(app.Id, name, now + files.LinkLife), null);
    }
}
