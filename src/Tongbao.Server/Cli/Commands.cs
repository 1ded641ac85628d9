using System.CommandLine;
using Command = System.CommandLine.Command;

namespace Tongbao.Server.Cli;

/// <summary>
/// 命令行: the commands of the program and the options that they share. Each option is also an environment variable TONGBAO_….
/// </summary>
public static class Commands
{
    private static readonly Option<string> Urls = Option("--urls", "监听地址 Addresses to listen at", new ServerOptions().Urls);
    private static readonly Option<string?> PublicUrl =
        Option<string?>("--public-url", "链接、页面、二维码中的地址 The address that links, pages and QR codes carry", null);
    private static readonly Option<string> Data = Option("--data", "数据目录 Data folder", new ServerOptions().Data);
    private static readonly Option<string> Store = Option("--store", "sqlite | postgres", new ServerOptions().Store);
    private static readonly Option<string?> Postgres = Option<string?>("--postgres", "PostgreSQL 连接串 Connection string", null);
    private static readonly Option<string> Profile = Option("--profile", "sandbox | production", new ServerOptions().Profile);
    private static readonly Option<string?> KeyFile =
        Option<string?>("--key-file", "主密钥文件 Master key for data at rest; never inside the data folder", null);
    private static readonly Option<string?> Token =
        Option<string?>("--token", "沙箱接口的令牌，监听本机以外时需要，不设则每次启动随机 Token of the sandbox API beyond loopback; a random one a start if not set",
        null);
    private static readonly Option<string?> Clock =
        Option<string?>("--clock", "启动时时钟停在此刻，例如 2026-12-02T10:00，只进不退 The clock stands still at this instant on start; a store whose clock is later keeps its own", null);
    private static readonly Option<bool> MakeKey = new("--make-key")
    {
        Description = "首次启动时生成 --key-file 指定的主密钥 Make the key file that is named on the first start",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TONGBAO_MAKE_KEY") is "1" or "true",
    };
    private static readonly Option<string[]> NoticeAllow = new(Server.NoticeAllow.Option)
    {
        Description = "通知除本机外还可发往：网段、主机名、public（一切公网地址） Where notices may go besides this machine: CIDRs, host names, `public`",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TONGBAO_NOTICE_ALLOW") is { Length: > 0 } named ? [named] : [],
    };

    /// <summary>Not an environment variable: it is meant for one start only and would be forgotten there.</summary>
    private static readonly Option<bool> AcceptOlderStore =
        new("--accept-older-store") { Description = "库丢失了已应答的账，仍按现状启动（仅此一次） Start although the store is older than its anchor; once" };

    public static RootCommand Root()
    {
        var root = new RootCommand(Tongue.Say("通宝：开源的托管与分账服务，通商云 2.0，一本复式账",
            "Tongbao: open custody and split payment, 通商云 2.0 over one double-entry ledger"));
        var serve = With("serve", "启动服务 Start the server", o => ServeCommand.Run(o));
        serve.Add(Token);
        serve.Add(Clock);
        serve.Add(AcceptOlderStore);
        root.Add(serve);
        root.Add(HealthCommand.Create(Urls));
        root.Add(With("verify", "核对全部账目 Check every invariant of the books", o => VerifyCommand.Run(o)));
        root.Add(WithFile("backup", "不停服备份 Copy the whole store into one file, while it serves", "FILE|DIR", BackupCommand.Run));
        root.Add(WithFile("restore", "恢复到空目录或空库 Put a backup into an empty folder or database", "FILE", RestoreCommand.Run));
        root.Add(Demo());
        foreach (var command in new[] { AppCommand.Create(), SplitCommand.Create() }) root.Add(command);
        Speak(root);
        return root;
    }

    /// <summary>Descriptions are written in both languages and shown in one.</summary>
    private static void Speak(Command command)
    {
        foreach (var option in command.Options) option.Description = Tongue.HalfOf(option.Description ?? "");
        foreach (var inner in command.Subcommands)
        {
            inner.Description = Tongue.HalfOf(inner.Description ?? "");
            Speak(inner);
        }
    }

    /// <summary>The demo brings everything that it needs, so it has none of the server's options.</summary>
    private static Command Demo()
    {
        var command = new Command("demo", "演示一天 Play a marketplace's day over signed HTTP, in a temporary folder");
        var full = new Option<bool>("--full") { Description = "每幕列出全部余额 Every balance after each act, not only what it changed" };
        command.Add(full);
        command.SetAction((parsed, _) => Guarded(() => Cli.Demo.DemoCommand.Run(parsed.GetValue(full))));
        return command;
    }

