using System.Net;
using System.Net.Sockets;
using Tongbao.Bench;

namespace Tongbao.Tests.Running;

/// <summary>A PostgreSQL of the tests' own, in a temporary folder on a free port. Where it cannot start, the tests fail.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int PortTries = 5;

    /// <summary>The folder is thrown away: what fsync would protect is not wanted.</summary>
    private const string Settings = "-c fsync=off -c full_page_writes=off -c max_connections=1000 -c listen_addresses=127.0.0.1";

    private readonly TempFolder folder = new();
    private readonly SemaphoreSlim oneDatabaseAtATime = new(1);
    private int port, databases;

    public static async Task<PostgresServer> Start()
    {
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess) (await Programs.Run("chown", ["postgres", server.folder.Path])).MustSucceed();
        (await server.Postgres("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"))
            .MustSucceed();
        await server.StartOnFreePort();
        return server;
    }

    /// <summary>A fresh database, as a connection string.</summary>
    /// <param name="like">The connection string of another, which nobody uses: it is copied.</param>
    public async Task<string> NewDatabase(string? like = null)
    {
        var template = like is null ? "template0" : like[(like.LastIndexOf('=') + 1)..];
        var name = $"tongbao_{Interlocked.Increment(ref databases)}";
        await oneDatabaseAtATime.WaitAsync();
        try { (await Programs.Run(PostgresPrograms.Of("createdb"),
            ["-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres", "-T", template, name])).MustSucceed(); }
        finally { oneDatabaseAtATime.Release(); }
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database={name}";
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        oneDatabaseAtATime.Dispose();
    }

    private string Data => folder.File("data");

    private async Task StartOnFreePort()
    {
        for (var attempt = 1; ; attempt++)
        {
            port = FreePort();
            var started = await Postgres("pg_ctl", "start", "-w", "-D", Data, "-l", folder.File("log"), "-o",
                $"-p {port} -k {folder.Path} {Settings}");
            if (started.ExitCode == 0) return;
            if (attempt == PortTries) started.MustSucceed();
        }
    }

    private async Task Stop()
    {
        if (!File.Exists(Path.Combine(Data, "postmaster.pid"))) return;
        (await Postgres("pg_ctl", "stop", "-m", "immediate", "-w", "-D", Data)).MustSucceed();
        folder.Dispose();
    }

    /// <summary>PostgreSQL refuses to run as root, so root lends it another name.</summary>
    private Task<Finished> Postgres(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Programs.Run("runuser", ["-u", "postgres", "--", PostgresPrograms.Of(program), .. arguments], folder: folder.Path)
        : Programs.Run(PostgresPrograms.Of(program), arguments, folder: folder.Path);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
