using System.Diagnostics;
using System.Text;

namespace Tongbao.Tests.Running;

/// <summary>What a program left behind when it ended.</summary>
public sealed record Finished(string CommandLine, int ExitCode, byte[] Output, string Errors)
{
    public string Text => Encoding.UTF8.GetString(Output);

    public Finished MustSucceed() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"{CommandLine}\nended with {ExitCode}\n{Text}\n{Errors}");
}

/// <summary>Runs other programs to their end.</summary>
public static class Programs
{
    public static async Task<Finished> Run(string program, IEnumerable<string> arguments, byte[]? input = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "",
        };
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        var errors = process.StandardError.ReadToEndAsync();
        if (input is not null) await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await Task.WhenAll(reading, errors, process.WaitForExitAsync());
        return new Finished($"{program} {string.Join(' ', start.ArgumentList)}", process.ExitCode, output.ToArray(), await errors);
    }
}
