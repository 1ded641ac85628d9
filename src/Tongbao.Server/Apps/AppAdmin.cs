using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;
using Tongbao.Server.Store;

namespace Tongbao.Server.Apps;

/// <summary>应用管理: creates apps and changes their settings and keys, for the sandbox API and for the command line.</summary>
public sealed class AppAdmin(Teller teller, AppRegistry apps, IdentityAdmin identities, SpokenWires wires, QueryRunner queries,
    IEnvironment environment, TimeProvider clock)
{
    /// <summary>All protocols that exist, whether or not this server speaks them.</summary>
    private static readonly string[] Protocols = ["tsy2", "yst2", "accp"];

    private const string Taken = "the id is taken";

    public async Task<(App? App, int Status, string? Problem)> Create(NewApp wanted)
    {
        if (wires.Find(wanted.Protocol) is not { } wire)
            return Protocols.Contains(wanted.Protocol) ? (null, 501, $"{wanted.Protocol} is not served yet")
                : (null, 400, "protocol is tsy2, yst2 or accp");
        var (identity, problem) = wires.NewIdentity(wire, wanted.Id, wanted.MerchantPublicKey,
            SettingsJson.Merge(wire.Defaults, wanted.Settings, environment.Part<IPayTables>(wire.Wire)));
        if (identity is null) return (null, 400, problem);
        var app = new App(new AppId(identity.No), wanted.Name
            ?? identity.No, [identity], identity.Settings.CustodyAccountSetNo, clock.GetUtcNow());
        var number = new IdentityNumber(identity.Wire, identity.No, app.Id);
        if (await identities.Take(number) is not { } isNew) return (null, 409, Taken);
        var error = (await teller.Run(app.Id, new OpenApp(app))).Result.Error;
        if (error is not null && isNew) await identities.Free(number);
        apps.Forget(app.Id);
        return error is null ? (app, 201, null) : error == Errors.MemberExists ? (null, 409, Taken) : (null, 400, error.Id);
    }

    public async Task<(App? App, int Status, string? Problem)> Change(AppId id, JsonElement? change)
    {
        if (await apps.Find(id) is null) return (null, 404, "no such app");
        var result = (await teller.Run(id, new ChangeSettings(change))).Result;
        apps.Forget(id);
        if (result.Error is { } error)
            return error == Errors.AppNotFound ? (null, 404, "Application does not exist") : (null, 400, error.What);
        return (((ChangeSettings.Changed)result.Reply!).App, 200, null);
    }

    /// <summary>
    /// 应用命令: carries out the `app` command in the process that has the store open: a running server, or the command itself.
    /// </summary>
    public async Task<AppOutcome> Do(AppWish wish)
    {
        if (wish.Verb == "list") return new AppOutcome([.. await Task.WhenAll((await apps.All()).Select(View))], null);
        if (wish.Verb == "add")
        {
            var (made, _, wrong) = await Create(new NewApp(wish.Wire ?? FirstWire, wish.Id ?? "", wish.PublicKey
                ?? "", wish.Name, wish.Settings));
            return made is null ? AppOutcome.Refused(wrong!) : new AppOutcome([await View(made)], null);
        }
        if (await apps.Find(new AppId(wish.Id ?? "")) is not { App: var app }) return AppOutcome.Refused(NoSuchApp);
        return wish.Verb switch
        {
            "show" => new AppOutcome([await View(app)], null),
            "rotate-key" => new AppOutcome([], (await Rotate(app, app.First.Wire, wish)).Problem),
            "remove" => await Remove(app),
            "identity list" => new AppOutcome([.. await Task.WhenAll(app.Identities.Select(i => View(app, i)))], null),
            "identity add" => await Shown(await identities.Add(app.Id,
                new NewIdentity(wish.Wire ?? "", wish.Number ?? "", wish.PublicKey ?? "", wish.Settings))),
            "identity rotate-key" => new AppOutcome([], (await Rotate(app, wish.Wire ?? "", wish)).Problem),
            "identity remove" => new AppOutcome([], (await identities.Remove(app.Id, wish.Wire ?? "")).Problem),
            _ => AppOutcome.Refused("no such verb"),
        };
    }

    /// <summary>The protocol of an app for which `app add` names none.</summary>
    private const string FirstWire = "tsy2";

    private Task<IdentityAdmin.Told> Rotate(App app, string wire, AppWish wish) =>
        identities.Change(app.Id, wire, new IdentityChange(null, wish.PublicKey ?? "", wish.DropOld));

    private async Task<AppOutcome> Shown(IdentityAdmin.Told told) =>
        told is { App: { } app, Identity: { } identity } ? new AppOutcome([await View(app, identity)], null)
            : AppOutcome.Refused(told.Problem!);

    private const string NoSuchApp = "没有这个应用 no such app";

    private async Task<AppOutcome> Remove(App app)
    {
        var outcome = await teller.Run(app.Id, new RemoveApp());
        apps.Forget(app.Id);
        if (outcome.Result.Error is null)
        {
            foreach (var identity in app.Identities) await identities.Free(new IdentityNumber(identity.Wire, identity.No, app.Id));
        }
        return outcome.Result.Error switch
        {
            null => new AppOutcome([], null, Told(((RemoveApp.Remains)outcome.Result.Reply!).Entries)),
            var error when error == Errors.AppNotFound => AppOutcome.Refused(NoSuchApp),
            _ => AppOutcome.Refused("应用已有会员、订单或资金 the app has members, orders or money"),
        };
    }

    private static string Told(long entries) => entries == 0 ? "已删除 removed"
        : $"已删除；{entries} 笔分录留在账上，verify 计为已删除的应用\nRemoved. Its entries remain in the ledger, {entries} of them: verify counts them as those of a removed app";

    /// <summary>The app as its first identity shows it, which has the app's id.</summary>
    public Task<AppView> View(App app) => View(app, app.First);

    /// <summary>
    /// An identity with all its settings. The reserve position is the current one, which payouts and remittances have changed since it was
    /// set; the account number at the bank is filled in.
    /// </summary>
    public async Task<AppView> View(App app, Identity identity)
    {
        var now = app.SettingsOn(identity.Wire)
            with { ReservePosition = await queries.Read(app.Id, ReservePosition.Of), BankAccountNo = app.BankAccountNo };
        var keys = await apps.Find(app.Id, identity.Wire);
        return new AppView(identity.No, identity.Wire, app.Name, keys?.PlatformPublicKey
            ?? "", keys?.PlatformCertificate, app.CustodySet, SettingsJson.Show(now)) { SecretKey = keys?.SecretKey };
    }
}

