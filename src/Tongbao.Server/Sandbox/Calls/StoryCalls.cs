using System.Text.Json;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Pages;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>账与来历: orders, what is still to be done, the books, and why things are as they are.</summary>
public sealed class StoryCalls(IStore store, Explainer explainer, RefusedRequests refused, PageLinks links, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/apps/{id}/orders", Orders).Produces<OrderView[]>().Refuses(404).WithSummary("订单 Every order, newest first");
        api.MapGet("/apps/{id}/agenda", AgendaOf).Produces<DueView[]>().Refuses(404).WithSummary("日程 What is still to be done, and when");
        api.MapGet("/apps/{id}/books", Books).Produces<BooksView>().Refuses(404).WithSummary("账簿 All balances, now or at an instant (?at=)");
        api.MapGet("/apps/{id}/explain/{bizOrderNo}", Explain).Produces<Explanation>().Refuses(404).WithSummary("订单全貌 An order's whole story");
        api.MapGet("/apps/{id}/refused", RefusedOf).Produces<RefusedView[]>().Refuses(404).WithSummary("验签失败 Requests whose signature was wrong, with what was probably the reason");
    }

    private Task<IResult> Orders(string id) => apps.Known(id, async keys =>
    {
        await using var reader = await store.BeginRead();
        return Results.Ok((await reader.All(keys.App.Id, Order.Rows)).OrderByDescending(o => o.No.Value, StringComparer.Ordinal).Select(o => OrderView.Of(keys.App.Id, o, links)));
    });

    private Task<IResult> AgendaOf(string id) => apps.Known(id, async keys =>
    {
        await using var reader = await store.BeginRead();
        return Results.Ok((await reader.All(keys.App.Id, WorkItem.Rows)).OrderBy(w => w.DueAt).ThenBy(w => w.Id, StringComparer.Ordinal).Select(DueView.Of));
    });

    /// <summary>All balances now, or as they were at an instant.</summary>
    private Task<IResult> Books(string id, string? at) => apps.Known(id, async keys =>
    {
        var then = at is null ? null : Iso8601.Instant(at);
        if (at is not null && then is null) return Answers.Problem(400, $"at takes {Iso8601.AnInstant}");
        await using var reader = await store.BeginRead();
        IReadOnlyList<Account> accounts = then is { } instant
            ? await reader.BalancesAt(keys.App.Id, instant)
            : await reader.All(keys.App.Id, Account.Rows);
        var buckets = accounts.SelectMany(a => Enum.GetValues<Bucket>().Where(b => b == Bucket.Available || !a.Of(b).IsZero)
            .Select(b => new BookView(Chart.OwnerOf(a.Id), Chart.SetOf(a.Id), JsonNamingPolicy.CamelCase.ConvertName(b.ToString()), a.Of(b).Fen)));
        // What is added up on the way may be more than any balance.
        var sum = accounts.Aggregate((Int128)0, (all, a) => all + a.Total.Fen);
        return Results.Ok(new BooksView(sum == 0, [.. buckets], (long)sum));
    });

    private Task<IResult> Explain(string id, string bizOrderNo) => apps.Known(id, async keys =>
        await explainer.Explain(keys, new BizOrderNo(bizOrderNo)) is { } story ? Results.Ok(story) : Answers.Problem(404, "no such order"));

    private Task<IResult> RefusedOf(string id) => apps.Known(id, keys => Task.FromResult(Results.Ok(refused.Of(keys.App.Id).Select(RefusedView.Of))));
}
