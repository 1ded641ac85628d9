using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>The language of the flow tests of 云商通: a platform with its members, over real signed HTTP.</summary>
public sealed partial class Yst2Flow : IMarket
{
    /// <summary>The platform, where a member is expected.</summary>
    public const string Platform = "#yunBizUserId_B2C#";

    private static readonly Lazy<Sm2Pair> MerchantKey = new(Sm2Pair.Generate);
    private static int lastApp, lastSerial;

    private readonly ServerProcess server;
    private readonly bool lent;
    private readonly TimeSpan ahead;
    private bool clean;

    private Yst2Flow(ServerProcess server, bool lent, TimeSpan ahead, SandboxApp app, Yst2Client client, Yst2NoticeReceiver receiver) =>
        (this.server, this.lent, this.ahead, App, Client, Receiver) = (server, lent, ahead, app, client, receiver);

    public SandboxApp App { get; }
    public Yst2Client Client { get; }

    /// <summary>Uploads and downloads.</summary>
    public Yst2Files Files => new(Client);

    /// <summary>The platform's number on this wire; the app's own, unless another wire made the app.</summary>
    public string Number => Client.AppId;
    public Yst2NoticeReceiver Receiver { get; }
    public SandboxClient Sandbox => server.Sandbox;
    public ServerProcess Server => server;

    /// <summary>The server's time, while the test has not moved it: one that is lent may be days ahead.</summary>
    public DateTimeOffset Now => DateTimeOffset.UtcNow + ahead;

    /// <summary>A platform of its own on the server that all tests share. Its clock must not be moved.</summary>
    public static async Task<Yst2Flow> OnSharedServer(Store store, object? settings = null) =>
        await Open(await Servers.Shared(store), false, settings);

    /// <summary>A platform alone on its server: here the clock may be moved.</summary>
    public static async Task<Yst2Flow> OnOwnServer(Store store, object? settings = null) =>
        await Open(await Servers.Lend(store), true, settings);

    /// <summary>A platform on a server that the test started itself.</summary>
    public static Task<Yst2Flow> OnServer(ServerProcess server, object? settings = null) => Open(server, false, settings);

    /// <summary>Another platform on the same server, which goes when this one does.</summary>
    public Task<Yst2Flow> Neighbour() => Open(server, false, null);

    /// <summary>A door of this wire to an app that another made.</summary>
    public static async Task<Yst2Flow> DoorTo(ServerProcess server, string app, object? settings = null)
    {
        var identity = new { protocol = "yst2", id = NextNumber(), merchantPublicKey = MerchantKey.Value.PublicKey,
            settings = settings ?? new { } };
        return await Of(server, false, identity.id, await server.Sandbox.AddIdentity(app, identity) with { Id = app });
    }

    /// <summary>A number of a request that no test of this run used before.</summary>
    public static string Serial() => $"T{Interlocked.Increment(ref lastSerial):D10}";

    /// <summary>Asks by a transCode, whatever the answer.</summary>
    public Task<Yst2Reply> When(string transCode, object request) => Client.Call(transCode, request);

    /// <summary>The same, which must answer with this code.</summary>
    public async Task<Yst2Reply> Call(string transCode, object request, string code = "00000") =>
        (await Client.Call(transCode, request)).Must(code);

    /// <summary>A field encrypted by SM4.</summary>
    public string Seal(string clear) => Client.Signer.Encrypt(clear);

    /// <summary>The last code that went to a phone.</summary>
    public async Task<string> Sms(string phone) => (await Sandbox.Sms(App.Id, phone))[0].Code;

    /// <summary>A request with some members otherwise, within its objects too.</summary>
    public static JsonObject With(object request, object changes)
    {
        var changed = Json.Object(request);
        foreach (var (name, value) in Json.Object(changes))
            changed[name] = value is JsonObject inner && changed[name] is JsonObject outer ? With(outer, inner) : value?.DeepClone();
        return changed;
    }

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

    private static async Task<Yst2Flow> Open(ServerProcess server, bool lent, object? settings)
    {
        var id = NextNumber();
        return await Of(server, lent, id, await server.Sandbox.CreateApp("yst2", id, "测试平台", MerchantKey.Value.PublicKey,
            settings ?? new { }));
    }

    private static string NextNumber() => $"2{Interlocked.Increment(ref lastApp):D19}";

    private static async Task<Yst2Flow> Of(ServerProcess server, bool lent, string number, SandboxApp app)
    {
        var ahead = lent ? (await server.Sandbox.Clock()).Now - DateTimeOffset.UtcNow : TimeSpan.Zero;
        if (ahead < TimeSpan.FromSeconds(1)) ahead = TimeSpan.Zero;
        var signer = new Yst2Signer(MerchantKey.Value, app.PlatformPublicKey, app.SecretKey!);
        return new Yst2Flow(server, lent, ahead, app, new Yst2Client(() => server.Url, number, signer),
            await Yst2NoticeReceiver.Start(signer));
    }
}