/// <summary>A new app, as POST /sandbox/apps takes it.</summary>
/// <param name="MerchantPublicKey">Base64 SPKI, PEM or certificate.</param>
public sealed record NewApp([property: AllowedValues("tsy2", "yst2", "accp")] string Protocol, string Id, string MerchantPublicKey,
    string? Name = null, JsonElement? Settings = null);

/// <summary>An app as the API shows it.</summary>
/// <param name="PlatformPublicKey">Base64 SPKI.</param>
/// <param name="PlatformCertificate">The same key as an X.509 certificate, PEM.</param>
public sealed record AppView(string Id, string Protocol, string Name, string PlatformPublicKey, string? PlatformCertificate,
    string CustodyAccountSetNo, JsonElement Settings)
{
    /// <summary>The SM4 key of encrypted fields, 32 hexadecimal digits. Left out on wires that have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecretKey { get; init; }
}

/// <summary>A request of the `app` command: add, list, show, rotate-key, remove; identity add, list, rotate-key, remove.</summary>
public sealed record AppWish(string Verb, string? Id = null, string? Name = null, string? PublicKey = null, JsonElement? Settings = null,
    bool DropOld = false,
    string? Wire = null, string? Number = null);

/// <param name="Note">A message for the operator if there is no app to show.</param>
public sealed record AppOutcome(IReadOnlyList<AppView> Apps, string? Problem, string? Note = null)
{
    public static AppOutcome Refused(string problem) => new([], problem);
}
