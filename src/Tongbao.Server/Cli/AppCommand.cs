using System.CommandLine;
using System.Text.Json;
using Tongbao.Core.Platform;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Security;
using Tongbao.Server.Store;

using Command = System.CommandLine.Command;

namespace Tongbao.Server.Cli;

/// <summary>app add|list|show|rotate-key|remove: apps, keys, settings, on a store that no server is using (or a shared PostgreSQL).</summary>
public static class AppCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "sysid" };
    private static readonly Option<string> Name = new("--name") { Description = "名称 Name" };
    private static readonly Option<string> Key = new("--public-key") { Description = "商户公钥文件 File with the merchant's public key", Required = true };
    private static readonly Option<string> Settings = new("--settings") { Description = "设置 JSON Settings as JSON" };
    private static readonly Option<bool> DropOld = new("--drop-old") { Description = "旧钥立即失效 The old key is dropped at once" };
    private static readonly JsonSerializerOptions Pretty = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create() => new("app", "应用 Apps, keys and settings")
    {
        Sub("add", "开应用 Add an app", [Id, Name, Key, Settings], Add),
        Sub("list", "列应用 List apps", [], List),
        Sub("show", "看应用 Show an app", [Id], Show),
        Sub("rotate-key", "换公钥,新旧并存 Take in a new key beside the old one", [Id, Key, DropOld], RotateKey),
        Sub("remove", "删没有账目的应用 Remove an app that has no books", [Id], Remove),
    };

    private static Command Sub(string name, string description, Symbol[] symbols, Func<ParseResult, WebApplication, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var option in Commands.StoreOptions) command.Add(option);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }
        command.SetAction((parsed, _) => Commands.Guarded(async () =>
        {
            await using var app = await Hosting.Build(Commands.Read(parsed));
            var code = await run(parsed, app);
            await app.Services.GetRequiredService<Teller>().DisposeAsync();
            await app.Services.GetRequiredService<IStore>().DisposeAsync();
            return code;
        }));
        return command;
    }

    private static async Task<int> Add(ParseResult parsed, WebApplication app)
    {
        var desk = app.Services.GetRequiredService<AppDesk>();
        JsonElement? settings = parsed.GetValue(Settings) is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : null;
        var (made, _, problem) = await desk.Create(new NewApp("tsy2", parsed.GetValue(Id), parsed.GetValue(Name), await File.ReadAllTextAsync(parsed.GetValue(Key)!), settings));
        return Say(made is null ? null : desk.View(made), problem);
    }

    private static async Task<int> List(ParseResult parsed, WebApplication app)
    {
        await using var reader = await app.Services.GetRequiredService<IStore>().BeginRead();
        foreach (var row in await reader.All(null, App.Rows)) Console.WriteLine($"{row.Id}  {row.Protocol}  {row.Name}");
        return 0;
    }

    private static async Task<int> Show(ParseResult parsed, WebApplication app)
    {
        var keys = await app.Services.GetRequiredService<AppRegistry>().Find(new AppId(parsed.GetValue(Id)!));
        return Say(keys is null ? null : app.Services.GetRequiredService<AppDesk>().View(keys.App), "没有这个应用 no such app");
    }

    private static async Task<int> RotateKey(ParseResult parsed, WebApplication app)
    {
        var id = new AppId(parsed.GetValue(Id)!);
        if (await app.Services.GetRequiredService<AppRegistry>().Find(id) is null) return Say(null, "没有这个应用 no such app");
        var problem = await app.Services.GetRequiredService<AppDesk>().RotateKey(id, await File.ReadAllTextAsync(parsed.GetValue(Key)!), parsed.GetValue(DropOld));
        return problem is null ? 0 : Say(null, problem);
    }

    private static async Task<int> Remove(ParseResult parsed, WebApplication app)
    {
        var id = new AppId(parsed.GetValue(Id)!);
        var outcome = await app.Services.GetRequiredService<Teller>().Run(id, new RemoveApp());
        return outcome.Result.Error is { } error ? Say(null, error == Errors.AppNotFound ? "没有这个应用 no such app" : "应用已有会员或订单 the app has members or orders") : 0;
    }

    private static int Say(AppView? view, string? problem)
    {
        if (view is not null) Console.WriteLine(JsonSerializer.Serialize(view, Pretty));
        else Console.Error.WriteLine(problem);
        return view is null ? 1 : 0;
    }
}
