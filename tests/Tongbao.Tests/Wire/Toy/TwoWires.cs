using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tongbao.Server;
using Tongbao.Server.Store;

namespace Tongbao.Tests.Wire.Toy;

/// <summary>A server with one wire more, an app with an identity on each of the two, and a member whom 通商云 knows.</summary>
internal sealed class TwoWires : IAsyncDisposable
{
    public const string Sysid = "900000000001", Number = "toy-77";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private readonly WebApplication server;
    private readonly Uri url;

    private TwoWires(WebApplication server, OpenSslKey merchant, SandboxApp app, SandboxApp toy, ECDsa key)
    {
        (this.server, url, Key, Toy) = (server, new Uri(Hosting.AddressOf(server)), key, toy);
        Sandbox = new SandboxClient(() => url);
        Tsy2 = new Tsy2Client(() => url, Sysid, merchant, OpenSslPublicKey.FromSpki(app.PlatformPublicKey));
    }

    public SandboxClient Sandbox { get; }

    public Tsy2Client Tsy2 { get; }

    /// <summary>The merchant's key on the toy's wire.</summary>
    public ECDsa Key { get; set; }

    public SandboxApp Toy { get; }

    public static string PublicKeyOf(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    public static async Task<TwoWires> Open(Store kind)
    {
        var place = await Servers.NewPlace(kind);
        var server = await Hosting.Build(new ServerOptions
        {
            Urls = "http://127.0.0.1:0", Data = place.Folder.Path, Store = kind == Store.Postgres ? "postgres"
                : "sqlite", Postgres = place.Postgres,
        }, more: ToyWire.AddTo);
        await server.StartAsync(TestContext.Current.CancellationToken);
        var sandbox = new SandboxClient(() => new Uri(Hosting.AddressOf(server)));
        await sandbox.Freeze();
        var (merchant, key) = (await OpenSslKey.Generate(1024), ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var app = await sandbox.CreateApp("tsy2", Sysid, "两门商城", merchant.PublicKey.Spki, new { platformKeyBits = 1024 });
        var toy = await sandbox.AddIdentity(Sysid, new { protocol = ToyWire.Wire, id = Number, merchantPublicKey = PublicKeyOf(key) });
        var wires = new TwoWires(server, merchant, app, toy, key);
        await wires.GivenMember();
        return wires;
    }

    /// <summary>The same merchant on 通商云 by another number.</summary>
    public Tsy2Client ClientOf(string sysid, SandboxApp identity) =>
        new(() => url, sysid, Tsy2.Key, OpenSslPublicKey.FromSpki(identity.PlatformPublicKey));

    /// <summary>Asks the toy's wire, and checks the signature of what it answers.</summary>
    public async Task<JsonElement> Ask(string method, object asked, string account = Number, string? sign = null)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(asked);
        using var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri(url, $"/toy/{method}")) { Content = new ByteArrayContent(body) };
        request.Headers.Add(ToyWire.Account, account);
        request.Headers.Add(ToyWire.Signature, sign ?? Convert.ToBase64String(Key.SignData(body, HashAlgorithmName.SHA256)));
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        if (account == Number && answer.Headers.TryGetValues(ToyWire.Signature, out var signed))
            Assert.True(ToyKeys.IsSigned(Toy.PlatformPublicKey, said, signed.Single()));
        return JsonDocument.Parse(said).RootElement;
    }

    public async Task<string> Says(string method, object asked, string account = Number, string? sign = null) =>
        (await Ask(method, asked, account, sign)).GetProperty("says").GetString()!;

    public async Task<long> Balance(string who) => (await Ask("look", new { who })).GetProperty("fen").GetInt64();

    public async ValueTask DisposeAsync()
    {
        var verdict = await server.Services.GetRequiredService<Verifier>().Run();
        await server.StopAsync();
        await server.Services.GetRequiredService<Teller>().DisposeAsync();
        await server.Services.GetRequiredService<IStore>().DisposeAsync();
        await server.DisposeAsync();
        Key.Dispose();
        Assert.Null(verdict.FirstWrong);
    }

    private async Task GivenMember()
    {
        Assert.True((await Tsy2.Call("MemberService", "createMember", new { bizUserId = "alice", memberType = 3, source = 2 })).Ok);
        Assert.True((await Tsy2.Call("MemberService", "sendVerificationCode",
            new { bizUserId = "alice", phone = "13900000001", verificationCodeType = 9 })).Ok);
        var code = (await Sandbox.Sms(Sysid, "13900000001"))[0].Code;
        Assert.True((await Tsy2.Call("MemberService", "bindPhone",
            new { bizUserId = "alice", phone = "13900000001", verificationCode = code })).Ok);
    }
}
