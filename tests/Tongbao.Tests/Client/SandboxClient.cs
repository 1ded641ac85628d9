using System.Net.Http.Json;
using System.Text.Json;

namespace Tongbao.Tests.Client;

public sealed record SandboxApp(string Id, string Protocol, string PlatformPublicKey, string PlatformCertificate,
    string CustodyAccountSetNo, string? SecretKey, JsonElement Settings);

public sealed record SandboxClock(DateTimeOffset Now, string Mode, IReadOnlyList<SandboxJob>? Ran, string? Note = null);

public sealed record SandboxJob(string Job, DateTimeOffset At, long Count);

public sealed record SandboxSms(string Phone, string Code, string Purpose, DateTimeOffset SentAt, DateTimeOffset ExpiresAt);

public sealed record SandboxNotice(string Id, string Order, string Url, string Event, string State, IReadOnlyList<SandboxAttempt> Attempts,
    DateTimeOffset? NextAt);

/// <summary>What is still to be done, and when.</summary>
public sealed record SandboxDue(string Job, string About, DateTimeOffset At);

public sealed record SandboxAttempt(DateTimeOffset At, int? HttpStatus, string? Error, long? ElapsedMs, bool ByHand, string? Allow);

public sealed record SandboxBooks(bool Balanced, IReadOnlyList<SandboxAccount> Accounts, long Sum);

public sealed record SandboxAccount(string Owner, string AccountSetNo, string Bucket, long Balance);

