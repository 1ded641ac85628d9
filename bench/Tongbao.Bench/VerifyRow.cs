using System.Diagnostics;
using System.Globalization;

namespace Tongbao.Bench;

/// <summary>
/// `verify` of a million orders of 100,000 members, as a process by itself: how long it takes, and the greatest memory that it had.
/// </summary>
public static class VerifyRow
{
    private const int Orders = 1_000_000, Members = 100_000, ARequest = 1_000, MostMegabytes = 256;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public static async Task Run(Bench bench, string store, bool isWanted)
    {
        var (name, goal) = (store == "sqlite" ? "verify-1m" : $"verify-1m-{store}", $"<= {MostMegabytes} MiB");
        if (!isWanted)
        {
            bench.Report(name, "only by its name, or with --long", goal, null);
            return;
        }
        IReadOnlyList<string> place;
        await using (var child = await Child.Start(bench, store, 2048))
        {
            await child.Clock(new { freeze = true });
            await Fill(child, "members", Members);
            await Fill(child, $"booked?members={Members}&", Orders);
            place = child.Place;
        }
        // Builds what is not built yet, which is no part of the measure.
        await Processes.Run("bash", StartRow.Program, "--version");
        var began = Stopwatch.GetTimestamp();
        var (said, megabytes) = await Watched("bash", [StartRow.Program, "verify", .. place]);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        bench.Report(name, $"{said[0]}: {took:0} s, at most {megabytes} MiB", goal, megabytes <= MostMegabytes);
    }

    private static async Task Fill(Child child, string what, int count)
    {
        for (var from = 0; from < count; from += ARequest)
        {
            var path = $"/bench/{what}{(what.Contains('?', StringComparison.Ordinal) ? "" : "?")}from={from}&count={ARequest}";
            (await child.Http.PostAsync(path, null)).EnsureSuccessStatusCode();
            if ((from + ARequest) % 50_000 == 0) Console.Error.WriteLine($"  {from + ARequest:#,0} {what[..6]}");
        }
    }

    /// <returns>What it said, and the most memory that it had by the last look.</returns>
    private static async Task<(string[] Said, int Megabytes)> Watched(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var (said, most) = (process.StandardOutput.ReadToEndAsync(), 0);
        while (!said.IsCompleted)
        {
            most = Math.Max(most, Peak(process.Id));
            await Task.WhenAny(said, Task.Delay(LookEvery));
        }
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? ((await said).Split('\n'), most) : throw new InvalidOperationException(await said);
    }

    /// <summary>VmHWM in MiB; 0 of a process that is just gone.</summary>
    private static int Peak(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
            return line is null ? 0 : int.Parse(line.Split(':', 'k')[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
