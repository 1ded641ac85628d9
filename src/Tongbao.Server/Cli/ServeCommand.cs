using System.Text.Json;
using Tongbao.Server.Apps;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Security;

namespace Tongbao.Server.Cli;

/// <summary>serve: starts the server, makes the demo app on first start, and says in a few lines where everything is.</summary>
public static class ServeCommand
{
    public const string DemoApp = "100000000001";
    private const string PrivateKeyFile = "merchant-private.pem";

    public static async Task<int> Run(ServerOptions options)
    {
        await using var app = await Hosting.Build(options);
        var keyFolder = options.IsSandbox ? await MakeDemoApp(app, options) : null;
        var note = app.Services.GetRequiredService<Work.HolidayWatch>().News();
        await Listen(app, options);
        var url = app.Services.GetRequiredService<PublicUrl>();
        await WriteServerFile(app, options, Hosting.AddressOf(app));
        Say(app, options, url, keyFolder, note);
        await app.WaitForShutdownAsync();
        // Nothing is accepted any more; what was accepted has its answer. A store at rest is sealed whole.
        await SealTheRest(app);
        await app.Services.GetRequiredService<Store.Teller>().DisposeAsync();
        await app.Services.GetRequiredService<Store.IStore>().DisposeAsync();
        return 0;
    }

    private static async Task Listen(WebApplication app, ServerOptions options)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception taken) when (taken is IOException or System.Net.Sockets.SocketException)
        {
            throw new UserMistake($"无法监听 {options.Urls},地址已被占用或不可用\nCannot listen at {options.Urls}: {taken.Message}");
        }
    }

    private static async Task SealTheRest(WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<Store.BlockSealer>().SealAll();
        }
        catch (Exception gone) when (gone is StoreUnavailable or System.Data.Common.DbException)
        {
            Console.Error.WriteLine($"blocks not sealed: {gone.Message}");
        }
    }

    private static void Say(WebApplication app, ServerOptions options, PublicUrl url, string? keyFolder, string? note)
    {
        Console.WriteLine($"通宝 Tongbao {Hosting.Version}  {options.Profile}, {options.Store}, {Path.GetFullPath(options.Data)}");
        if (options.Synchronous != "FULL") Console.WriteLine("  TEST ONLY    synchronous=OFF: 断电会丢账 a power cut loses what was answered");
        Console.WriteLine($"  通商云 2.0   {url}/service/soa");
        if (!options.IsSandbox) return;
        var door = app.Services.GetRequiredService<SandboxDoor>();
        Console.WriteLine($"  sysid        {DemoApp}");
        // Where another server made the app, on another machine perhaps, the merchant's private key is with that one alone.
        Console.WriteLine(File.Exists($"{keyFolder}/{PrivateKeyFile}") ? $"  keys         {keyFolder}/{PrivateKeyFile} (yours)  {keyFolder}/platform-public.pem (ours)"
            : $"  keys         {keyFolder}/platform-public.pem (ours)  商户私钥在首次启动此库的服务器上 yours is with the server that made this store");
        Console.WriteLine($"  sandbox API  {url}/sandbox   described at {url}/openapi (page), {url}/openapi.json");
        if (!door.IsOpen) Console.WriteLine($"  token        {(options.Token is null ? door.Token : "--token")} (Authorization: Bearer …, for /sandbox)");
        if (note is not null) Console.WriteLine($"  note         {note}");
    }

    /// <summary>The demo app's keys: the merchant's own pair and our public key, as files to point a client at.</summary>
    private static async Task<string> MakeDemoApp(WebApplication app, ServerOptions options)
    {
        var folder = Path.Combine(Path.GetFullPath(options.Data), "demo-keys");
        var desk = app.Services.GetRequiredService<AppDesk>();
        var apps = app.Services.GetRequiredService<AppRegistry>();
        if (await apps.Find(new AppId(DemoApp)) is null)
        {
            Directory.CreateDirectory(folder);
            var (privateKey, publicKey) = AppKeys.Generate(2048);
            var (_, _, problem) = await desk.Create(new NewApp("tsy2", DemoApp, publicKey, "演示商城"));
            if (problem is not null) throw new InvalidOperationException(problem);
            using var rsa = System.Security.Cryptography.RSA.Create();
            rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(privateKey), out _);
            await WritePrivate(Path.Combine(folder, PrivateKeyFile), rsa.ExportPkcs8PrivateKeyPem());
            await File.WriteAllTextAsync(Path.Combine(folder, "merchant-public.pem"), rsa.ExportSubjectPublicKeyInfoPem());
        }
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "platform-public.pem"), (await apps.Find(new AppId(DemoApp)))!.Platform.ExportSubjectPublicKeyInfoPem());
        return folder;
    }

    /// <summary>Where the running server is, for verify; readable by its owner alone.</summary>
    private static Task WriteServerFile(WebApplication app, ServerOptions options, string address) =>
        WritePrivate(Path.Combine(options.Data, "server.json"), JsonSerializer.Serialize(new ServerFile(PublicUrl.Reachable(address), app.Services.GetRequiredService<SandboxDoor>().Token, Store.Stores.NameOf(options))));

    private static async Task WritePrivate(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Delete(path);
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}

/// <summary>data/server.json: where the server that uses this folder listens.</summary>
/// <param name="Store">The store that it serves.</param>
public sealed record ServerFile(string Url, string Token, string? Store);
