using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tongbao.Tests.Client;

/// <summary>How a merchant's server answers a notice.</summary>
public sealed record NoticeAnswer(int Status, string? Location = null, string? Body = null)
{
    public static readonly NoticeAnswer Ok = new(200), Broken = new(500), Hanging = new(0), Dropping = new(-1);

    public static NoticeAnswer RedirectTo(string url) => new(302, url);
}

/// <summary>A merchant's own server: keeps every notice that comes, verified, and answers each path as told.</summary>
public sealed class NoticeReceiver : IAsyncDisposable
{
    /// <summary>How long a test may wait for a notice before it fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication app;

    /// <summary>Ports are used again: what an earlier test's server still has to tell must not be taken for news of this one.</summary>
    private readonly string own = $"/{Guid.NewGuid():N}";
    private readonly ISigner signer;
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<NoticeAnswer>> answers = new();
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, Func<string, Task<NoticeAnswer>>> speakers = new();
    private readonly List<Notice> received = [];
    private readonly List<Backfill> backfills = [];
    private readonly List<string> faults = [];
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NoticeReceiver(WebApplication app, ISigner signer) => (this.app, this.signer) = (app, signer);

    public static async Task<NoticeReceiver> Start(ISigner signer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new NoticeReceiver(builder.Build(), signer);
        receiver.app.Run(receiver.Receive);
        await receiver.app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<Notice> Received
    {
        get { lock (gate) return [.. received]; }
    }

    public string Url(string path = "/notices") => app.Urls.Single() + own + path;

    /// <summary>What the path answers: one after another, the last for ever. 200 where nothing was said.</summary>
    public void Answer(string path, params NoticeAnswer[] inTurn)
    {
        answers[path] = new ConcurrentQueue<NoticeAnswer>(inTurn);
        speakers.TryRemove(path, out _);
    }

    /// <summary>What the path answers to a body that it gets: where the notice wants more than a status.</summary>
    public void Answer(string path, Func<string, Task<NoticeAnswer>> answer) => speakers[path] = answer;

    /// <summary>补登通知 as they came.</summary>
    public IReadOnlyList<Backfill> Backfills
    {
        get { lock (gate) return [.. backfills]; }
    }

    /// <summary>Every notice of an order (or member) once there are that many.</summary>
    public async Task<IReadOnlyList<Notice>> WaitFor(string subject, int count = 1)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task next;
            lock (gate)
            {
                MustBeFaultless();
                var found = received.Where(n => n.Subject == subject).ToList();
                if (found.Count >= count) return found;
                next = news.Task;
            }
            try { await next.WaitAsync(patience.Token); }
            catch (OperationCanceledException) { Assert.Fail($"waited {Patience} for {count} notices of {subject}; got:\n{string.Join('\n', Received)}"); }
        }
    }

    /// <summary>A notice that broke the wire's promises fails the test, whoever waited for it.</summary>
    public void MustBeFaultless()
    {
        lock (gate) Assert.True(faults.Count == 0, string.Join('\n', faults));
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
        http.Request.Path = path;
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        await Record(http.Request, body);
        var answer = speakers.TryGetValue(http.Request.Path, out var speak) ? await speak(body) : NextAnswer(http.Request.Path);
        if (answer == NoticeAnswer.Hanging) await Hang(http);
        if (answer == NoticeAnswer.Dropping) http.Abort();
        if (answer.Status <= 0) return;
        http.Response.StatusCode = answer.Status;
        if (answer.Location is not null) http.Response.Headers.Location = answer.Location;
        if (answer.Body is not null) await http.Response.WriteAsync(answer.Body);
    }

    private async Task Record(HttpRequest request, string body)
    {
        Notice? notice = null;
        Backfill? backfill = null;
        string? fault = null;
        try
        {
            if (Backfill.Is(body)) backfill = await Backfill.Read(request.ContentType, body, signer);
            else notice = await Notice.Read(request.Path, request.ContentType, body, signer);
        }
        catch (Exception e) { fault = $"{request.Method} {request.Path} {body}\n{e.Message}"; }
        lock (gate)
        {
            if (notice is not null) received.Add(notice);
            if (backfill is not null) backfills.Add(backfill);
            if (fault is not null) faults.Add(fault);
            news.SetResult();
            news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private NoticeAnswer NextAnswer(string path)
    {
        if (!answers.TryGetValue(path, out var inTurn)) return NoticeAnswer.Ok;
        if (inTurn.Count > 1 && inTurn.TryDequeue(out var next)) return next;
        return inTurn.TryPeek(out var last) ? last : NoticeAnswer.Ok;
    }

    /// <summary>Says nothing until the caller gives up or the test is over.</summary>
    private async Task Hang(HttpContext http)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(closing.Token, http.RequestAborted);
        await Task.Delay(Timeout.Infinite, over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        http.Abort();
    }
}
