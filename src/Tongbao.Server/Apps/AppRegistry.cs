using System.Collections.Concurrent;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Apps;

/// <summary>The apps with their keys, kept in memory; another process's change is seen within a second.</summary>
public sealed class AppRegistry(IStore store, Teller teller, TimeProvider wall)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<AppId, (AppKeys? Keys, long ReadAt)> _known = new();
    private (string Private, string Public)? _storeKey;

    public async ValueTask<AppKeys?> Find(AppId id)
    {
        if (_known.TryGetValue(id, out var known) && wall.GetElapsedTime(known.ReadAt) < Fresh) return known.Keys;
        if (!App.IsId(id.Value)) return null;
        App? app;
        try
        {
            await using var reader = await store.BeginRead();
            app = await reader.Load(id, App.Rows, id.Value);
        }
        catch (Exception gone) when (known.Keys is not null && gone is StoreUnavailable or System.Data.Common.DbException)
        {
            return known.Keys;    // enough to sign the refusal with; what needs the store says so itself
        }
        var keys = app is null ? null : known.Keys is { } old && IsSame(old.App, app) ? old : new AppKeys(app);
        // Unknown ids are not remembered: anybody may make them up without end.
        if (keys is not null) _known[id] = (keys, wall.GetTimestamp());
        else _known.TryRemove(id, out _);
        return keys;
    }

    public async Task<IReadOnlyList<App>> All()
    {
        await using var reader = await store.BeginRead();
        return await reader.All(null, App.Rows);
    }

    public void Forget(AppId id) => _known.TryRemove(id, out _);

    /// <summary>Our key for those who are no app: answers to an unknown sysid are signed by it.</summary>
    public async ValueTask<AppKeys> StoreKeys()
    {
        if (_storeKey is null)
        {
            await using var reader = await store.BeginRead();
            var row = await reader.Load(SystemApp.Id, StoreKeyRows, StoreKeyId);
            if (row is null)
            {
                var (privateKey, publicKey) = AppKeys.Generate(2048);
                row = new App(new AppId(StoreKeyId), "", "store", [publicKey], new Secret(privateKey), "", new Settings(), wall.GetUtcNow());
                await teller.Run(SystemApp.Id, new KeepStoreKey(row));
                await using var again = await store.BeginRead();
                row = (await again.Load(SystemApp.Id, StoreKeyRows, StoreKeyId))!;
            }
            _storeKey = (row.PlatformKey.Clear, row.MerchantKeys[0]);
            StoreKey = new AppKeys(row);
        }
        return StoreKey!;
    }

    public AppKeys? StoreKey { get; private set; }

    private const string StoreKeyId = "store-key";
    private static readonly RowKind<App> StoreKeyRows = new("system", _ => StoreKeyId);

    /// <summary>Rows are new objects with each reading; what matters is whether anything in them changed.</summary>
    private static bool IsSame(App a, App b) =>
        a.PlatformKey == b.PlatformKey && a.MerchantKeys.SequenceEqual(b.MerchantKeys) && a.Name == b.Name && a.Protocol == b.Protocol
        && SettingsJson.Show(a.Settings).GetRawText() == SettingsJson.Show(b.Settings).GetRawText();

    private sealed record KeepStoreKey(App Row) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Shelf.Find(SystemApp.Id, StoreKeyRows, StoreKeyId) is null) book.Shelf.Put(SystemApp.Id, StoreKeyRows, Row);
            return Done.It;
        }
    }
}
