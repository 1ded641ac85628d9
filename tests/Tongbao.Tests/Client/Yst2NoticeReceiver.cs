using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tongbao.Tests.Client;

/// <summary>A notice of 云商通 as it came; its form and signature were checked.</summary>
/// <param name="Value">What its bizData holds.</param>
public sealed record Yst2Notice(string Path, string Body, IReadOnlyDictionary<string, string> Envelope, JsonElement Value)
{
    private static readonly string[] Fields =
        ["notifyTime", "notifyId", "charset", "version", "signType", "appId", "transCode", "bizData", "sign"];

    public string TransCode => Envelope["transCode"];

    public string? Text(string field) =>
        Value.TryGetProperty(field, out var found) ? found.ValueKind == JsonValueKind.String ? found.GetString() : found.GetRawText()
            : null;

    /// <summary>The number of what it tells of.</summary>
    public string? Subject => Text("reqTraceNum") ?? Text("batchNo") ?? Text("signNum");

    public static Yst2Notice Read(string path, string body, Yst2Signer signer)
    {
        using var document = JsonDocument.Parse(body);
        var fields = document.RootElement.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString()!);
        Assert.Equal(Fields, fields.Keys);
        Assert.Equal(("utf-8", "1.0"), (fields["charset"], fields["version"]));
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$", fields["notifyTime"]);
        Assert.Matches("^[0-9]{4}$", fields["transCode"]);
        Assert.True(signer.Verify(Yst2Signer.Source(fields), fields["sign"]), $"the signature is wrong: {body}");
        var value = JsonDocument.Parse(fields["bizData"]).RootElement;
        Yst2Reply.MustHoldNoNull(value, body);
        return new Yst2Notice(path, body, fields, value);
    }
}

/// <summary>How a merchant's server answers a notice; without a body and with status 0 it says nothing until the sender gives up.</summary>
public sealed record Yst2Answer(int Status, string? Body)
{
    public static readonly Yst2Answer Success = new(200, "success"), Silent = new(0, null);
}

/// <summary>A merchant's own server on 云商通: keeps every notice, checked, and answers `success` unless told otherwise.</summary>
public sealed class Yst2NoticeReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication app;
    private readonly Yst2Signer signer;
    private readonly string own = $"/{Guid.NewGuid():N}";
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Yst2Answer>> answers = new();
    private readonly Lock gate = new();
    private readonly List<Yst2Notice> received = [];
    private readonly List<string> faults = [];
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Yst2NoticeReceiver(WebApplication app, Yst2Signer signer) => (this.app, this.signer) = (app, signer);

    public static async Task<Yst2NoticeReceiver> Start(Yst2Signer signer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Yst2NoticeReceiver(builder.Build(), signer);
        receiver.app.Run(receiver.Receive);
        await receiver.app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<Yst2Notice> Received
    {
        get { lock (gate) return [.. received]; }
    }

    public string Url(string path = "/notices") => app.Urls.Single() + own + path;

    /// <summary>What the path answers: one after another, the last for ever.</summary>
    public void Answer(string path, params Yst2Answer[] inTurn) => answers[path] = new ConcurrentQueue<Yst2Answer>(inTurn);

    /// <summary>Every notice of a serial once there are that many.</summary>
    public async Task<IReadOnlyList<Yst2Notice>> WaitFor(string subject, int count = 1)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task next;
            lock (gate)
            {
                Assert.True(faults.Count == 0, string.Join('\n', faults));
                var found = received.Where(n => n.Subject == subject).ToList();
                if (found.Count >= count) return found;
                next = news.Task;
            }
            try { await next.WaitAsync(patience.Token); }
            catch (OperationCanceledException)
            {
                Assert.Fail($"waited {Patience} for {count} notices of {subject}; got:\n{string.Join('\n', Received.Select(n => n.Body))}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await app.DisposeAsync();
        closing.Dispose();
    }

    private async Task Receive(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(own, out var path))
        {
            http.Response.StatusCode = 404;
            return;
        }
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Record(http.Request, path, body.ToArray());
        var answer = NextAnswer(path);
        if (answer.Status == 0)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(closing.Token, http.RequestAborted);
            await Task.Delay(Timeout.Infinite, over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            http.Abort();
            return;
        }
        http.Response.StatusCode = answer.Status;
        if (answer.Body is not null) await http.Response.WriteAsync(answer.Body);
    }

    private void Record(HttpRequest request, string path, byte[] body)
    {
        Yst2Notice? notice = null;
        string? fault = null;
        var text = Encoding.UTF8.GetString(body);
        try
        {
            Assert.Equal(("POST", "application/json;charset=UTF-8"), (request.Method, request.ContentType));
            notice = Yst2Notice.Read(path, text, signer);
        }
        catch (Exception e) { fault = $"{request.Method} {path} {text}\n{e.Message}"; }
        lock (gate)
        {
            if (notice is not null) received.Add(notice);
            if (fault is not null) faults.Add(fault);
            news.SetResult();
            news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private Yst2Answer NextAnswer(string path)
    {
        if (!answers.TryGetValue(path, out var inTurn)) return Yst2Answer.Success;
        if (inTurn.Count > 1 && inTurn.TryDequeue(out var next)) return next;
        return inTurn.TryPeek(out var last) ? last : Yst2Answer.Success;
    }
}
