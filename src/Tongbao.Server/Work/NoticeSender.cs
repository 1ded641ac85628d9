using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Work;

/// <summary>
/// 通知投递: posts a notice to the address that the app gave. The resolved address is checked when connecting; redirects are not followed; size
/// and time are limited. The wire decides what is posted and what counts as acknowledgement; anything else is tried again after a gap.
/// </summary>
public sealed class NoticeSender : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private const int MaxAnswer = 64 * 1024;

    /// <summary>How many refused endpoints are remembered, so that each is logged only once.</summary>
    private const int MostRefused = 10_000;

    private const string RanOut = "timeout";

    private readonly Teller _teller;
    private readonly AppRegistry _apps;
    private readonly Wires _wires;
    private readonly VirtualClock _clock;
    private readonly ServerOptions _options;
    private readonly ILogger<NoticeSender> _log;
    private readonly HttpClient _http;
    private readonly HashSet<string> _refused = [];

    public NoticeSender(Teller teller, AppRegistry apps, Wires wires, VirtualClock clock, ServerOptions options, ILogger<NoticeSender> log)
    {
        (_teller, _apps, _wires, _clock, _options, _log) = (teller, apps, wires, clock, options, log);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = Connect,
            MaxResponseDrainSize = MaxAnswer,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        }) { Timeout = Timeout };
    }

    /// <summary>Whether an attempt ran out of time without an answer.</summary>
    public static bool IsSilence(NoticeAttempt tried) => tried.Error == RanOut;

    /// <summary>Makes one attempt and books its result. Null if the app or its identity no longer exists.</summary>
    public async Task<NoticeAttempt?> Deliver(AppId app, Notice notice, WorkItem item)
    {
        if (await KeysOf(app, notice) is not var (keys, wire)) return null;
        var clock = Stopwatch.StartNew();
        var at = _clock.GetUtcNow();
        var (status, error, body) = await Post(wire.Write(keys, notice, at), wire.ReadsAnswer(notice));
        var heard = wire.Hear(keys, notice, new NoticeAnswer(status, body, NoticeTried.IsByHand(item)));
        error ??= heard.Wrong;
        if (error == AddressRefused.Told) SayRefused(notice);
        var tried = new NoticeAttempt(at, status, error, clock.ElapsedMilliseconds, NoticeTried.IsByHand(item));
        await _teller.Run(app, new NoticeTried(notice.Id, item.Id, tried, heard.Then));
        return tried;
    }

    /// <summary>The identity that sends the notice, and the wire's format.</summary>
    private async Task<(AppKeys Keys, IWireNotices Wire)?> KeysOf(AppId app, Notice notice)
    {
        var first = await _apps.Find(app);
        var keys = notice.Wire is { } wire && wire != first?.Identity.Wire ? await _apps.Find(app, wire) : first;
        return keys is not null && _wires.NoticesOf(keys.Identity.Wire) is { } form ? (keys, form) : null;
    }

    private async Task<(int? Status, string? Error, string? Body)> Post(NoticePost post, bool readsAnswer)
    {
        try
        {
            using var content = new ByteArrayContent(post.Body);
            content.Headers.TryAddWithoutValidation("Content-Type", post.ContentType);
            using var request = new HttpRequestMessage(HttpMethod.Post, post.Url) { Content = content };
            foreach (var (name, value) in post.Headers) request.Headers.TryAddWithoutValidation(name, value);
            // If the status alone is the acknowledgement, the body is not read: a receiver might stream without end.
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return ((int)answer.StatusCode, null, readsAnswer ? await ReadBody(answer) : null);
        }
        catch (OperationCanceledException)
        {
            return (null, RanOut, null);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or UriFormatException or InvalidOperationException
            or NotSupportedException)
        {
            return (null, failed.InnerException is AddressRefused refused ? refused.Message : failed.GetType().Name, null);
        }
    }

    /// <summary>Reads a body of limited size, within the time of the whole attempt. A longer body counts as none.</summary>
    private static async Task<string?> ReadBody(HttpResponseMessage answer)
    {
        using var limit = new CancellationTokenSource(Timeout);
        await using var body = await answer.Content.ReadAsStreamAsync(limit.Token);
        var buffer = new byte[MaxAnswer];
        var length = await body.ReadAtLeastAsync(buffer, MaxAnswer, throwOnEndOfStream: false, limit.Token);
        return length < MaxAnswer ? System.Text.Encoding.UTF8.GetString(buffer, 0, length) : null;
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await NoticeAddresses.AllowedOf(context.DnsEndPoint.Host, _options, cancel);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Logged once per endpoint, however many notices go to it.</summary>
    private void SayRefused(Notice notice)
    {
        lock (_refused)
        {
            if (_refused.Count >= MostRefused || !_refused.Add(notice.Endpoint)) return;
        }
        _log.LogWarning("{Refusal}", NoticeAddresses.Refusal(notice));
    }

    public void Dispose() => _http.Dispose();
}
