using Tongbao.Core.Platform;
using Tongbao.Server.Store;
using Tongbao.Server.Work;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>通知: what was told to the merchant.</summary>
public sealed class NoticeCalls(IStore store, Teller teller, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/apps/{id}/notifications", Notifications).Produces<NoticeView[]>().Refuses(404).WithSummary("通知 The notices and every try");
        api.MapPost("/apps/{id}/notifications/{nid}/redeliver", RedeliverNotice).Produces(202).Refuses(404).WithSummary("重发通知 Deliver a notice again");
    }

    private Task<IResult> Notifications(string id, string? order) => apps.Known(id, async keys =>
    {
        await using var reader = await store.BeginRead();
        var notices = order is null
            ? await reader.All(keys.App.Id, Notice.Rows)
            : await reader.LoadList(keys.App.Id, Notice.Rows, Notice.Rows.Index(Notice.ByAbout), order);
        return Results.Ok(notices.Select(NoticeView.Of));
    });

    private Task<IResult> RedeliverNotice(string id, string nid) => apps.Known(id, async keys =>
        (await teller.Run(keys.App.Id, new Redeliver(nid))).Result.IsRefused ? Answers.Problem(404, "no such notification") : Results.Accepted());
}
