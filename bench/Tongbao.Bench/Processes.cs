using System.Diagnostics;
using System.Globalization;

namespace Tongbao.Bench;

public static class Processes
{
    public static async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = "/tmp" };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await errors}");
    }

    /// <summary>用时: by the clock, and of the processor; the latter says more on a machine that others use too.</summary>
    public readonly record struct Took(double Seconds, double Processor);

    /// <summary>The seconds of the processor that a process used so far.</summary>
    public static double Processor(int pid)
    {
        using var process = Process.GetProcessById(pid);
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>VmRSS in MB.</summary>
    public static int Memory(int pid) => Status(pid, "VmRSS");

    /// <summary>VmHWM, the most that it ever had, in MB.</summary>
    public static int MostMemory(int pid) => Status(pid, "VmHWM");

    private static int Status(int pid, string name)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return int.Parse(line.Split(':', 'k')[1], CultureInfo.InvariantCulture) / 1024;
    }
}