/// <summary>The sandbox control API (/openapi.json), call by call. A problem it answers is thrown.</summary>
public sealed class SandboxClient(Func<Uri> server)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(100) };

    public async Task<bool> IsHealthy()
    {
        try { return (await Http.GetAsync(At("/healthz"))).IsSuccessStatusCode; }
        catch (HttpRequestException) { return false; }
    }

    public Task<SandboxApp> CreateApp(string protocol, string id, string name, string merchantPublicKey, object? settings = null) =>
        Send<SandboxApp>(HttpMethod.Post, "/sandbox/apps", new { protocol, id, name, merchantPublicKey, settings = settings ?? new { } });

    public Task<SandboxApp> ChangeSettings(string app, object settings) =>
        Send<SandboxApp>(HttpMethod.Patch, $"/sandbox/apps/{app}", new { settings });

    /// <param name="identity">{ protocol, id, merchantPublicKey, settings }.</param>
    public Task<SandboxApp> AddIdentity(string app, object identity) =>
        Send<SandboxApp>(HttpMethod.Post, $"/sandbox/apps/{app}/identities", identity);

    public Task<SandboxApp[]> Identities(string app) => Send<SandboxApp[]>(HttpMethod.Get, $"/sandbox/apps/{app}/identities");

    /// <param name="change">{ settings, merchantPublicKey, dropOldKey }.</param>
    public Task<SandboxApp> ChangeIdentity(string app, string protocol, object change) =>
        Send<SandboxApp>(HttpMethod.Patch, $"/sandbox/apps/{app}/identities/{protocol}", change);

    public Task RemoveIdentity(string app, string protocol) =>
        Send<JsonElement?>(HttpMethod.Delete, $"/sandbox/apps/{app}/identities/{protocol}");

    public Task<SandboxClock> Clock() => Send<SandboxClock>(HttpMethod.Get, "/sandbox/clock");

    public Task<SandboxClock> Freeze() => Send<SandboxClock>(HttpMethod.Post, "/sandbox/clock", new { freeze = true });

    public Task<SandboxClock> Live() => Send<SandboxClock>(HttpMethod.Post, "/sandbox/clock", new { live = true });

    /// <param name="duration">ISO 8601: PT26H.</param>
    public Task<SandboxClock> Advance(string duration) => Send<SandboxClock>(HttpMethod.Post, "/sandbox/clock", new { advance = duration });

    public Task<SandboxClock> MoveTo(string time) => Send<SandboxClock>(HttpMethod.Post, "/sandbox/clock", new { to = time });

    /// <summary>To the next instant at which something is due.</summary>
    public Task<SandboxClock> MoveToNext() => Send<SandboxClock>(HttpMethod.Post, "/sandbox/clock", new { toNext = true });

    /// <summary>Until the order's state changes.</summary>
    public Task<SandboxClock> MoveUntil(string bizOrderNo, string? app) =>
        Send<SandboxClock>(HttpMethod.Post, "/sandbox/clock", new { until = bizOrderNo, app });

    /// <summary>Newest first.</summary>
    public Task<SandboxSms[]> Sms(string app, string phone) =>
        Send<SandboxSms[]>(HttpMethod.Get, $"/sandbox/sms?app={app}&phone={Uri.EscapeDataString(phone)}");

    /// <summary>Those of an app to all phones.</summary>
    public Task<SandboxSms[]> Sms(string app) => Send<SandboxSms[]>(HttpMethod.Get, $"/sandbox/sms?app={app}");

    public Task<JsonElement> Review(string app, string bizUserId, string result, string? reason = null, string? kind = null,
        params string[] rejectItems) => Send<JsonElement>(HttpMethod.Post,
            $"/sandbox/apps/{app}/members/{Uri.EscapeDataString(bizUserId)}/review", new { result, reason, kind, rejectItems });

    /// <param name="review">{ kind, result, reason, rejectItems }.</param>
    public Task<JsonElement> Review(string app, string bizUserId, object review) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/members/{Uri.EscapeDataString(bizUserId)}/review", review);

    /// <param name="channel">wx or ali.</param>
    /// <param name="result">success or fail.</param>
    public Task<JsonElement> Certify(string app, string bizUserId, string channel, string result, string? message = null) => Send<JsonElement>(
        HttpMethod.Post, $"/sandbox/apps/{app}/members/{Uri.EscapeDataString(bizUserId)}/certifications", new { channel, result, message });

    /// <param name="change">pause, resume, lock, unlock, reportLost or restore.</param>
    public Task<JsonElement> ChangeState(string app, string bizUserId, string change) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/members/{Uri.EscapeDataString(bizUserId)}/state", new { change });

    /// <param name="state">NORMAL, PAUSE, LOCK, LOSS, BLACKLIST or RISK.</param>
    public Task<JsonElement> PutInState(string app, string bizUserId, string state) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/members/{Uri.EscapeDataString(bizUserId)}/state", new { state });

    /// <summary>One list for all apps of a server: tests that change it have a server of their own.</summary>
    public Task PutRegistry(object registry) => Send<JsonElement?>(HttpMethod.Put, "/sandbox/registry", registry);

    public Task<JsonElement> Registry() => Send<JsonElement>(HttpMethod.Get, "/sandbox/registry");

    /// <param name="agreement">The number of the request, or of one of its agreements.</param>
    public Task<JsonElement> Sign(string app, string bizUserId, string agreement) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/members/{Uri.EscapeDataString(bizUserId)}/signatures", new { agreement });

    /// <param name="result">success or fail.</param>
    public Task<JsonElement> CheckFace(string app, string bizUserId, string result) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/members/{Uri.EscapeDataString(bizUserId)}/face", new { result });

    public Task<JsonElement> Payment(string app, string bizOrderNo, string result, string? message = null, object? payer = null) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/payments/{Uri.EscapeDataString(bizOrderNo)}",
            new { result, message, payer });

    public Task<JsonElement> Payout(string app, string bizOrderNo, string result, string? message = null) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/payouts/{Uri.EscapeDataString(bizOrderNo)}", new { result, message });

    public Task<JsonElement> Funds(string app, string accountSetNo, long amount) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/funds", new { accountSetNo, amount });

    /// <param name="change">{ vspTermid, amount, wallet, result, originalBizOrderNo } or { payCode }.</param>
    public Task<JsonElement> AtTerminal(string app, object change) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/terminal-payments", change);

    /// <summary>A remittance to the reserve.</summary>
    public Task<JsonElement> Remit(string app, object change) =>
        Send<JsonElement>(HttpMethod.Post, $"/sandbox/apps/{app}/reserve-funds", change);

    /// <param name="match">payMethod, amount, cardNo, bizUserId: what the scenario is for.</param>
    /// <param name="then">One after another: { result = "pending" }, { after = "PT5M", result = "success" }.</param>
    public async Task<string> Scenario(string app, object match, object[] then, int times = 1) =>
        (await Send<JsonElement>(HttpMethod.Post, "/sandbox/scenarios", new { app, match, then, times })).GetProperty("id").ToString();

    public Task RemoveScenario(string id) => Send<JsonElement?>(HttpMethod.Delete, $"/sandbox/scenarios/{id}");

    public Task<SandboxNotice[]> Notifications(string app, string bizOrderNo) =>
        Send<SandboxNotice[]>(HttpMethod.Get, $"/sandbox/apps/{app}/notifications?order={Uri.EscapeDataString(bizOrderNo)}");

    public Task<SandboxNotice[]> Notifications(string app) => Send<SandboxNotice[]>(HttpMethod.Get, $"/sandbox/apps/{app}/notifications");

    /// <summary>Newest first.</summary>
    public Task<JsonElement[]> Orders(string app) => Send<JsonElement[]>(HttpMethod.Get, $"/sandbox/apps/{app}/orders");

    /// <summary>In the order of time.</summary>
    public Task<SandboxDue[]> Agenda(string app) => Send<SandboxDue[]>(HttpMethod.Get, $"/sandbox/apps/{app}/agenda");

    public Task Redeliver(string app, string noticeId) =>
        Send<JsonElement?>(HttpMethod.Post, $"/sandbox/apps/{app}/notifications/{noticeId}/redeliver", new { });

    public Task<SandboxBooks> Books(string app) => Send<SandboxBooks>(HttpMethod.Get, $"/sandbox/apps/{app}/books");

    public Task<JsonElement> Explain(string app, string bizOrderNo) =>
        Send<JsonElement>(HttpMethod.Get, $"/sandbox/apps/{app}/explain/{Uri.EscapeDataString(bizOrderNo)}");

    /// <param name="path">Of an app's list: orders?limit=2.</param>
    public Task<JsonElement> List(string app, string path) => Read($"/sandbox/apps/{app}/{path}");

    public Task<JsonElement> Read(string path) => Send<JsonElement>(HttpMethod.Get, path);

    /// <summary>Every row of a list, read in pages of so many.</summary>
    public async Task<IReadOnlyList<JsonElement>> Pages(string path, int limit)
    {
        var rows = new List<JsonElement>();
        for (var next = ""; next is not null;)
        {
            var page = await Read($"{path}{(path.Contains('?') ? '&' : '?')}limit={limit}{(next.Length == 0 ? "" : $"&after={next}")}");
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, limit);
            rows.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }
        return rows;
    }

    /// <summary>Any call with a body.</summary>
    public Task<JsonElement> Post(string path, object body) => Send<JsonElement>(HttpMethod.Post, path, body);

    public Task Delete(string path) => Send<JsonElement?>(HttpMethod.Delete, path);

    public async Task<JsonElement> PutBytes(string path, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/octet-stream");
        using var answer = await Http.PutAsync(new Uri(server(), path), content);
        await Must(answer);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<string> Text(string path)
    {
        using var answer = await Http.GetAsync(new Uri(server(), path));
        await Must(answer);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task Must(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode) throw new SandboxProblem((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What a command of the program, `verify` or `app`, asks a running server, which knows it by its token.</summary>
    public async Task<JsonElement> AsCommand(string token, string path, object? asked = null)
    {
        using var question = new HttpRequestMessage(HttpMethod.Post, At(path)) { Headers = { Authorization = new("Bearer", token) } };
        if (asked is not null) question.Content = JsonContent.Create(asked);
        using var answer = await Http.SendAsync(question);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    private Uri At(string path) => new(server(), path);

    private async Task<T> Send<T>(HttpMethod method, string path, object? body = null)
    {
        using var message = new HttpRequestMessage(method, At(path));
        if (body is not null) message.Content = JsonContent.Create(body, options: Json.Options);
        using var answer = await Http.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new SandboxProblem((int)answer.StatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default! : JsonSerializer.Deserialize<T>(text, Json.Options)!;
    }
}

/// <summary>The sandbox API said no.</summary>
public sealed class SandboxProblem(int status, string message) : Exception(message)
{
    public int Status => status;
}
