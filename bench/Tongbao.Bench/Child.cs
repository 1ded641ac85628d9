using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Tongbao.Server.Store;

namespace Tongbao.Bench;

/// <summary>A server to measure, in its own process.</summary>
public sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private Child(Process process, Uri url)
    {
        (_process, Url) = (process, url);
        _http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(10) };
        Load = new Load(new IPEndPoint(IPAddress.Loopback, url.Port));
    }

    public Uri Url { get; }
    public Load Load { get; }
    public HttpClient Http => _http;
    public int Pid => _process.Id;
    public required string Data { get; init; }

    /// <summary>The options by which another process of the program finds the same store.</summary>
    public required IReadOnlyList<string> Place { get; init; }

    /// <param name="on">The data of a server that ended, where this one takes it over. SQLite only.</param>
    public static async Task<Child> Start(Bench bench, string store, int bits, string? on = null)
    {
        var postgres = store == "postgres" ? await (await bench.Postgres()).NewDatabase() : "";
        var data = on ?? Path.Combine(bench.NewFolder(), "data");
        var process = Process.Start(new ProcessStartInfo("dotnet",
            [typeof(Child).Assembly.Location, "serve", data, store, $"{bits}", postgres, bench.Merchant(bits).PublicKey])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("READY ", StringComparison.Ordinal)) return new Child(process, new Uri(line[6..])) 
                {
                    Data = data, Place = postgres.Length == 0 ? ["--data", data]
                        : ["--data", data, "--store", store, "--postgres", postgres],
                };
        }
        throw new InvalidOperationException("the server did not start");
    }

    public async Task Clock(object to)
    {
        using var answer = await _http.PostAsJsonAsync("/sandbox/clock", to);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<Verdict> Verify()
    {
        using var answer = await _http.PostAsync("/bench/check", null);
        return (await answer.Content.ReadFromJsonAsync<Verdict>())!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }
}
