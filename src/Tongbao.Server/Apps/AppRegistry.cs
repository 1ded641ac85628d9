using System.Collections.Concurrent;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Apps;

/// <summary>
/// 应用登记: the apps with the keys of their identities, cached in memory. A change by another process is seen within a second.
/// </summary>
public sealed class AppRegistry(IStore store, Teller teller, TimeProvider wall, KeyKinds kinds)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>The size of the key that signs replies to unknown apps.</summary>
    private const int StoreKeyBits = 2048;

    private readonly ConcurrentDictionary<AppId, (OpenedApp? Opened, long ReadAt)> _known = new();

    /// <summary>Cache of identity numbers that are not an app's own id.</summary>
    private readonly ConcurrentDictionary<(string Wire, string No), (AppId App, long ReadAt)> _numbers = new();

    /// <summary>An app by its id, with the keys of its first identity.</summary>
    public async ValueTask<AppKeys?> Find(AppId id) => await OpenedOf(id) is { } opened ? opened.On(opened.App.First.Wire) : null;

    /// <summary>An app by its id, with the keys of its identity on a wire.</summary>
    public async ValueTask<AppKeys?> Find(AppId id, string wire) => (await OpenedOf(id))?.On(wire);

    /// <summary>An app by its number on a wire, with the keys of that identity.</summary>
    public async ValueTask<AppKeys?> Find(string wire, string no)
    {
        // Most apps have only one identity, whose number is the app's id. A number that is known to be another one's is not looked up as an
        // id: that would cost a read for each request, and fail while the store is unavailable.
        if (!_numbers.ContainsKey((wire, no)) && await OpenedOf(new AppId(no)) is { App.First: var first } own && first.Wire == wire
            && own.On(wire) is { } keys) return keys;
        return await OwnerOf(wire, no) is { } id && await Find(id, wire) is { } other && other.No == no ? other : null;
    }

    public async Task<IReadOnlyList<App>> All()
    {
        await using var reader = await store.BeginRead();
        return await reader.All(null, App.Rows);
    }

    public void Forget(AppId id)
    {
        _known.TryRemove(id, out _);
        foreach (var (number, _) in _numbers.Where(n => n.Value.App == id)) _numbers.TryRemove(number, out _);
    }

    private async ValueTask<OpenedApp?> OpenedOf(AppId id)
    {
        if (_known.TryGetValue(id, out var known) && wall.GetElapsedTime(known.ReadAt) < Fresh) return known.Opened;
        if (!App.IsId(id.Value)) return null;
        App? app;
        try
        {
            await using var reader = await store.BeginRead();
            app = await reader.Load(id, App.Rows, id.Value);
        }
        catch (Exception gone) when (known.Opened is not null && gone is StoreUnavailable or System.Data.Common.DbException)
        {
            return known.Opened;    // cached keys are enough to sign an error reply; what needs the store reports the outage itself
        }
        var opened = app is null ? null : known.Opened is { } old && IsSame(old.App, app) ? old : new OpenedApp(app, kinds);
        // Unknown ids are not cached, because anybody can invent any number of them.
        if (opened is not null) _known[id] = (opened, wall.GetTimestamp());
        else _known.TryRemove(id, out _);
        return opened;
    }

    /// <summary>The app that a number belongs to, if the number is not an app's own id.</summary>
    private async ValueTask<AppId?> OwnerOf(string wire, string no)
    {
        if (_numbers.TryGetValue((wire, no), out var known) && wall.GetElapsedTime(known.ReadAt) < Fresh) return known.App;
        if (!App.IsId(no)) return null;
        try
        {
            await using var reader = await store.BeginRead();
            var row = await reader.Load(SystemApp.Id, IdentityNumber.Rows, IdentityNumber.KeyOf(wire, no));
            if (row is not null) _numbers[(wire, no)] = (row.App, wall.GetTimestamp());
            else _numbers.TryRemove((wire, no), out _);
            return row?.App;
        }
        catch (Exception gone) when (known.App.Value is not null && gone is StoreUnavailable or System.Data.Common.DbException)
        {
            return known.App;
        }
    }

    /// <summary>The key that signs replies to an unknown sysid, for which there is no app and so no app's key.</summary>
    public async ValueTask<AppKeys> StoreKeys()
    {
        if (StoreKey is { } made) return made;
        var row = await LoadStoreKey();
        if (row is null)
        {
            var (privateKey, publicKey) = RsaKeys.Generate(StoreKeyBits);
            var id = new AppId(StoreKeyId);
            await teller.Run(SystemApp.Id,
                new KeepStoreKey(new App(id, "store",
                [new Identity("", StoreKeyId, RsaKeyKind.Kind, [publicKey], new Secret(privateKey), new Settings())], "",
                wall.GetUtcNow())));
            row = (await LoadStoreKey())!;
        }
        return StoreKey = new RsaKeys(row, row.First);
    }

    public AppKeys? StoreKey { get; private set; }

    private const string StoreKeyId = "store-key";
    private static readonly RowKind<App> StoreKeyRows = new("system", _ => StoreKeyId);

    private async ValueTask<App?> LoadStoreKey()
    {
        await using var reader = await store.BeginRead();
        return await reader.Load(SystemApp.Id, StoreKeyRows, StoreKeyId);
    }

    /// <summary>Rows are new objects each time they are read, so their contents are compared.</summary>
    private static bool IsSame(App a, App b) =>
        a.Name == b.Name && a.Identities.Count == b.Identities.Count
        && a.Identities.Zip(b.Identities).All(pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(Identity a, Identity b) =>
        a.Wire == b.Wire && a.No == b.No && a.KeyKind == b.KeyKind && a.PlatformKey == b.PlatformKey
            && a.MerchantKeys.SequenceEqual(b.MerchantKeys)
        && SettingsJson.Show(a.Settings).GetRawText() == SettingsJson.Show(b.Settings).GetRawText();

    private sealed record KeepStoreKey(App Row) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Shelf.Find(SystemApp.Id, StoreKeyRows, StoreKeyId) is null) book.Shelf.Put(SystemApp.Id, StoreKeyRows, Row);
            return Done.It;
        }
    }

    /// <summary>An app with the keys of those identities whose kind of key this server knows.</summary>
    private sealed class OpenedApp(App app, KeyKinds kinds)
    {
        private readonly IReadOnlyDictionary<string, AppKeys> _keys = app.Identities.Select(i => kinds.Find(i.KeyKind)?.Open(app, i))
            .OfType<AppKeys>().ToDictionary(k => k.Identity.Wire);

        public App App => app;

        public AppKeys? On(string wire) => _keys.GetValueOrDefault(wire);
    }
}
