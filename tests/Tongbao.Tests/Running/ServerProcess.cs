using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tongbao.Server.Store;

namespace Tongbao.Tests.Running;

/// <summary>Where a server keeps its data. Two servers may share a PostgreSQL one.</summary>
public sealed record ServerPlace(Store Store, TempFolder Folder, string? Postgres)
{
    public IEnumerable<string> Options() => Store == Store.Postgres
        ? ["--data", Folder.Path, "--store", "postgres", "--postgres", Postgres!]
        : ["--data", Folder.Path, "--store", "sqlite"];

    /// <summary>What an app has in these tables, as it stands there, while the server serves.</summary>
    public async Task<IReadOnlyList<string>> Rows(string app, IEnumerable<string> tables)
    {
        await using DbConnection connection = Postgres is null
            ? new SqliteConnection($"Data Source={Folder.File("tongbao.db")};Mode=ReadOnly;Pooling=False") : new NpgsqlConnection(Postgres);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = string.Join(" UNION ALL ",
            tables.Select(t => $"SELECT '{t} ' || key || ' ' || body FROM {t} WHERE app = @app"));
        Dialect.Set(command, "app", app);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return [.. rows.Order(StringComparer.Ordinal)];
    }
}

/// <summary>The real server as a child process: what is tested is what is shipped.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HealthInterval = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentQueue<string> output = new();
    private Process? process;
    private Uri? url;

    private ServerProcess(ServerPlace place)
    {
        Place = place;
        Sandbox = new SandboxClient(() => Url);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process?.Kill();
    }

    /// <summary>The program under test: TONGBAO_DLL, else the server's own build in this repository, native libraries beside it.</summary>
    public static string Dll { get; } = Environment.GetEnvironmentVariable("TONGBAO_DLL")
        ?? Path.GetFullPath(Path.Combine(AppContext.BaseDirectory,
            "../../../../../src/Tongbao.Server/bin/Release/net10.0/linux-x64/tongbao.dll"));

    public ServerPlace Place { get; }

    /// <summary>Changes with each start: the port is whatever was free.</summary>
    public Uri Url => url ?? throw new InvalidOperationException("the server is not running");

    public SandboxClient Sandbox { get; }

    public IReadOnlyCollection<string> Output => output;

    /// <summary>Environment variables of the next start; of the tests' own ones none reaches it that is not named here.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; set; } = new Dictionary<string, string>();

    /// <summary>Options of the next starts, beside those of its place.</summary>
    public IReadOnlyList<string> Options { get; set; } = [];

    /// <summary>One that is still to be started.</summary>
    public static ServerProcess On(ServerPlace place) => new(place);

    public static async Task<ServerProcess> Start(ServerPlace place)
    {
        var server = On(place);
        await server.Start();
        return server;
    }

    public async Task Start()
    {
        if (!File.Exists(Dll)) throw new InvalidOperationException($"there is no server at {Dll}; build it, or set TONGBAO_DLL");
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet",
            [Dll, "serve", "--urls", "http://127.0.0.1:0", .. Place.Options(), "--profile", "sandbox", .. Options])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        foreach (var setting in start.Environment.Keys.Where(k => k.StartsWith("TONGBAO_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(setting);
        foreach (var (name, value) in Settings) start.Environment[name] = value;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        process.ErrorDataReceived += (_, line) => Read(line.Data, null);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("the server ended before it listened"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try { url = await listening.Task.WaitAsync(Patience); }
        catch (Exception e)
        {
            // What it said last may come after its end.
            if (process.HasExited) await process.WaitForExitAsync();
            throw new InvalidOperationException($"the server did not start: {e.Message}\n{string.Join('\n', output)}");
        }
        await UntilHealthy();
    }

    /// <summary>SIGTERM: the server answers what it accepted and ends.</summary>
    public async Task Stop()
    {
        if (process is { HasExited: false }) _ = kill(process.Id, SigTerm);
        await Ended();
    }

    /// <summary>SIGKILL: the server ends between two instructions.</summary>
    public async Task Kill()
    {
        if (process is { HasExited: false }) process.Kill();
        await Ended();
    }

    /// <summary>Any other command of the program on this server's data: `verify`, `app list`.</summary>
    public Task<Finished> Cli(params string[] command) => Programs.Run("dotnet", [Dll, .. command, .. Place.Options()]);

    /// <summary>
    /// What `verify` finds wrong, if anything. Of a running server that command asks at a door for it; here the door is knocked at without
    /// a program of its own each time.
    /// </summary>
    public async Task<string?> Verify()
    {
        if (process is null) return await Cli("verify") is { ExitCode: not 0 } told ? $"{told.ExitCode}\n{told.Text}\n{told.Errors}" : null;
        var verdict = await AtItsDoor("/verify");
        return verdict.GetProperty("ok").GetBoolean() ? null : verdict.GetProperty("firstWrong").GetString();
    }

    /// <summary>What `app add` and the like ask a running server for, by the same door.</summary>
    public async Task App(object wish) => Assert.Null((await AtItsDoor("/apps", wish)).GetProperty("problem").GetString());

    private async Task<JsonElement> AtItsDoor(string path, object? asked = null)
    {
        var door = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Place.Folder.File("server.json")));
        return await Sandbox.AsCommand(door.GetProperty("Token").GetString()!, path, asked);
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        Place.Folder.Dispose();
    }

    private async Task Ended()
    {
        if (process is null) return;
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
        (process, url) = (null, null);
    }

    private void Read(string? line, TaskCompletionSource<Uri>? listening)
    {
        if (line is null) return;
        output.Enqueue(line);
        if (listening is not null && Address().Match(line) is { Success: true } address) listening.TrySetResult(new Uri(address.Value));
    }

    private async Task UntilHealthy()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(HealthInterval);
        while (!await Sandbox.IsHealthy()) await again.WaitForNextTickAsync(patience.Token);
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[1-9][0-9]*")]
    private static partial Regex Address();

    [DllImport("libc")]
    private static extern int kill(int process, int signal);
}
