using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(Servers))]
[assembly: CollectionBehavior(MaxParallelThreads = 6)]

namespace Tongbao.Tests.Running;

/// <summary>
/// The servers of the whole run, because a start costs a second. One a store is shared by all tests, each with an app of its own;
/// others are lent to one test at a time, which may move the clock, or kill the server and start it again. What a first start makes,
/// tables and keys, is made once a store and copied.
/// </summary>
public sealed class Servers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> postgres = new(PostgresServer.Start);
    private readonly Dictionary<Store, Lazy<Task<ServerPlace>>> begun;
    private readonly Dictionary<Store, Lazy<Task<ServerProcess>>> shared;
    private readonly Dictionary<Store, ConcurrentBag<ServerProcess>> idle = new() { [Store.Sqlite] = [], [Store.Postgres] = [] };

    public Servers()
    {
        begun = Enum.GetValues<Store>().ToDictionary(store => store, store => new Lazy<Task<ServerPlace>>(() => Begin(store)));
        shared = Enum.GetValues<Store>().ToDictionary(store => store, store => new Lazy<Task<ServerProcess>>(() => Start(store)));
    }

    public static async Task<ServerProcess> Shared(Store store) => await (await Current()).shared[store].Value;

    /// <summary>A server for one test alone. Its clock is live, and may be days ahead.</summary>
    public static async Task<ServerProcess> Lend(Store store)
    {
        var servers = await Current();
        if (!servers.idle[store].TryTake(out var server)) return await servers.Start(store);
        await server.Sandbox.Live();
        return server;
    }

    public static async Task GiveBack(ServerProcess server) => (await Current()).idle[server.Place.Store].Add(server);

    /// <summary>One that nobody used before, and whose clock was never moved.</summary>
    public static async Task<ServerProcess> New(Store store) => await (await Current()).Start(store);

    /// <summary>The same, whose clock stands still at this instant, whatever the day on which the tests run.</summary>
    public static async Task<ServerProcess> NewAt(Store store, DateTimeOffset at)
    {
        // A copy of what a first start makes has a clock already.
        var server = ServerProcess.On(await NewPlace(store));
        server.Options = ["--clock", $"{at:yyyy-MM-dd'T'HH:mm:sszzz}"];
        await server.Start();
        // Started again later, it goes on from where its clock stands.
        server.Options = [];
        return server;
    }

    /// <summary>Where no server ever was.</summary>
    public static async Task<ServerPlace> NewPlace(Store store) => await (await Current()).MakePlace(store);

    /// <summary>Another place that holds what this one does, which nobody uses now; its key is not in it.</summary>
    public static async Task<ServerPlace> CopyOfBooks(ServerPlace place)
    {
        var copy = await (await Current()).MakePlace(place.Store, place.Postgres);
        (await Programs.Run("cp", ["-r", $"{place.Folder.Path}/.", copy.Folder.Path])).MustSucceed();
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in shared.Values.Where(s => s is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            await using var ending = await server.Value;
            // The books of all tests that shared it.
            (await ending.Cli("verify")).MustSucceed();
        }
        foreach (var server in idle.Values.SelectMany(servers => servers)) await server.DisposeAsync();
        if (postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await postgres.Value).DisposeAsync();
    }

    private static async Task<Servers> Current() => (await TestContext.Current.GetFixture<Servers>())!;

    private async Task<ServerProcess> Start(Store store) => await ServerProcess.Start(await CopyOf(await begun[store].Value));

    private async Task<ServerPlace> Begin(Store store)
    {
        var server = await ServerProcess.Start(await MakePlace(store));
        await server.Stop();
        return server.Place;
    }

    private async Task<ServerPlace> CopyOf(ServerPlace begun)
    {
        var copy = await MakePlace(begun.Store, begun.Postgres);
        (await Programs.Run("cp", ["-r", $"{begun.Folder.Path}/.", copy.Folder.Path])).MustSucceed();
        File.Copy(begun.Folder.Path + ".key", copy.Folder.Path + ".key");
        return copy;
    }

    private async Task<ServerPlace> MakePlace(Store store, string? like = null) =>
        new(store, new TempFolder(), store == Store.Postgres ? await (await postgres.Value).NewDatabase(like) : null);
}
