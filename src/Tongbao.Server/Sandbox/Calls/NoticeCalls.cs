using Tongbao.Server.Sandbox.Description;
using Tongbao.Core.Platform;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Store;
using Tongbao.Server.Work;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>通知: the notices sent to the merchant.</summary>
public sealed class NoticeCalls(Lister lister, Teller teller, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/apps/{id}/notifications", Notifications).Lists<NoticeView>(orPlain: true).Refuses(404)
            .WithSummary("通知 The notices and every try");
        api.MapPost("/apps/{id}/notifications/{nid}/redeliver", RedeliverNotice).Produces(202).Refuses(404)
            .WithSummary("重发通知 Deliver a notice again");
    }

    private Task<IResult> Notifications(string id, string? order, string? @event, [OneOf(typeof(NoticeState))] string? state, int? limit,
        string? after) => apps.Known(id, keys => lister.Answer(
        Paging.OrPlain(limit, after), keys.App.Id,
            new Stretch<Notice>(Notice.Rows) { Under = order is null ? null : (Notice.Rows.Index(Notice.ByAbout), order) },
        n => (@event is null || n.Event == @event) && (state is null || InJson.Of(n.State) == state), NoticeView.Of));

    private Task<IResult> RedeliverNotice(string id, string nid) => apps.Known(id, async keys =>
        (await teller.Run(keys.App.Id, new Redeliver(nid))).Result.IsRefused ? Answers.Problem(404, "no such notification")
            : Results.Accepted());
}
