using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Files;
using Tongbao.Server.Pages;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Server.Sandbox.Docs;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;
using Tongbao.Server.Work;

namespace Tongbao.Server;

/// <summary>Assembles the server: store, teller, wires and background work; in the sandbox also the simulators and their API.</summary>
public static partial class Hosting
{
    private const int MaxRequestLine = 1024 * 1024;

    /// <summary>A request about an app contains up to two keys.</summary>
    private const long MaxAppBody = 256 * 1024;

    /// <param name="more">Registers further wires.</param>
    public static async Task<WebApplication> Build(ServerOptions options, TimeProvider? wall = null,
        Action<IServiceCollection>? more = null)
    {
        if (!options.IsSandbox) throw new UserMistake("生产模式需要真实渠道,本版本尚无\nThe production profile needs a real channel, and this version has none yet");
        // If books exist but their key file is missing, no new key is created: it could not open them.
        var vault = Vault.FromFile(options.MasterKeyFile, mayCreate: options.IsSandbox && (options.KeyFile is null || options.MakeKey)
            && !File.Exists(options.MasterKeyFile) && !await Stores.HasBooks(options));
        var store = await Stores.Open(options, new Dialect(RowJson.Sealed(vault)));
        var anchor = await Anchored(options, vault, store);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(o => { o.SingleLine = true; o.TimestampFormat = "HH:mm:ss "; });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // An error at start is printed in two lines by the command. Without this filter the framework would log its stack trace first.
        var serves = false;
        builder.Logging.AddFilter("Microsoft", level => serves && level >= LogLevel.Warning);
        builder.WebHost.UseUrls(options.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
            kestrel.Limits.MaxRequestBufferSize = 2 * MaxRequestLine;
            kestrel.Limits.MaxRequestBodySize = null;    // BodyLimits checks the size, route by route
        });
        AddServices(builder.Services, options, vault, store);
        more?.Invoke(builder.Services);
        builder.Services.AddSingleton(anchor);
        builder.Services.AddSingleton(s => new VirtualClock(wall ?? TimeProvider.System, s.GetRequiredService<ILogger<VirtualClock>>()));

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => serves = true);
        MapRoutes(app, options);
        await Begin(app, store, options);
        return app;
    }

    /// <summary>The anchor of the store. A store that is older than its anchor is not served.</summary>
    private static async Task<Anchor> Anchored(ServerOptions options, Vault vault, IStore store)
    {
        var anchor = await Anchor.Of(options, vault, store);
        if (options.AcceptOlderStore) return anchor;
        var file = anchor.Read();
        await using var reader = await store.BeginRead();
        if (await anchor.Compare(file, reader) is not { } lost) return anchor;
        await store.DisposeAsync();
        throw new UserMistake($"库不是最后的样子，有账丢失，不予启动。请恢复备份；若确认按现状继续，以 --accept-older-store 启动一次（锚：{anchor.File}）\n"
            + $"Something of the store is lost: {lost}. Restore a backup, or, to go on from what is there, start once with --accept-older-store (anchor: {anchor.File})");
    }

    public static string Version { get; } = typeof(Hosting).Assembly.GetName().Version!.ToString(3);

    private static void MapRoutes(WebApplication app, ServerOptions options)
    {
        var verifier = app.Services.GetRequiredService<Verifier>();
        var access = app.Services.GetRequiredService<SandboxAccess>();
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
        app.UseStatusCodePages();
        app.Use(UnknownPages.Answer);
        app.Use(BodyLimits.Check);
        app.Use(access.Check);
        app.Use(EncodedSlashes.Decode);
        app.Use(UnfitRequests.Explain);
        app.MapGet("/healthz", () => Results.Ok(new Health("ok", Version))).Produces<Health>().WithTags("server")
            .WithSummary("健康 Once requests are served");
        app.Services.GetRequiredService<Wires>().Map(app);
        app.MapGet(FileLinks.Path, (RequestDelegate)app.Services.GetRequiredService<FileEndpoint>().Handle);
        app.MapPost("/verify", async (HttpContext http) => access.HasToken(http) ? Results.Ok(await verifier.Run())
            : Results.StatusCode(403)).ExcludeFromDescription();
        MapPages(app);
        var store = app.Services.GetRequiredService<IStore>();
        app.MapPost("/backup", (HttpContext http) => access.HasToken(http)
            ? Results.Stream(to => Store.Backups.BackupWriter.Write(store, TimeProvider.System.GetUtcNow(), to), "application/gzip")
            : Results.StatusCode(403)).ExcludeFromDescription();
        var admin = app.Services.GetRequiredService<AppAdmin>();
        app.MapPost("/apps", async (HttpContext http) => !access.HasToken(http) ? Results.StatusCode(403)
            : await http.Request.ReadFromJsonAsync<AppWish>() is { } wish ? Results.Ok(await admin.Do(wish)) : Results.BadRequest())
                .ExcludeFromDescription().TakesBodyOf(MaxAppBody);
        if (!options.IsSandbox) return;
        app.Services.GetRequiredService<SandboxApi>().Map(app);
        app.Services.GetRequiredService<SimulatedPages>().Map(app);
        app.Services.GetRequiredService<ReferencePages>().Map(app);
        app.MapOpenApi("/{documentName}.json");
        // The page and its library are served by this server; nothing is loaded from elsewhere.
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "openapi";
            page.DocumentTitle = "通宝 Tongbao";
            page.SwaggerEndpoint("/openapi.json", "sandbox API");
        });
    }

    private static int StatusOf(Exception e) => e switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        StoreUnavailable or System.Data.Common.DbException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Restores the clock and starts the teller. A restart must not set the clock back.</summary>
    private static async Task Begin(WebApplication app, IStore store, ServerOptions options)
    {
        await using (var reader = await store.BeginRead())
        {
            if (await reader.Load(SystemApp.Id, ClockState.Rows, ClockState.Key) is { } state)
                app.Services.GetRequiredService<VirtualClock>().StartFrom(state);
        }
        var teller = app.Services.GetRequiredService<Teller>();
        teller.Committed = app.Services.GetRequiredService<Anchor>().Saw;
        teller.Start();
        await app.Services.GetRequiredService<AppRegistry>().StoreKeys();
        await app.Services.GetRequiredService<NoticeLanes>().NameAll();
        if (options.Clock is { } at && await app.Services.GetRequiredService<ClockStart>().StandAt(at) is { } note)
            Console.WriteLine($"  clock        {note}");
    }

    public static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}

