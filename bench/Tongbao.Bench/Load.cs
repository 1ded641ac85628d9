using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tongbao.Bench;

/// <summary>What a round came to: answers a second, and how long one took.</summary>
public sealed record LoadResult(double PerSecond, double P50, double P99, long Answers);

/// <summary>Keep-alive connections over bare sockets, each sending its next request when it has its answer.</summary>
public sealed class Load(IPEndPoint server)
{
    public Task<LoadResult> Run(string path, IReadOnlyList<byte[]> forms, int connections, TimeSpan duration, Counter from, bool once)
    {
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ";
        return Run((connection, n) => connection.Ask(head, forms[n]), forms.Count, connections, duration, from, once);
    }

    /// <summary>Whole requests; those of one row are sent one after another, and count as one.</summary>
    /// <param name="mark">What a good answer says.</param>
    public Task<LoadResult> Run(IReadOnlyList<byte[][]> rows, int connections, TimeSpan duration, Counter from, bool once, string mark) =>
        Run(async (connection, n) =>
        {
            foreach (var request in rows[n]) await connection.Ask(request, mark);
        }, rows.Count, connections, duration, from, once);

    private async Task<LoadResult> Run(Func<RawConnection, int, ValueTask> ask, int count, int connections, TimeSpan duration, Counter from,
        bool once)
    {
        var (began, answers) = (Stopwatch.GetTimestamp(), 0L);
        var times = new List<double>[connections];
        await Task.WhenAll(Enumerable.Range(0, connections).Select(c => Task.Run(async () =>
        {
            times[c] = [];
            using var connection = new RawConnection(server);
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                var n = from.Next();
                if (once && n >= count) break;
                var sent = Stopwatch.GetTimestamp();
                await ask(connection, n % count);
                times[c].Add(Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
                Interlocked.Increment(ref answers);
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var sorted = times.SelectMany(t => t).Order().ToList();
        if (sorted.Count == 0) throw new InvalidOperationException("no more requests were signed");
        return new LoadResult(answers / seconds, sorted[sorted.Count / 2], sorted[sorted.Count * 99 / 100], answers);
    }
}

public sealed class Counter
{
    private int _next = -1;

    public int Next() => Interlocked.Increment(ref _next);
    public int Used => _next + 1;
}

/// <summary>One connection; answers carry their length, and are OK or the bench ends.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _out = new byte[8192];
    private readonly byte[] _in = new byte[64 * 1024];

    public RawConnection(IPEndPoint server) => _socket.Connect(server);

    public ValueTask Ask(string head, byte[] form)
    {
        var length = Encoding.ASCII.GetBytes(head, _out);
        form.Length.TryFormat(_out.AsSpan(length), out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        "\r\n\r\n"u8.CopyTo(_out.AsSpan(length));
        length += 4;
        if (_out.Length < length + form.Length) Array.Resize(ref _out, length + form.Length);
        form.CopyTo(_out, length);
        return Ask(_out.AsMemory(0, length + form.Length), "\"status\":\"OK\"");
    }

    /// <param name="request">All of it.</param>
    /// <param name="mark">What a good answer says.</param>
    public async ValueTask Ask(ReadOnlyMemory<byte> request, string mark)
    {
        await _socket.SendAsync(request);
        var (have, need) = (0, int.MaxValue);
        while (have < need)
        {
            var got = await _socket.ReceiveAsync(_in.AsMemory(have));
            if (got == 0) throw new IOException("the server closed the connection");
            have += got;
            if (need == int.MaxValue) need = Length(_in.AsSpan(0, have));
        }
        if (_in.AsSpan(0, have).IndexOf(Encoding.ASCII.GetBytes(mark)) < 0)
            throw new InvalidOperationException(Encoding.UTF8.GetString(_in, 0, have));
    }

    private static int Length(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return int.MaxValue;
        var at = answer.IndexOf("Content-Length: "u8);
        if (at < 0) throw new InvalidDataException("an answer without its length");
        var digits = answer[(at + 16)..];
        return end + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }

    public void Dispose() => _socket.Dispose();
}
