using Tongbao.Server.Sandbox.Description;
using System.Globalization;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Pages;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>列表: the data of an app, page by page.</summary>
public sealed class ListCalls(Lister lister, IStore store, RefusedRequests refused, PageLinks links, Catalogue catalogue,
    KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/apps/{id}/members", Members).Lists<MemberView>().Refuses(404)
            .WithSummary("会员 Every member, in the order of their ids");
        api.MapGet("/apps/{id}/orders", Orders).Lists<OrderView>(orPlain: true).Refuses(404).WithSummary("订单 Every order, newest first");
        api.MapGet("/apps/{id}/agenda", Agenda).Lists<DueView>(orPlain: true).Refuses(404)
            .WithSummary("日程 What is still to be done, and when");
        api.MapGet("/apps/{id}/findings", Findings).Lists<FindingView>().Refuses(404)
            .WithSummary("待处理 What an operator must look at, newest first");
        api.MapGet("/apps/{id}/refused", Refused).Lists<RefusedView>(orPlain: true).Refuses(404)
            .WithSummary("验签失败 Requests whose signature was wrong, with what was probably the reason");
        api.MapGet("/sms", Sms).Lists<SmsView>(orPlain: true).Refuses(404).WithSummary("短信箱 The codes that were sent, newest first");
    }

    private Task<IResult> Members(string id, string? bizUserId, [OneOf(typeof(MemberType))] string? type, bool? locked,
        [OneOf(typeof(ReviewState))] string? review, int? limit, string? after) =>
        apps.Known(id, keys => lister.Answer(Paging.Of(limit, after), (at, take) => MembersAfter(keys.App.Id, at, take),
            new Stretch<Member>(Member.Rows).PlaceOf,
            m => (bizUserId is null || m.Id.Value == bizUserId) && (type is null || InJson.Of(m.Type) == type)
                && (locked is null || m.Locked == locked)
                && (review is null || (m.Company is { } company && InJson.Of(company.Review) == review)),
            m => ViewOf(keys.App, m)));

    private async ValueTask<IReadOnlyList<Member>> MembersAfter(AppId app, Cursor? at, int take)
    {
        await using var reader = await store.BeginRead();
        return await reader.Page(app, new Stretch<Member>(Member.Rows) { After = at, Take = take });
    }

    private async ValueTask<MemberView> ViewOf(App app, Member member)
    {
        if (!member.HasPassword) return MemberView.Of(app, member, null, catalogue);
        await using var reader = await store.BeginRead();
        return MemberView.Of(app, member, await reader.Load(app.Id, Credential.Rows, member.Id.Value)
            ?? Credentials.OfOlder(member, member.PasswordHash!), catalogue);
    }

    private Task<IResult> Orders(string id, string? bizOrderNo, [OneOf(typeof(OrderStatus))] string? status,
        [OneOf(typeof(OrderKind))] string? kind, string? member, int? limit, string? after) =>
        apps.Known(id, keys => lister.Answer(Paging.OrPlain(limit, after), keys.App.Id,
            new Stretch<Order>(Order.Rows, NewestFirst: true) { Under = bizOrderNo is null ? null
                : (Order.Rows.Index(Order.ByBizNo), bizOrderNo) },
            o => (status is null || InJson.Of(o.Status) == status) && (kind is null || InJson.Of(o.Kind) == kind)
                && (member is null || Concerns(o, new BizUserId(member))),
            o => OrderView.Of(keys.App, o, links, catalogue)));

    private static bool Concerns(Order order, BizUserId member) =>
        order.Payer == member || order.Payee == member || order.Receivers.Any(r => r.Member == member);

    private Task<IResult> Agenda(string id, string? job, string? about, int? limit, string? after) => apps.Known(id, keys => lister.Answer(
        Paging.OrPlain(limit, after), keys.App.Id, new Stretch<WorkItem>(WorkItem.Rows) { By = WorkItem.Rows.Indexes[0] },
        w => DueView.Of(w) is var due && (job is null || due.Job == job) && (about is null || due.About == about), DueView.Of));

    private Task<IResult> Findings(string id, string? order, string? kind, int? limit, string? after) =>
        apps.Known(id, keys => lister.Answer(
        Paging.Of(limit, after), keys.App.Id,
            new Stretch<Finding>(Finding.Rows, NewestFirst: true) { Under = order is null ? null : (Finding.Rows.Indexes[0], order) },
        f => kind is null || f.Kind == kind, FindingView.Of));

    /// <summary>The last refused requests are kept only in this process's memory.</summary>
    private Task<IResult> Refused(string id, int? limit, string? after) =>
        apps.Known(id, keys => lister.Answer(Paging.OrPlain(limit, after),
        (at, take) => ValueTask.FromResult<IReadOnlyList<RefusedRequests.Refused>>([.. refused.Of(keys.App.Id)
            .Where(r => at is null || r.No < at.Number).Take(take)]),
        r => new Cursor("", r.No), _ => true, r => ValueTask.FromResult(RefusedView.Of(r))));

    private Task<IResult> Sms(string app, string? phone, int? limit, string? after) =>
        apps.Known(app, keys => lister.Answer(Paging.OrPlain(limit, after),
        (at, take) => Sent(keys.App.Id, at, take), s =>
            new Cursor(s.No.ToString(CultureInfo.InvariantCulture), s.SentAt.ToUnixTimeMilliseconds()), s =>
            phone is null || s.Phone.Clear == phone,
        s => ValueTask.FromResult(new SmsView(s.Phone.Clear, s.Code.Clear, s.Purpose, Days.ToChina(s.SentAt), Days.ToChina(s.ExpiresAt)))));

    /// <summary>
    /// Codes sent at the same instant, as happens while the clock is frozen, are ordered by their numbers. All codes of an instant are read
    /// together.
    /// </summary>
    private async ValueTask<IReadOnlyList<SmsMessage>> Sent(AppId app, Cursor? at, int take)
    {
        var (number, instant) = (at is not null
            && long.TryParse(at.Key, CultureInfo.InvariantCulture, out var last) ? last : long.MaxValue, at?.Number ?? long.MaxValue);
        var rows = new Stretch<SmsMessage>(SmsMessage.Rows, NewestFirst: true) { By = SmsMessage.Rows.Index(SmsMessage.BySentAt),
            After = new Cursor("\uFFFF", instant), Take = Paging.Most };
        var sent = new List<SmsMessage>();
        await using var reader = await store.BeginRead();
        while (true)
        {
            var page = await reader.Page(app, rows);
            sent.AddRange(page.Where(s => s.SentAt.ToUnixTimeMilliseconds() < instant || s.No < number));
            if (page.Count < rows.Take || (sent.Count >= take && sent[take - 1].SentAt > page[^1].SentAt))
                return [.. sent.OrderByDescending(s => s.SentAt).ThenByDescending(s => s.No).Take(take)];
            rows = rows with { After = rows.PlaceOf(page[^1]) };
        }
    }
}
