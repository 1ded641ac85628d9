using System.Net;
using System.Net.Sockets;

namespace Tongbao.Bench;

/// <summary>Where the notices go: says 200 to everything.</summary>
public sealed class NoticeSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private long _count;

    public NoticeSink()
    {
        _listener.Start();
        _ = Accept();
    }

    public long Count => Interlocked.Read(ref _count);
    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/notice";

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptSocketAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task Serve(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[16 * 1024];
            var have = 0;
            while (await socket.ReceiveAsync(buffer.AsMemory(have)) is > 0 and var got)
            {
                have += got;
                if (!IsWhole(buffer.AsSpan(0, have))) continue;
                have = 0;
                Interlocked.Increment(ref _count);
                await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        var at = request.IndexOf("Content-Length: "u8);
        if (end < 0 || at < 0) return false;
        var digits = request[(at + 16)..];
        return request.Length >= end + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')]);
    }

    public void Dispose() => _listener.Dispose();
}
