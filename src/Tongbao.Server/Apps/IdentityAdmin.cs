using System.Text.Json;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Apps;

/// <summary>身份管理: creates, changes and removes the identities of an app, for the sandbox API and for the command line.</summary>
public sealed class IdentityAdmin(Teller teller, AppRegistry apps, SpokenWires wires, IEnvironment environment)
{
    private const string NoSuchApp = "no such app", NoSuchIdentity = "the app has no identity on this wire",
        Taken = "the number is taken on this wire";

    /// <summary>Adds a further identity. The first one is created with its app.</summary>
    public async Task<Told> Add(AppId id, NewIdentity wanted)
    {
        if (await apps.Find(id) is not { App: var app }) return Told.Not(404, NoSuchApp);
        if (wires.Find(wanted.Protocol) is not { } wire) return Told.Not(409, wires.NotSpoken(wanted.Protocol));
        if (app.On(wire.Wire) is not null) return Told.Not(409, "the app has an identity on this wire already");
        if (Settings.OfTheApp.FirstOrDefault(name => SettingsJson.Names(wanted.Settings, name)) is { } own)
            return Told.Not(400, ChangeSettings.OfTheApp(own));
        var basis = wire.Defaults.WithTheAppsOwn(app.Settings) with { CustodyAccountSetNo = app.CustodySet };
        var (identity, problem) = wires.NewIdentity(wire, wanted.Id, wanted.MerchantPublicKey, Merged(wire.Wire, basis, wanted.Settings));
        if (identity is null) return Told.Not(400, problem!);
        if (await Take(new IdentityNumber(wire.Wire, identity.No, id)) is not { } isNew) return Told.Not(409, Taken);
        var error = (await teller.Run(id, new AddIdentity(identity))).Result.Error;
        if (error is not null && isNew) await Free(new IdentityNumber(wire.Wire, identity.No, id));
        apps.Forget(id);
        return error is null ? await Now(id, wire.Wire, 201) : error == Errors.AppNotFound ? Told.Not(404, NoSuchApp)
            : Told.Not(409, "the app has an identity on this wire already");
    }

    /// <summary>Adds a new key of the merchant, changes settings, or both.</summary>
    public async Task<Told> Change(AppId id, string wire, IdentityChange change)
    {
        if (await apps.Find(id) is null) return Told.Not(404, NoSuchApp);
        if (await apps.Find(id, wire) is not { Identity: var identity }) return Told.Not(404, NoSuchIdentity);
        if (change.MerchantPublicKey is { } text)
        {
            if (wires.Find(wire) is not { } terms) return Told.Not(409, wires.NotSpoken(wire));
            var kind = wires.KeysOf(terms);
            if (kind.ReadPublicKey(text) is not { } key) return Told.Not(400, kind.Refusal(text));
            await teller.Run(id, new RotateKey(identity.Wire, key, change.DropOldKey ?? false));
        }
        var error = change.Settings is null ? null : (await teller.Run(id, new ChangeSettings(change.Settings, wire))).Result.Error;
        apps.Forget(id);
        return error is null ? await Now(id, wire, 200) : Told.Not(error == Errors.AppNotFound ? 404 : 400, error.What ?? error.Id);
    }

    public async Task<Told> Remove(AppId id, string wire)
    {
        if (await apps.Find(id) is not { App: var app }) return Told.Not(404, NoSuchApp);
        var result = (await teller.Run(id, new RemoveIdentity(wire))).Result;
        apps.Forget(id);
        if (result.Error is { } error)
            return error == Errors.TradeRule ? Told.Not(409, "the first identity goes only with its app") : Told.Not(404, NoSuchIdentity);
        await Free(new IdentityNumber(wire, ((RemoveIdentity.Removed)result.Reply!).Identity.No, id));
        return new Told(app, null, 204, null);
    }

    /// <summary>Reserves a number for an app. True if it is new, false if the app already had it, null if another app has it.</summary>
    public async Task<bool?> Take(IdentityNumber wanted)
    {
        // An app of an old version has its number without a row in this table.
        if (await apps.Find(wanted.Wire, wanted.No) is { App.Id: var owner } && owner != wanted.App) return null;
        return (await teller.Run(SystemApp.Id, new TakeNumber(wanted))).Result.Reply is TakeNumber.Taken { IsNew: var isNew } ? isNew
            : null;
    }

    public Task Free(IdentityNumber had) => teller.Run(SystemApp.Id, new FreeNumber(had));

    private (Settings, string?) Merged(string wire, Settings basis, JsonElement? named)
    {
        var (settings, wrong) = SettingsJson.Merge(basis, named, environment.Part<IPayTables>(wire));
        return settings.CustodyAccountSetNo == basis.CustodyAccountSetNo ? (settings, wrong)
            : (basis, "custodyAccountSetNo stays: it is set when the app is made");
    }

    private async Task<Told> Now(AppId id, string wire, int status) =>
        await apps.Find(id, wire) is { } keys ? new Told(keys.App, keys.Identity, status, null) : Told.Not(404, NoSuchIdentity);

    /// <summary>The result: the identity as it is now, or the problem.</summary>
    public sealed record Told(App? App, Identity? Identity, int Status, string? Problem)
    {
        public static Told Not(int status, string problem) => new(null, null, status, problem);
    }
}

/// <summary>A new identity, as POST /sandbox/apps/{id}/identities takes it.</summary>
/// <param name="Id">The app's number on that wire.</param>
/// <param name="MerchantPublicKey">In the same forms as for a new app.</param>
public sealed record NewIdentity(string Protocol, string Id, string MerchantPublicKey, JsonElement? Settings = null);

/// <param name="MerchantPublicKey">A new key. The key before stays valid beside it.</param>
/// <param name="DropOldKey">Drops the key before at once.</param>
public sealed record IdentityChange(JsonElement? Settings = null, string? MerchantPublicKey = null, bool? DropOldKey = null);