/// <summary>The reply of GET /healthz.</summary>
public sealed record Health(string Status, string Version);

/// <summary>Ties a store to the profile that created it and to its master key.</summary>
/// <param name="Seal">Any encrypted value. It cannot be decrypted with another key.</param>
public sealed record ProfileLock(string Profile, Secret? Seal)
{
    public static readonly RowKind<ProfileLock> Rows = new("system", _ => "profile");

    public static async Task Check(IStore store, ServerOptions options)
    {
        await using var writer = await store.BeginWrite([SystemApp.Id]);
        var made = await Load(writer);
        if (made is not null && made.Profile != options.Profile)
            throw new UserMistake($"此库属于 {made.Profile} 模式\nThis store was made under the profile {made.Profile}");
        var shelf = new Shelf(writer);
        if (made is null) shelf.Put(SystemApp.Id, Rows, new ProfileLock(options.Profile, new Secret("tongbao")));
        if (await writer.Load(SystemApp.Id, StoreId.Rows, StoreId.Key) is null) shelf.Put(SystemApp.Id, StoreId.Rows, StoreId.New());
        if (shelf.Dirty.Count > 0) await writer.Write(shelf.Dirty, shelf.Entries);
        await writer.Commit();
    }

    private static async Task<ProfileLock?> Load(IWriter writer)
    {
        try
        {
            return await writer.Load(SystemApp.Id, Rows, "profile");
        }
        catch (Exception sealedRow) when (sealedRow is CryptographicException or DamagedRow { InnerException: CryptographicException })
        {
            throw new UserMistake("主密钥不是建库时的那一把\nThe master key is not the one this store was made with");
        }
    }
}
