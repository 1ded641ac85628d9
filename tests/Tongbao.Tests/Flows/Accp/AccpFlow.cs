using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>A random factor as get-random gave it.</summary>
public sealed record Factor(string Key, string Value, string PublicKey)
{
    /// <summary>What the password control makes of a password: base64 of one block over the factor's digits and the password.</summary>
    public string Seal(string password)
    {
        using var key = RSA.Create();
        key.ImportRSAPublicKey(Convert.FromHexString(PublicKey), out _);
        return Convert.ToBase64String(key.Encrypt(Encoding.UTF8.GetBytes(Value + password), RSAEncryptionPadding.Pkcs1));
    }
}

/// <summary>The language of the flow tests of ACCP: a merchant with its users, over real signed HTTP.</summary>
public sealed partial class AccpFlow : IMarket
{
    public const string Password = "qwerty12";

    private static readonly Lazy<Task<OpenSslKey>> MerchantKey = new(() => OpenSslKey.Generate(1024));
    private static int lastApp, lastSerial;

    private readonly ServerProcess server;
    private readonly bool lent;
    private readonly TimeSpan ahead;
    private bool clean;

    private AccpFlow(ServerProcess server, bool lent, TimeSpan ahead, SandboxApp app, AccpClient client, AccpNoticeReceiver receiver) =>
        (this.server, this.lent, this.ahead, App, Client, Receiver) = (server, lent, ahead, app, client, receiver);

    public SandboxApp App { get; }
    public AccpClient Client { get; }

    /// <summary>The merchant's number on this wire; the app's own, unless another wire made the app.</summary>
    public string Number => Client.OidPartner;
    public AccpNoticeReceiver Receiver { get; }
    public SandboxClient Sandbox => server.Sandbox;
    public ServerProcess Server => server;

    /// <summary>The server's time, while the test has not moved it: one that is lent may be days ahead.</summary>
    public DateTimeOffset Now => DateTimeOffset.UtcNow + ahead;

    /// <summary>A merchant of its own on the server that all tests share. Its clock must not be moved.</summary>
    public static async Task<AccpFlow> OnSharedServer(Store store, object? settings = null) =>
        await Open(await Servers.Shared(store), false, settings);

    /// <summary>A merchant alone on its server: here the clock may be moved.</summary>
    public static async Task<AccpFlow> OnOwnServer(Store store, object? settings = null) =>
        await Open(await Servers.Lend(store), true, settings);

    /// <summary>A merchant on a server that the test started itself.</summary>
    public static Task<AccpFlow> OnServer(ServerProcess server) => Open(server, false, null);

    /// <summary>Another merchant on the same server, which goes when this one does.</summary>
    public Task<AccpFlow> Neighbour() => Open(server, false, null);

    /// <summary>A merchant beside this one whose public key has not come yet.</summary>
    public Task<AccpFlow> NeighbourWithoutKey() => Open(server, false, null, hasKey: false);

    /// <summary>The merchant's public key, where it had none.</summary>
    public async Task GivenKey() =>
        await Sandbox.ChangeIdentity(App.Id, "accp", new { merchantPublicKey = (await MerchantKey.Value).PublicKey.Spki });

    /// <summary>A door of this wire to an app that another made.</summary>
    public static async Task<AccpFlow> DoorTo(ServerProcess server, string app, object? settings = null)
    {
        var identity = new { protocol = "accp", id = NextNumber(), merchantPublicKey = (await MerchantKey.Value).PublicKey.Spki,
            settings = settings ?? new { } };
        return await Of(server, false, identity.id, await server.Sandbox.AddIdentity(app, identity) with { Id = app });
    }

    /// <summary>A serial that no test of this run used before.</summary>
    public static string Serial() => $"s{Interlocked.Increment(ref lastSerial):D10}";

    /// <summary>Asks an interface by its path: acctmgr/get-random.</summary>
    public Task<AccpReply> When(string path, object request) => Client.Call(path, request);

    /// <summary>The same of the interfaces of accounts, which must answer with this code.</summary>
    public async Task<AccpReply> Account(string name, object request, string code = "0000") =>
        (await Client.Call($"acctmgr/{name}", request)).Must(code);

    public async Task<string> Seal(string password) => await Client.Signer.Seal(password);

    public async Task<Factor> Factor(string user, string channel = "H5")
    {
        var given = await Account("get-random", new { user_id = user, flag_chnl = channel, pkg_name = "shop.example", app_name = "shop" });
        return new Factor(given.Text("random_key")!, given.Text("random_value")!, given.Text("rsa_public_content")!);
    }

    /// <summary>The last code that went to a phone.</summary>
    public async Task<string> Sms(string phone) => (await Sandbox.Sms(App.Id, phone))[0].Code;

    public async Task<int> SmsCount(string phone) => (await Sandbox.Sms(App.Id, phone)).Length;

    /// <summary>A request with some members otherwise, within its objects too.</summary>
    public static JsonObject With(object request, object changes)
    {
        var changed = Json.Object(request);
        foreach (var (name, value) in Json.Object(changes))
            changed[name] = value is JsonObject inner && changed[name] is JsonObject outer ? With(outer, inner) : value?.DeepClone();
        return changed;
    }

    /// <summary>As one client of the vendor signs: over the body itself, not over its MD5.</summary>
    public static async Task<string> SignOnce(byte[] body) => await (await MerchantKey.Value).SignMd5(body);

    /// <summary>Another code than this one.</summary>
    public static string NotThis(string code) => code == "000000" ? "000001" : "000000";

    /// <summary>What must hold after every test.</summary>
    public async Task CloseTheDay()
    {
        Assert.True((await Sandbox.Books(App.Id)).Balanced);
        if (lent) Assert.Null(await server.Verify());
        // What is asked for until a bank answers would be asked, hour by hour, whenever the next test moves the clock.
        clean = (await Sandbox.Agenda(App.Id)).All(due => due.Job == "deliver-notice");
    }

    public async ValueTask DisposeAsync()
    {
        if (lent && clean) await Servers.GiveBack(server);
        else if (lent) await server.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    private static async Task<AccpFlow> Open(ServerProcess server, bool lent, object? settings, bool hasKey = true)
    {
        var key = await MerchantKey.Value;
        var id = NextNumber();
        var app = await server.Sandbox.CreateApp("accp", id, "测试商户", hasKey ? key.PublicKey.Spki : "",
            Json.Merge(new { platformKeyBits = 1024 }, settings ?? new { }));
        return await Of(server, lent, id, app);
    }

    private static string NextNumber() => $"20{Interlocked.Increment(ref lastApp):D14}";

    private static async Task<AccpFlow> Of(ServerProcess server, bool lent, string number, SandboxApp app)
    {
        var ahead = lent ? (await server.Sandbox.Clock()).Now - DateTimeOffset.UtcNow : TimeSpan.Zero;
        if (ahead < TimeSpan.FromSeconds(1)) ahead = TimeSpan.Zero;
        var signer = new AccpFastSigner(await MerchantKey.Value, OpenSslPublicKey.FromSpki(app.PlatformPublicKey));
        return new AccpFlow(server, lent, ahead, app, new AccpClient(() => server.Url, number, signer),
            await AccpNoticeReceiver.Start(signer));
    }
}
