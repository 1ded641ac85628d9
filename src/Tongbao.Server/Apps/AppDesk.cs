using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;
using Tongbao.Server.Store;

namespace Tongbao.Server.Apps;

/// <summary>应用管理: makes apps and changes their settings and keys, for the sandbox API and the command line alike.</summary>
public sealed class AppDesk(Teller teller, AppRegistry apps, Library library, IWorld world, TimeProvider clock)
{
    private static readonly string[] Protocols = ["tsy2", "yst2", "accp"];

    public async Task<(App? App, int Status, string? Problem)> Create(NewApp wanted)
    {
        if (!Protocols.Contains(wanted.Protocol)) return (null, 400, "protocol is tsy2, yst2 or accp");
        if (wanted.Protocol != "tsy2") return (null, 501, $"{wanted.Protocol} is not served yet");
        if (wanted.Id is null || !App.IsId(wanted.Id)) return (null, 400, "id has 1 to 40 letters, digits, - or _");
        if (wanted.MerchantPublicKey is null || AppKeys.ReadPublicKey(wanted.MerchantPublicKey) is not { } key)
            return (null, 400, $"merchantPublicKey is an RSA public key of {AppKeys.MinBits} to {AppKeys.MaxBits} bits, base64 SPKI, PEM or certificate");
        var (settings, wrong) = SettingsJson.Merge(new Settings(), wanted.Settings, world);
        if (wrong is not null) return (null, 400, wrong);
        var (privateKey, _) = AppKeys.Generate(settings.PlatformKeyBits);
        var app = new App(new AppId(wanted.Id), wanted.Protocol!, wanted.Name ?? wanted.Id, [key], new Secret(privateKey), settings.CustodyAccountSetNo, settings, clock.GetUtcNow());
        var error = (await teller.Run(app.Id, new OpenApp(app))).Result.Error;
        apps.Forget(app.Id);
        return error is null ? (app, 201, null) : error == Errors.MemberExists ? (null, 409, "the id is taken") : (null, 400, error.Id);
    }

    public async Task<(App? App, int Status, string? Problem)> Change(AppId id, JsonElement? change)
    {
        if (await apps.Find(id) is null) return (null, 404, "no such app");
        var result = (await teller.Run(id, new ChangeSettings(change))).Result;
        apps.Forget(id);
        if (result.Error is { } error) return error == Errors.AppNotFound ? (null, 404, "Application does not exist") : (null, 400, error.What);
        return (((ChangeSettings.Changed)result.Reply!).App, 200, null);
    }

    /// <summary>换钥: takes a new key of the merchant's in; the old one stays valid until it is dropped.</summary>
    public async Task<string?> RotateKey(AppId id, string newKey, bool dropOld)
    {
        if (AppKeys.ReadPublicKey(newKey) is not { } key) return "not an RSA public key of 1024 to 4096 bits";
        await teller.Run(id, new SetKeys(key, dropOld));
        apps.Forget(id);
        return null;
    }

    /// <summary>应用命令: what `app` does, in the process that has the store, whether a server or the command itself.</summary>
    public async Task<AppOutcome> Do(AppWish wish)
    {
        if (wish.Verb == "list") return new AppOutcome([.. await Task.WhenAll((await apps.All()).Select(View))], null);
        if (wish.Verb == "add")
        {
            var (made, _, wrong) = await Create(new NewApp("tsy2", wish.Id ?? "", wish.PublicKey ?? "", wish.Name, wish.Settings));
            return made is null ? AppOutcome.Refused(wrong!) : new AppOutcome([await View(made)], null);
        }
        if (await apps.Find(new AppId(wish.Id ?? "")) is not { } keys) return AppOutcome.Refused(NoSuchApp);
        return wish.Verb switch
        {
            "show" => new AppOutcome([await View(keys.App)], null),
            "rotate-key" => new AppOutcome([], await RotateKey(keys.App.Id, wish.PublicKey ?? "", wish.DropOld)),
            "remove" => await Remove(keys.App.Id),
            _ => AppOutcome.Refused("no such verb"),
        };
    }

    private const string NoSuchApp = "没有这个应用 no such app";

    private async Task<AppOutcome> Remove(AppId id)
    {
        var outcome = await teller.Run(id, new RemoveApp());
        apps.Forget(id);
        return outcome.Result.Error switch
        {
            null => new AppOutcome([], null, Told(((RemoveApp.Remains)outcome.Result.Reply!).Entries)),
            var error when error == Errors.AppNotFound => AppOutcome.Refused(NoSuchApp),
            _ => AppOutcome.Refused("应用已有会员、订单或资金 the app has members, orders or money"),
        };
    }

    private static string Told(long entries) => entries == 0 ? "已删除 removed"
        : $"已删除；{entries} 笔分录留在账上，verify 计为已删除的应用\nRemoved. Its entries remain in the ledger, {entries} of them: verify counts them as those of a removed app";

    /// <summary>The app with every setting; the position as it stands now, which payouts and remittances have moved since it was set, and its number at the bank.</summary>
    public async Task<AppView> View(App app)
    {
        using var keys = new AppKeys(app);
        var now = app.Settings with { ReservePosition = await library.Read(app.Id, ReservePosition.Of), BankAccountNo = app.BankAccountNo };
        return new AppView(app.Id.Value, app.Protocol, app.Name, keys.PlatformPublicKey, keys.PlatformCertificate, app.CustodySet, SettingsJson.Show(now));
    }

    private sealed record SetKeys(string Key, bool DropOld) : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            var others = DropOld ? [] : book.App.MerchantKeys.Where(k => k != Key).Take(1);
            book.SaveApp(book.App with { MerchantKeys = [Key, .. others] });
            return new(Done.It);
        }
    }
}

/// <summary>An app that is wanted: what POST /sandbox/apps takes.</summary>
/// <param name="MerchantPublicKey">Base64 SPKI, PEM or certificate.</param>
public sealed record NewApp([property: AllowedValues("tsy2", "yst2", "accp")] string Protocol, string Id, string MerchantPublicKey, string? Name = null, JsonElement? Settings = null);

/// <summary>An app as it is shown.</summary>
/// <param name="PlatformPublicKey">Base64 SPKI.</param>
/// <param name="PlatformCertificate">The same key as an X.509 certificate, PEM.</param>
public sealed record AppView(string Id, string Protocol, string Name, string PlatformPublicKey, string PlatformCertificate, string CustodyAccountSetNo, JsonElement Settings);

/// <summary>What `app` is to do: add, list, show, rotate-key, remove.</summary>
public sealed record AppWish(string Verb, string? Id = null, string? Name = null, string? PublicKey = null, JsonElement? Settings = null, bool DropOld = false);

/// <param name="Note">What is said of it, where there is no app to show.</param>
public sealed record AppOutcome(IReadOnlyList<AppView> Apps, string? Problem, string? Note = null)
{
    public static AppOutcome Refused(string problem) => new([], problem);
}