    /// <summary>A command with the server's options. User errors are printed in two lines, without a stack trace.</summary>
    public static Command With(string name, string description, Func<ServerOptions, Task<int>> run)
    {
        var command = new Command(name, description) { Urls, PublicUrl, Data, Store, Postgres, Profile, KeyFile, MakeKey, NoticeAllow };
        command.SetAction((parsed, _) => Guarded(() => run(Read(parsed))));
        return command;
    }

    /// <summary>A command with a store and a file as arguments.</summary>
    private static Command WithFile(string name, string description, string file, Func<ServerOptions, string, Task<int>> run)
    {
        var path = new Argument<string>("file") { HelpName = file };
        var command = new Command(name, description) { path };
        foreach (var option in StoreOptions) command.Add(option);
        command.SetAction((parsed, _) => Guarded(() =>
        {
            MustNameSomething(file, parsed.GetValue(path));
            return run(Read(parsed), parsed.GetValue(path)!);
        }));
        return command;
    }

    public static async Task<int> Guarded(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Security.UserMistake mistake)
        {
            Console.Error.WriteLine(Tongue.LinesOf(mistake.Message));
            return 2;
        }
        catch (Exception outside) when (outside is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            Console.Error.WriteLine(outside.Message);
            return 2;
        }
    }

    public static IEnumerable<Option> StoreOptions => [Data, Store, Postgres, Profile, KeyFile];

    public static ServerOptions Read(ParseResult parsed)
    {
        var options = AsGiven(parsed);
        foreach (var (name, path) in new[] { ("--data", options.Data), ("--key-file", options.KeyFile) }) MustNameSomething(name, path);
        MustListen(options.Urls);
        if (options.PublicUrl is { } link && !(Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            throw new UserMistake("--public-url: 例如 https://pay.example.com\n--public-url: such as https://pay.example.com");
        if (Path.GetFullPath(options.MasterKeyFile)
            .StartsWith(Path.GetFullPath(options.Data)
            .TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new UserMistake("--key-file: 不得在数据目录内\n--key-file: never inside the data folder");
        if (options.Token is { } token && !(token.Length is >= LeastToken and <= MostToken && token.All(c => c is > ' ' and <= '~')))
            throw new UserMistake($"--token: {LeastToken} 至 {MostToken} 个可见 ASCII 字符,无空格\n--token: {LeastToken} to {MostToken} visible ASCII characters without blanks");
        return options;
    }

    private const int LeastToken = 8, MostToken = 200;

    private static DateTimeOffset InstantOf(string text) => Sandbox.Iso8601.Instant(text)
        ?? throw new UserMistake($"--clock: 例如 2026-12-02T10:00,不带时区为北京时间\n--clock: {Sandbox.Iso8601.AnInstant}");

    /// <summary>If a variable is not set, the shell may pass an empty string.</summary>
    public static void MustNameSomething(string option, string? path)
    {
        if (path is not null && string.IsNullOrWhiteSpace(path)) throw new UserMistake($"{option}: 不得为空\n{option}: must not be empty");
    }

    public static void MustListen(string urls)
    {
        if (!urls.Split(';').All(IsListening))
            throw new UserMistake("--urls: 例如 http://127.0.0.1:8600,几个以分号相隔\n--urls: such as http://127.0.0.1:8600, several with semicolons between them");
    }

    private static bool IsListening(string url)
    {
        try
        {
            // "localhost" means two addresses, for which the web server cannot choose one free port.
            return BindingAddress.Parse(url) is { Port: >= 0 and <= 65535, Scheme: "http" or "https" }
                and not { Host: "localhost", Port: 0 };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static ServerOptions AsGiven(ParseResult parsed) => new()
    {
        Urls = parsed.GetValue(Urls) ?? new ServerOptions().Urls,
        PublicUrl = parsed.GetValue(PublicUrl),
        Data = parsed.GetValue(Data)!,
        Store = parsed.GetValue(Store)!,
        Postgres = parsed.GetValue(Postgres),
        Profile = parsed.GetValue(Profile) is "sandbox"
            or "production" ? parsed.GetValue(Profile)! : throw new Security.UserMistake("--profile: sandbox | production"),
        KeyFile = parsed.GetValue(KeyFile),
        Token = parsed.GetValue(Token),
        Clock = parsed.GetValue(Clock) is { } at ? InstantOf(at) : null,
        MakeKey = parsed.GetValue(MakeKey),
        AcceptOlderStore = parsed.GetValue(AcceptOlderStore),
        NoticeAllow = Server.NoticeAllow.Of(parsed.GetValue(NoticeAllow) ?? []),
    };

    private static Option<T> Option<T>(string name, string description, T fallback) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TONGBAO_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant())
            is { Length: > 0 } value ? (T)(object)value : fallback,
    };
}
