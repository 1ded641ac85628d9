using System.Net;
using System.Net.Sockets;
using Tongbao.Bench;

namespace Tongbao.Tests.Stores;

/// <summary>A PostgreSQL that a test may stop in the middle of everything, and start again on the same port.</summary>
public sealed class BreakablePostgres : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly int port = FreePort();
    private bool running;

    public string Connection => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";

    public static async Task<BreakablePostgres> Start()
    {
        var server = new BreakablePostgres();
        if (Environment.IsPrivilegedProcess) (await Programs.Run("chown", ["postgres", server.folder.Path])).MustSucceed();
        (await server.Postgres("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"))
            .MustSucceed();
        await server.Mend();
        return server;
    }

    public async Task Break()
    {
        (await Postgres("pg_ctl", "stop", "-m", "immediate", "-w", "-D", Data)).MustSucceed();
        running = false;
    }

    public async Task Mend()
    {
        (await Postgres("pg_ctl", "start", "-w", "-D", Data, "-l", folder.File("log"), "-o",
            $"-p {port} -k {folder.Path} -c listen_addresses=127.0.0.1")).MustSucceed();
        running = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (running) await Break();
        folder.Dispose();
    }

    private string Data => folder.File("data");

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
