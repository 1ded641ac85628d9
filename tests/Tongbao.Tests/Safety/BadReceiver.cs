using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tongbao.Tests.Safety;

/// <summary>A receiver of notices that speaks raw TCP, and badly: what it does with each connection is up to the test.</summary>
public sealed class BadReceiver : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource closing = new();
    private int connections;

    private BadReceiver(IPAddress at) => listener = new TcpListener(at, 0);

    public string Url => UrlAt("127.0.0.1");

    public int Connections => connections;

    /// <summary>Bytes that the server took off the wire before it went away.</summary>
    public long Sent { get; private set; }

    /// <summary>The same port by another address of this machine.</summary>
    public string UrlAt(string host) => $"http://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}/notices";

    public static BadReceiver Start(Func<BadReceiver, NetworkStream, CancellationToken, Task> answer, IPAddress? at = null)
    {
        var receiver = new BadReceiver(at ?? IPAddress.Loopback);
        receiver.listener.Start();
        _ = receiver.Listen(answer);
        return receiver;
    }

    /// <summary>Says 200, then streams for ever.</summary>
    public static BadReceiver Endless() => Start(async (receiver, stream, cancel) =>
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"u8.ToArray(), cancel);
        await receiver.Pour(stream, cancel);
    });

    /// <summary>Headers without end.</summary>
    public static BadReceiver EndlessHeaders() => Start(async (receiver, stream, cancel) =>
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-Long: "u8.ToArray(), cancel);
        await receiver.Pour(stream, cancel);
    });

    /// <summary>Takes the notice and says nothing.</summary>
    public static BadReceiver Silent(IPAddress? at = null) => Start((_, _, cancel) => Task.Delay(Timeout.Infinite, cancel), at);

    public static BadReceiver Rubbish() =>
        Start(async (_, stream, cancel) => await stream.WriteAsync("\0\0\0 what is this\r\n\r\n"u8.ToArray(), cancel));

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        closing.Dispose();
    }

    private async Task Pour(NetworkStream stream, CancellationToken cancel)
    {
        var flood = Encoding.ASCII.GetBytes(new string('x', 8_192));
        while (!cancel.IsCancellationRequested)
        {
            await stream.WriteAsync(flood, cancel);
            Sent += flood.Length;
        }
    }

    private async Task Listen(Func<BadReceiver, NetworkStream, CancellationToken, Task> answer)
    {
        while (!closing.IsCancellationRequested)
        {
            TcpClient client;
            try { client = await listener.AcceptTcpClientAsync(closing.Token); }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { return; }
            Interlocked.Increment(ref connections);
            _ = Serve(client, answer);
        }
    }

    private async Task Serve(TcpClient client, Func<BadReceiver, NetworkStream, CancellationToken, Task> answer)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[64 * 1024], closing.Token);
                await answer(this, stream, closing.Token);
            }
            // the server went away, or the test is over
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException) { }
        }
    }
}
