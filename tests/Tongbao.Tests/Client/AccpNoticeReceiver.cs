using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tongbao.Tests.Client;

/// <summary>A notice of ACCP as it came; its form and signature were checked.</summary>
public sealed record AccpNotice(string Path, string Body, JsonElement Value)
{
    public string? Text(string field) =>
        Value.TryGetProperty(field, out var found) ? found.ValueKind == JsonValueKind.String ? found.GetString() : found.GetRawText()
            : null;

    /// <summary>The serial that it tells of: of a refund its own.</summary>
    public string? Subject => Text("refund_seqno") ?? Text("txn_seqno")
        ?? (Value.TryGetProperty("orderInfo", out var order) ? order.GetProperty("txn_seqno").GetString() : null);
}

/// <summary>How a merchant's server answers a notice; without a body and with status 0 it says nothing until the sender gives up.</summary>
public sealed record AccpAnswer(int Status, string? Body)
{
    public static readonly AccpAnswer Success = new(200, "Success"), Silent = new(0, null);
}

/// <summary>A merchant's own server on ACCP: keeps every notice, checked, and answers `Success` unless told otherwise.</summary>
public sealed class AccpNoticeReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication app;
    private readonly IAccpSigner signer;
    private readonly string own = $"/{Guid.NewGuid():N}";
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<AccpAnswer>> answers = new();
    private readonly Lock gate = new();
    private readonly List<AccpNotice> received = [];
    private readonly List<string> faults = [];
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AccpNoticeReceiver(WebApplication app, IAccpSigner signer) => (this.app, this.signer) = (app, signer);

    public static async Task<AccpNoticeReceiver> Start(IAccpSigner signer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new AccpNoticeReceiver(builder.Build(), signer);
        receiver.app.Run(receiver.Receive);
        await receiver.app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<AccpNotice> Received
    {
        get { lock (gate) return [.. received]; }
    }

    public string Url(string path = "/notices") => app.Urls.Single() + own + path;

    /// <summary>What the path answers: one after another, the last for ever.</summary>
    public void Answer(string path, params AccpAnswer[] inTurn) => answers[path] = new ConcurrentQueue<AccpAnswer>(inTurn);

    /// <summary>Every notice of a serial once there are that many.</summary>
    public async Task<IReadOnlyList<AccpNotice>> WaitFor(string subject, int count = 1)
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
        await Record(http.Request, path, body.ToArray());
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

    private async Task Record(HttpRequest request, string path, byte[] body)
    {
        AccpNotice? notice = null;
        string? fault = null;
        var text = Encoding.UTF8.GetString(body);
        try
        {
            Assert.Equal(("POST", "application/json;charset=UTF-8"), (request.Method, request.ContentType));
            await AccpForm.MustHold(signer, body, Exactly(request, "Signature-Type"), Exactly(request, "Signature-Data"));
            notice = new AccpNotice(path, text, JsonDocument.Parse(body).RootElement);
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

    /// <summary>A header whose name came in exactly this case.</summary>
    private static string? Exactly(HttpRequest request, string name) =>
        request.Headers.Where(h => h.Key == name).Select(h => h.Value.ToString()).SingleOrDefault();

    private AccpAnswer NextAnswer(string path)
    {
        if (!answers.TryGetValue(path, out var inTurn)) return AccpAnswer.Success;
        if (inTurn.Count > 1 && inTurn.TryDequeue(out var next)) return next;
        return inTurn.TryPeek(out var last) ? last : AccpAnswer.Success;
    }
}
