using System.Collections.Concurrent;
using System.Text.Json;

namespace Tongbao.Server.Cli.Demo;

/// <summary>A notice as the platform's server received it.</summary>
/// <param name="Subject">The order or member that it is about.</param>
internal sealed record ReceivedNotice(string Method, string Subject, string Status, string? Message, bool Signed)
{
    public override string ToString() => $"{Subject} {Status}";
}

/// <summary>通知接收: the platform's own small server, to which every backUrl points. It answers 200 and stores what it receives.</summary>
internal sealed class NoticeListener : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedNotice> _received = new();
    private readonly WebApplication _app;
    private readonly Tsy2Client _client;
    private readonly AccpClient _accp;

    private NoticeListener(WebApplication app, Tsy2Client client, AccpClient accp) => (_app, _client, _accp) = (app, client, accp);

    public string Url => $"{_app.Urls.First()}/notices";
    public string AccpUrl => $"{_app.Urls.First()}/accp";

    public static async Task<NoticeListener> Start(Tsy2Client client, AccpClient accp)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listener = new NoticeListener(builder.Build(), client, accp);
        listener._app.MapPost("/notices", listener.Take);
        listener._app.MapPost("/accp", (Delegate)listener.TakeAccp);
        await listener._app.StartAsync();
        return listener;
    }

    /// <summary>The notices received since the last call.</summary>
    public IReadOnlyList<ReceivedNotice> Collect()
    {
        var came = new List<ReceivedNotice>();
        while (_received.TryDequeue(out var notice)) came.Add(notice);
        return came;
    }

    /// <summary>The signature covers sysid + rps + timestamp (3.4); rps contains the message.</summary>
    private async Task Take(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var rps = form["rps"].ToString();
        using var json = JsonDocument.Parse(rps);
        var news = json.RootElement;
        var value = news.GetProperty("returnValue");
        _received.Enqueue(new ReceivedNotice(
            Text(news, "method")!, Text(value, "bizOrderNo") ?? Text(value, "bizUserId")!, Text(news, "status")!, Text(news, "message"),
            _client.IsOfPlatform(form["sysid"] + rps + form["timestamp"], form["sign"].ToString())));
    }

    /// <summary>ACCP signs the body itself, and takes a notice as heard where the answer is Success.</summary>
    private async Task<string> TakeAccp(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        using var json = JsonDocument.Parse(body.ToArray());
        var news = json.RootElement;
        var subject = Text(news, "refund_seqno") ?? Text(news, "txn_seqno") ?? Text(news.GetProperty("orderInfo"), "txn_seqno")!;
        _received.Enqueue(new ReceivedNotice("notify", subject, Text(news, "txn_status") ?? Text(news, "user_status")!, null,
            _accp.IsOfPlatform(body.ToArray(), http.Request.Headers["Signature-Data"].ToString())));
        return "Success";
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
