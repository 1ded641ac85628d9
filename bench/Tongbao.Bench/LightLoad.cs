using System.Diagnostics;
using System.Net;

namespace Tongbao.Bench;

/// <summary>Purchases as they come at a quiet hour: a few connections, each of which pauses between its requests.</summary>
public sealed class LightLoad(Child child, IReadOnlyList<byte[][]> requests, Counter next)
{
    /// <summary>More than a row sends.</summary>
    public const int Most = 20_000;

    private const int Connections = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    /// <summary>Until something else has ended.</summary>
    public async Task<LoadResult> Run(Task until)
    {
        var began = Stopwatch.GetTimestamp();
        var endpoint = new IPEndPoint(IPAddress.Loopback, child.Url.Port);
        var times = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            using var connection = new RawConnection(endpoint);
            while (!until.IsCompleted && next.Next() is var n && n < requests.Count)
            {
                var sent = Stopwatch.GetTimestamp();
                foreach (var request in requests[n]) await connection.Ask(request, Yst2Merchant.Good);
                own.Add(Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
                await Task.Delay(Pause);
            }
            return own;
        })));
        await until;
        var sorted = times.SelectMany(t => t).Order().ToList();
        return new LoadResult(sorted.Count / Stopwatch.GetElapsedTime(began).TotalSeconds, sorted[sorted.Count / 2],
            sorted[sorted.Count * 99 / 100], sorted.Count);
    }
}
