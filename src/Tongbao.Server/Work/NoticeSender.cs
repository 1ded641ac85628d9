using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Wire.Tsy2;

namespace Tongbao.Server.Work;

/// <summary>
/// 通知投递: posts a notice to the address its app named. The address is judged when it is connected to, by what the name resolved to;
/// no redirects; bounded size and time. HTTP 200 ends it, anything else is tried again after its gap.
/// </summary>
public sealed class NoticeSender : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private const int MaxAnswer = 64 * 1024;

    private readonly Teller _teller;
    private readonly AppRegistry _apps;
    private readonly Tsy2Notices _tsy2;
    private readonly VirtualClock _clock;
    private readonly HttpClient _http;

    public NoticeSender(Teller teller, AppRegistry apps, Tsy2Notices tsy2, VirtualClock clock, ServerOptions options)
    {
        (_teller, _apps, _tsy2, _clock) = (teller, apps, tsy2, clock);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = (context, cancel) => Connect(context, options, cancel),
            MaxConnectionsPerServer = 16,
            MaxResponseDrainSize = MaxAnswer,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        }) { Timeout = Timeout };
    }

    /// <summary>One try, and its result booked; false where the app is no more.</summary>
    public async Task<bool> Deliver(AppId app, Notice notice, WorkItem item)
    {
        if (await _apps.Find(app) is not { } keys) return false;
        var clock = Stopwatch.StartNew();
        var at = _clock.GetUtcNow();
        var (status, error, body) = await Post(notice.Url, _tsy2.Form(keys, notice, at), MerchantAnswers.IsAwaited(notice));
        if (error is null && status == 200 && notice.Facts is ReserveFundIn) error = MerchantAnswers.WrongFundIn(keys, body ?? "");
        var tried = new NoticeAttempt(at, status, error, clock.ElapsedMilliseconds, NoticeTried.IsByHand(item));
        await _teller.Run(app, new NoticeTried(notice.Id, item.Id, tried, Answered(notice, tried, body)));
        return true;
    }

    /// <summary>What the answer to a back-fill brings about; that none came is said by the schedule, not by a try beside it.</summary>
    private static BackfillAnswered? Answered(Notice notice, NoticeAttempt tried, string? body)
    {
        if (notice.Facts is not Backfill told) return null;
        var answer = tried.HttpStatus == 200 && body is not null ? MerchantAnswers.ReadBackfill(body) : null;
        return answer is null && tried.ByHand ? null : new BackfillAnswered(told.Trxid, answer);
    }

    private async Task<(int? Status, string? Error, string? Body)> Post(string url, byte[] form, bool readsAnswer)
    {
        try
        {
            using var content = new ByteArrayContent(form);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
            // The status is the acknowledgement. Where no answer is awaited the body is not read: a receiver may stream without end.
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return ((int)answer.StatusCode, null, readsAnswer ? await ReadBody(answer) : null);
        }
        catch (OperationCanceledException)
        {
            return (null, "timeout", null);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            return (null, failed.InnerException is AddressRefused refused ? refused.Message : failed.GetType().Name, null);
        }
    }

    /// <summary>An answer of bounded size, within the time that the whole try has; what is longer counts as none.</summary>
    private static async Task<string?> ReadBody(HttpResponseMessage answer)
    {
        using var limit = new CancellationTokenSource(Timeout);
        await using var body = await answer.Content.ReadAsStreamAsync(limit.Token);
        var buffer = new byte[MaxAnswer];
        var length = await body.ReadAtLeastAsync(buffer, MaxAnswer, throwOnEndOfStream: false, limit.Token);
        return length < MaxAnswer ? System.Text.Encoding.UTF8.GetString(buffer, 0, length) : null;
    }

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, ServerOptions options, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancel);
        // A name that resolves to an allowed and a refused address is refused: one of them is there to slip through.
        if (addresses.Length == 0 || addresses.FirstOrDefault(a => !NoticeAddresses.IsAllowed(a, options)) is not null) throw new AddressRefused();
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

    public void Dispose() => _http.Dispose();

    private sealed class AddressRefused() : Exception("address not allowed");
}

/// <summary>Which addresses notices may go to: public ones; loopback and private ones only where the profile or --notice-allow lets them.</summary>
public static class NoticeAddresses
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
            "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2002::/16", "fc00::/7", "fe80::/9", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    public static bool IsAllowed(IPAddress address, ServerOptions options)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (!NotPublic.Any(n => n.Contains(address))) return true;
        if (options.NoticeAllow.Any(n => n.Contains(address))) return true;
        // The sandbox stands beside the system that it serves, on one machine.
        return options.IsSandbox && IPAddress.IsLoopback(address);
    }
}
