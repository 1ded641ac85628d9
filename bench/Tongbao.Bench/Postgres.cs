using System.Net;
using System.Net.Sockets;

namespace Tongbao.Bench;

/// <summary>A PostgreSQL on the disk that is measured, durable, otherwise as it comes but for 256 MB of buffers.</summary>
public sealed class Postgres : IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _port;
    private int _databases;
    private bool _hasPgbench;

    private Postgres(string folder, int port) => (_folder, _port) = (folder, port);

    public static async Task<Postgres> Start(Bench bench)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var postgres = new Postgres(bench.NewFolder(), ((IPEndPoint)probe.LocalEndpoint).Port);
        probe.Stop();
        await Processes.Run("chmod", "711", bench.Root);
        if (Environment.IsPrivilegedProcess) await Processes.Run("chown", "postgres", postgres._folder);
        await postgres.As("initdb", "-D", postgres.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C");
        await postgres.As("pg_ctl", "start", "-w", "-D", postgres.Data, "-l", Path.Combine(postgres._folder, "log"), "-o",
            $"-p {postgres._port} -k {postgres._folder} -c listen_addresses=127.0.0.1 -c shared_buffers=256MB -c max_wal_size=4GB -c max_connections=200");
        return postgres;
    }

    private string Data => Path.Combine(_folder, "data");

    public async Task<string> NewDatabase()
    {
        var name = $"tongbao_{++_databases}";
        await As("createdb", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "-T", "template0", name);
        return $"Host=127.0.0.1;Port={_port};Username=postgres;Database={name}";
    }

    /// <summary>pgbench TPC-B-like, scale 100, 32 clients: transactions a second.</summary>
    public async Task<double> Pgbench(TimeSpan duration)
    {
        string[] to = ["-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "postgres"];
        if (!_hasPgbench) await Processes.Run(PostgresPrograms.Of("pgbench"), ["-i", "-q", "-s", "100", .. to]);
        _hasPgbench = true;
        var report = await Processes.Run(PostgresPrograms.Of("pgbench"),
            ["-n", "-c", "32", "-j", "2", "-T", $"{duration.TotalSeconds:0}", .. to]);
        var line = report.Split('\n').First(l => l.StartsWith("tps", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2]);
    }

    /// <summary>PostgreSQL refuses to run as root, so root lends it another name.</summary>
    private Task As(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Quiet("runuser", ["-u", "postgres", "--", PostgresPrograms.Of(program), .. arguments])
        : Quiet(PostgresPrograms.Of(program), arguments);

    /// <summary>A server that goes on would hold a pipe open for ever.</summary>
    private static async Task Quiet(string program, string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh",
            ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/tmp" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
    }

    public async ValueTask DisposeAsync() => await As("pg_ctl", "stop", "-m", "immediate", "-w", "-D", Data);
}
