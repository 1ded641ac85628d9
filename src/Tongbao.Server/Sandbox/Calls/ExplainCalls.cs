using System.Text.Json;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>账与来历: the books, and how an order got into its state.</summary>
public sealed class ExplainCalls(IStore store, Explainer explainer, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/apps/{id}/books", Books).Produces<BooksView>().Refuses(404)
            .WithSummary("账簿 All balances, now or at an instant (?at=)");
        api.MapGet("/apps/{id}/explain/{bizOrderNo}", Explain).Produces<Explanation>().Refuses(404)
            .WithSummary("订单全貌 An order's whole story");
    }

    /// <summary>All balances, now or at an instant.</summary>
    private Task<IResult> Books(string id, string? at) => apps.Known(id, async keys =>
    {
        var then = at is null ? null : Iso8601.Instant(at);
        if (at is not null && then is null) return Answers.Problem(400, $"at takes {Iso8601.AnInstant}");
        await using var reader = await store.BeginRead();
        IReadOnlyList<Account> accounts = then is { } instant
            ? await reader.BalancesAt(keys.App.Id, instant)
            : await reader.All(keys.App.Id, Account.Rows);
        var buckets = accounts.SelectMany(a => Enum.GetValues<Bucket>().Where(b => b == Bucket.Available || !a.Of(b).IsZero)
            .Select(b => new BookView(a.Id.Owner, a.Id.Set, JsonNamingPolicy.CamelCase.ConvertName(b.ToString()), a.Of(b).Fen)));
        // Intermediate sums may be larger than any single balance.
        var sum = accounts.Aggregate((Int128)0, (all, a) => all + a.Total.Fen);
        return Results.Ok(new BooksView(sum == 0, [.. buckets], (long)sum));
    });

    private Task<IResult> Explain(string id, string bizOrderNo) => apps.Known(id, async keys =>
        await explainer.Explain(keys, new BizOrderNo(bizOrderNo)) is { } story ? Results.Ok(story) : Answers.Problem(404, "no such order"));
}
