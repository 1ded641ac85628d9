using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tongbao.Bench;

/// <summary>From the start of the process to its first answered /healthz, and the same by a second ./run.</summary>
public static class StartRow
{
    /// <summary>./run</summary>
    public static string Program => Path.Combine(Root(), "run");

    public static async Task Run(Bench bench)
    {
        var published = Path.Combine(Root(), "artifacts/run/tongbao.dll");
        var data = Path.Combine(bench.NewFolder(), "data");
        await Start("bash", [Program], data);
        var (byHand, byRun) = await bench.SideBySide(() => Start("dotnet", [published, "serve"], data),
            () => Start("bash", [Program], data));
        bench.Report("start", $"process to /healthz {byHand / 1000:0.00} s, second ./run {byRun / 1000:0.00} s", "<= 1, 3 s", byHand <= 1000
            && byRun <= 3000);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tongbao.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("not in the repository");
        return folder.FullName;
    }

    private static async Task<double> Start(string program, string[] arguments, string data)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program,
            [.. arguments, "--urls", $"http://127.0.0.1:{port}", "--data", data]) { RedirectStandardOutput = true })!;
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync($"http://127.0.0.1:{port}/healthz");
                if (answer.IsSuccessStatusCode) break;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(5);
            }
        }
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        // run ends in exec, so that the process is the server.
        await Processes.Run("kill", $"{process.Id}");
        await process.WaitForExitAsync();
        return took;
    }
}
