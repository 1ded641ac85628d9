using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using Tongbao.Server.Apps;
using Tongbao.Server.Store;

using Command = System.CommandLine.Command;

namespace Tongbao.Server.Cli;

/// <summary>
/// app add|list|show|rotate-key|remove, app identity add|list|rotate-key|remove: manages apps with their numbers, keys and settings. If a
/// server uses the store, it does the work; otherwise the command does.
/// </summary>
public static class AppCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "sysid" };
    private static readonly Option<string> Wire = new("--wire") { Description = "接口 The wire, such as tsy2", Required = true };
    private static readonly Option<string> FirstWire =
        new("--wire") { Description = "首个接口，默认 tsy2 The wire of its first identity, tsy2 if none is named" };
    private static readonly Option<string> Number =
        new("--number") { Description = "应用在该接口上的编号 The app's number on that wire", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "名称 Name" };
    private static readonly Option<string> Key =
        new("--public-key") { Description = "商户公钥或证书文件 (PEM, base64, DER) File with the merchant's public key or certificate",
        Required = true };
    private static readonly Option<string> Settings = new("--settings") { Description = "设置 JSON Settings as JSON" };
    private static readonly Option<bool> DropOld = new("--drop-old") { Description = "旧钥立即失效 The old key is dropped at once" };
    private static readonly JsonSerializerOptions Pretty =
        new(JsonSerializerDefaults.Web) { WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create() => new("app", "应用 Apps, keys and settings")
    {
        Sub("add", "开应用 Add an app", [Id, FirstWire, Name, Key, Settings]),
        Sub("list", "列应用 List apps", []),
        Sub("show", "看应用 Show an app", [Id]),
        Sub("rotate-key", "换公钥,新旧并存 Take in a new key beside the old one", [Id, Key, DropOld]),
        Sub("remove", "删没有账目的应用 Remove an app that has no books", [Id]),
        Identity(),
    };

    private static Command Identity() => new("identity", "应用在各接口上的编号与密钥 An app's numbers and keys, one a wire")
    {
        Sub("add", "加身份 Give an app an identity on another wire", [Id, Wire, Number, Key, Settings], Inner),
        Sub("list", "列身份 List the identities of an app", [Id], Inner),
        Sub("rotate-key", "换公钥,新旧并存 Take in a new key beside the old one", [Id, Wire, Key, DropOld], Inner),
        Sub("remove", "删身份,首个除外 Remove an identity, but for the first", [Id, Wire], Inner),
    };

    private const string Inner = "identity ";

    private static Command Sub(string name, string description, Symbol[] symbols, string group = "")
    {
        var (verb, command) = (group + name, new Command(name, description));
        foreach (var option in Commands.StoreOptions) command.Add(option);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }
        command.SetAction((parsed, _) => Commands.Guarded(async () =>
        {
            if (symbols.Contains(Key)) Commands.MustNameSomething(Key.Name, parsed.GetValue(Key));
            var (options, wish) = (Commands.Read(parsed), await Wish(verb, parsed, symbols));
            return Say(verb, await RunningServer.Ask(options, "/apps", async c => (await c.ReadFromJsonAsync<AppOutcome>())!, wish)
                ?? await ByItself(options, wish));
        }));
        return command;
    }

    private static async Task<AppWish> Wish(string verb, ParseResult parsed, Symbol[] symbols) => new(verb,
        symbols.Contains(Id) ? parsed.GetValue(Id) : null,
        symbols.Contains(Name) ? parsed.GetValue(Name) : null,
        symbols.Contains(Key) ? RsaKeys.TextOf(await File.ReadAllBytesAsync(parsed.GetValue(Key)!)) : null,
        symbols.Contains(Settings) && parsed.GetValue(Settings) is { } json ? ReadSettings(json) : null,
        symbols.Contains(DropOld) && parsed.GetValue(DropOld),
        symbols.Contains(Wire) ? parsed.GetValue(Wire) : symbols.Contains(FirstWire) ? parsed.GetValue(FirstWire) : null,
        symbols.Contains(Number) ? parsed.GetValue(Number) : null);

    private static JsonElement ReadSettings(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(json);
        }
        catch (JsonException)
        {
            throw new UserMistake("--settings 不是 JSON\n--settings is no JSON");
        }
    }

    private static async Task<AppOutcome> ByItself(ServerOptions options, AppWish wish)
    {
        if (wish.Verb != "add") await Stores.MustHaveBooks(options);
        await using var app = await Hosting.Build(options);
        var outcome = await app.Services.GetRequiredService<AppAdmin>().Do(wish);
        await app.Services.GetRequiredService<Teller>().DisposeAsync();
        await app.Services.GetRequiredService<Anchor>().Save(app.Logger);
        await app.Services.GetRequiredService<IStore>().DisposeAsync();
        return outcome;
    }

    private static int Say(string verb, AppOutcome outcome)
    {
        if (outcome.Problem is { } problem)
        {
            Console.Error.WriteLine(problem);
            return 1;
        }
        if (outcome.Note is not null) Console.WriteLine(outcome.Note);
        foreach (var app in outcome.Apps)
            Console.WriteLine(verb is "list"
            or $"{Inner}list" ? $"{app.Id}  {app.Protocol}  {app.Name}" : JsonSerializer.Serialize(app, Pretty));
        return 0;
    }
}
