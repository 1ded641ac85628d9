using System.Collections.Concurrent;

namespace Tongbao.Tests.Flows;

/// <summary>
/// The language of the flow tests: a market (one app with its members) and what happens in it, over real signed HTTP.
/// Given… prepares, When… acts, Then… looks.
/// </summary>
public sealed partial class Flow : IMarket
{
    public const string Platform = "#yunBizUserId_B2C#";

    private static readonly Lazy<Task<OpenSslKey>> MerchantKey = new(() => OpenSslKey.Generate(1024));
    private static int lastApp, lastNumber;

    private readonly ServerProcess server;
    private readonly bool ownsServer, wasLent;
    private readonly ConcurrentDictionary<string, Person> people = new();
    private bool clean;

    private Flow(ServerProcess server, bool ownsServer, bool wasLent, SandboxApp app, Tsy2Client client, NoticeReceiver notices) =>
        (this.server, this.ownsServer, this.wasLent, App, Client, Receiver) = (server, ownsServer, wasLent, app, client, notices);

    public SandboxApp App { get; }

    public Tsy2Client Client { get; }

    /// <summary>The merchant's own server, to which every order's backUrl points.</summary>
    public NoticeReceiver Receiver { get; }

    public SandboxClient Sandbox => server.Sandbox;

    public ServerProcess Server => server;

    /// <summary>托管账户集: where the members' money is.</summary>
    public string CustodySet => App.CustodyAccountSetNo;

    /// <summary>A market of its own on the server that all tests share. Its clock must not be moved.</summary>
    public static async Task<Flow> OnSharedServer(Store store, object? settings = null, bool openSsl = false) =>
        await OpenMarket(await Servers.Shared(store), false, false, settings, openSsl);

    /// <summary>A market alone on its server: here the clock may be moved and the server killed.</summary>
    public static async Task<Flow> OnOwnServer(Store store, object? settings = null) =>
        await OpenMarket(await Servers.Lend(store), true, true, settings, openSsl: false);

    /// <summary>The same on a server that is nobody else's, and ends with its market.</summary>
    public static Task<Flow> OnServer(ServerProcess server, object? settings = null) =>
        OpenMarket(server, true, false, settings, openSsl: false);

    /// <summary>A market on a server that nobody used before, whose clock was never moved, and which is thrown away after it.</summary>
    public static async Task<Flow> OnNewServer(Store store, object? settings = null) => await OnServer(await Servers.New(store), settings);

    /// <summary>A door of this wire to an app that another made.</summary>
    public static async Task<Flow> DoorTo(ServerProcess server, string app)
    {
        var id = NextNumber();
        var identity = new { protocol = "tsy2", id, merchantPublicKey = (await MerchantKey.Value).PublicKey.Spki };
        return await Of(server, false, false, id, await server.Sandbox.AddIdentity(app, identity) with { Id = app }, openSsl: false);
    }

    /// <summary>A second server on the same PostgreSQL: a data folder of its own, and the same master key, which lies beside it.</summary>
    public async Task<ServerProcess> SecondServer()
    {
        var place = server.Place with { Folder = new TempFolder() };
        File.Copy(server.Place.Folder.Path + ".key", place.Folder.Path + ".key");
        return await ServerProcess.Start(place);
    }

    /// <summary>The same merchant, who asks another server.</summary>
    public Tsy2Client ClientOf(ServerProcess other) =>
        new(() => other.Url, App.Id, Client.Key, Client.PlatformKey) { Signer = Client.Signer };

    /// <summary>Another market on the same server, which goes when this one does.</summary>
    public Task<Flow> Neighbour() => OpenMarket(server, false, false, null, openSsl: false);

    public Task ChangeSettings(object settings) => Sandbox.ChangeSettings(App.Id, settings);

    /// <summary>A number that no test of this run used before.</summary>
    public static string Fresh(string kind) => $"{kind}{Interlocked.Increment(ref lastNumber):D8}";

    public Person Who(string bizUserId) =>
        people.GetValueOrDefault(bizUserId) ?? throw new InvalidOperationException($"no {bizUserId} was given");

    public bool Knows(string bizUserId) => people.ContainsKey(bizUserId);

    /// <summary>A card or ID number as it travels.</summary>
    public Task<string> Encrypt(string text) => Client.Encrypt(text);

    /// <summary>What must hold after every test.</summary>
    public async Task CloseTheDay()
    {
        Receiver.MustBeFaultless();
        await ThenBooksBalance();
        if (ownsServer) await ThenVerifies();
        // What is asked for until a bank answers would be asked, hour by hour, whenever the next test moves the clock.
        clean = (await Sandbox.Agenda(App.Id)).All(due => due.Job == "deliver-notice");
    }

    public async ValueTask DisposeAsync()
    {
        if (wasLent && clean) await Servers.GiveBack(server);
        else if (ownsServer) await server.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    private static async Task<Flow> OpenMarket(ServerProcess server, bool owns, bool lent, object? settings, bool openSsl)
    {
        var id = NextNumber();
        // A small platform key: making one takes the server a tenth of the time.
        var app = await server.Sandbox.CreateApp("tsy2", id, "测试商城", (await MerchantKey.Value).PublicKey.Spki,
            Json.Merge(new { platformKeyBits = 1024 }, settings ?? new { }));
        return await Of(server, owns, lent, id, app, openSsl);
    }

    private static string NextNumber() => $"9{Interlocked.Increment(ref lastApp):D11}";

    private static async Task<Flow> Of(ServerProcess server, bool owns, bool lent, string number, SandboxApp app, bool openSsl)
    {
        var key = await MerchantKey.Value;
        var platformKey = OpenSslPublicKey.FromSpki(app.PlatformPublicKey);
        ISigner signer = openSsl ? new OpenSslSigner(key, platformKey) : new FastSigner(key, platformKey);
        var client = new Tsy2Client(() => server.Url, number, key, platformKey) { Signer = signer };
        return new Flow(server, owns, lent, app, client, await NoticeReceiver.Start(signer));
    }
}
