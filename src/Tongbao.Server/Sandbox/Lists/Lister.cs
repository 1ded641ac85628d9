using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Lists;

/// <summary>列表: reads a list page by page from the store, however long it is, and filters it.</summary>
public sealed class Lister(IStore store)
{
    /// <summary>The most rows that one request reads, however few match.</summary>
    private const int LooksAt = 20_000, Batch = 500;

    /// <summary>Lists rows of one app, or of all apps for tables with one row per app.</summary>
    public Task<IResult> Answer<T, TView>(Paging paging, AppId? app, Stretch<T> rows, Func<T, bool> fits, Func<T, TView> view)
        where T : class =>
        Answer(paging, (after, take) => Page(app, rows with { After = after, Take = take }), rows.PlaceOf, fits,
            row => ValueTask.FromResult(view(row)));

    /// <param name="page">Reads the rows after a cursor.</param>
    public async Task<IResult> Answer<T, TView>(Paging paging, Func<Cursor?, int, ValueTask<IReadOnlyList<T>>> page,
        Func<T, Cursor> placeOf, Func<T, bool> fits, Func<T, ValueTask<TView>> view)
    {
        var (found, next) = await Find(paging, page, placeOf, fits);
        if (paging.IsPlain && next is not null)
            return Results.Problem($"more than {Paging.Most} rows: ask for pages with ?{Paging.LimitName}=", statusCode: 400);
        var items = new List<TView>(found.Count);
        foreach (var row in found) items.Add(await view(row));
        return paging.IsPlain ? Results.Ok(items) : Results.Ok(new Listed<TView>(items, next is null ? null : Paging.Write(next)));
    }

    private async ValueTask<IReadOnlyList<T>> Page<T>(AppId? app, Stretch<T> rows) where T : class
    {
        await using var reader = await store.BeginRead();
        return await reader.Page(app, rows);
    }

    /// <returns>The matching rows, and the last row read if there are more.</returns>
    private static async Task<(List<T> Found, Cursor? Next)> Find<T>(Paging paging, Func<Cursor?, int, ValueTask<IReadOnlyList<T>>> page,
        Func<T, Cursor> placeOf, Func<T, bool> fits)
    {
        var (most, looked, at, found) = (paging.IsPlain ? Paging.Most : paging.Limit, 0, paging.After, new List<T>());
        while (true)
        {
            var rows = await page(at, Math.Min(Batch, most + 1));
            foreach (var row in rows)
            {
                // A plain array must be complete or refused. So it ends only at a matching row beyond the limit.
                if (paging.IsPlain ? found.Count == most && fits(row) : found.Count == most || looked == LooksAt) return (found, at);
                (at, looked) = (placeOf(row), looked + 1);
                if (fits(row)) found.Add(row);
            }
            if (rows.Count < Math.Min(Batch, most + 1)) return (found, null);
        }
    }
}
