using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>查询: answers queries from committed data, without the teller.</summary>
public sealed class QueryRunner(IStore store, TimeProvider clock, IEnvironment environment)
{
    /// <param name="wire">The wire that the query came through; null for the wire of the app's first identity.</param>
    public async Task<Result> Run(AppId app, Query query, string? wire = null) =>
        (await Read(app, async book => new Box(await query.Run(book)), wire))?.Result ?? Errors.AppNotFound;

    private sealed record Box(Result Result);

    /// <summary>Reads with a book that cannot write. Null if the app does not exist.</summary>
    /// <param name="request">The request to read for, if a use case is run only to see its reply.</param>
    public async Task<T?> Read<T>(AppId app, Func<Book, ValueTask<T>> read, string? wire = null, RawRequest? request = null)
    {
        await using var reader = await store.BeginRead();
        var shelf = new Shelf(reader);
        if (await shelf.Find(app, App.Rows, app.Value) is not { } row) return default;
        var counters = await shelf.Find(app, Counters.Rows, "all") ?? Counters.Start;
        return await read(new Book(shelf, row, counters, clock.GetUtcNow(), environment, request, wire));
    }
}
