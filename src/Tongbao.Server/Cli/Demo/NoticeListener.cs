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

    private NoticeListener(WebApplication app, Tsy2Client client) => (_app, _client) = (app, client);

    public string Url => $"{_app.Urls.First()}/notices";

    public static async Task<NoticeListener> Start(Tsy2Client client)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listener = new NoticeListener(builder.Build(), client);
        listener._app.MapPost("/notices", listener.Take);
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

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
