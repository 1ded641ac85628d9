using System.Text.Json;
using Tongbao.Server.Apps;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Security;

namespace Tongbao.Server.Cli;

/// <summary>serve: starts the server, creates the demo app at the first start, and prints in a few lines where everything is.</summary>
public static class ServeCommand
{
    public static async Task<int> Run(ServerOptions options)
    {
        Ports.MustBeFree(options.Urls);
        await using var app = await Hosting.Build(options);
        var keys = options.IsSandbox
            ? await DemoKeys.Make(app.Services.GetRequiredService<AppAdmin>(), app.Services.GetRequiredService<IdentityAdmin>(),
                app.Services.GetRequiredService<AppRegistry>(), options)
            : null;
        var note = app.Services.GetRequiredService<Work.HolidayWatch>().News();
        await Listen(app, options);
        var url = app.Services.GetRequiredService<PublicUrl>();
        await WriteServerFile(app, options, Hosting.AddressOf(app));
        Say(app, options, url, keys, note);
        await app.WaitForShutdownAsync();
        // No more requests are accepted, and all accepted ones have been answered. Seal the rest of the hash chain.
        await SealTheRest(app);
        await app.Services.GetRequiredService<Store.Teller>().DisposeAsync();
        await app.Services.GetRequiredService<Store.Anchor>().Save(app.Logger);
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
            throw new UserMistake(Ports.Taken(options.Urls, taken));
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

    private static void Say(WebApplication app, ServerOptions options, PublicUrl url, DemoKeys? keys, string? note)
    {
        Console.WriteLine($"{Tongue.Say("通宝", "Tongbao")} {Hosting.Version}  {options.Profile}, {options.Store}, {Path.GetFullPath(options.Data)}");
        if (options.Synchronous != "FULL")
            Console.WriteLine("  TEST ONLY    synchronous=OFF: " + Tongue.Say("断电会丢账", "a power cut loses what was answered"));
        Console.WriteLine($"  通商云 2.0   {url}/service/soa");
        Console.WriteLine($"  连连 ACCP    {url}/v1");
        Console.WriteLine($"  云商通二代   {url}/yst-service-api");
        if (!options.IsSandbox) return;
        var access = app.Services.GetRequiredService<SandboxAccess>();
        Console.WriteLine($"  sysid        {DemoKeys.App}");
        Console.WriteLine($"  oid_partner  {DemoKeys.OidPartner}");
        Console.WriteLine($"  appId        {DemoYst2Keys.AppId}");
        foreach (var line in keys!.Told()) Console.WriteLine(line);
        Console.WriteLine($"  sandbox API  {url}/sandbox   described at {url}/openapi (page), {url}/openapi.json");
        Console.WriteLine($"  reference    {url}/docs   fields, values, errors and examples of 通商云 2.0");
        if (!access.IsOpen) Console.WriteLine($"  token        {(options.Token is null ? access.Token : "--token")} (Authorization: Bearer …, for /sandbox)");
        if (note is not null) Console.WriteLine($"  note         {note}");
    }

    /// <summary>Writes where the server can be reached, for other commands such as verify. Only the owner can read the file.</summary>
    private static Task WriteServerFile(WebApplication app, ServerOptions options, string address) =>
        PrivateFile.Write(Path.Combine(options.Data, "server.json"),
            JsonSerializer.Serialize(new ServerFile(PublicUrl.Reachable(address), app.Services.GetRequiredService<SandboxAccess>()
            .Token, Store.Stores.NameOf(options))));
}

/// <summary>data/server.json: the address of the server that uses this folder.</summary>
/// <param name="Store">The store that it serves.</param>
public sealed record ServerFile(string Url, string Token, string? Store);
