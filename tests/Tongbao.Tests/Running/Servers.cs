
[assembly: AssemblyFixture(typeof(Servers))]
[assembly: CollectionBehavior(MaxParallelThreads = 6)]

namespace Tongbao.Tests.Running;

/// <summary>One server a store for the whole run, because a start costs a second; each test brings its own app.</summary>
public sealed class Servers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> postgres = new(PostgresServer.Start);
    private readonly Lazy<Task<ServerProcess>> onSqlite, onPostgres;

    public Servers() => (onSqlite, onPostgres) = (new(() => StartOwn(Store.Sqlite)), new(() => StartOwn(Store.Postgres)));

    public static async Task<ServerProcess> Shared(Store store)
    {
        var servers = await Current();
        return await (store == Store.Sqlite ? servers.onSqlite : servers.onPostgres).Value;
    }

    /// <summary>For tests that move the clock, or kill the server.</summary>
    public static async Task<ServerProcess> Own(Store store) => await (await Current()).StartOwn(store);

    public static async Task<ServerPlace> NewPlace(Store store) => await (await Current()).MakePlace(store);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { onSqlite, onPostgres }.Where(s => s.IsValueCreated && s.Value.IsCompletedSuccessfully)) await (await server.Value).DisposeAsync();
        if (postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await postgres.Value).DisposeAsync();
    }

    private static async Task<Servers> Current() => (await TestContext.Current.GetFixture<Servers>())!;

    private async Task<ServerProcess> StartOwn(Store store) => await ServerProcess.Start(await MakePlace(store));

    private async Task<ServerPlace> MakePlace(Store store) =>
        new(store, new TempFolder(), store == Store.Postgres ? await (await postgres.Value).NewDatabase() : null);
}
