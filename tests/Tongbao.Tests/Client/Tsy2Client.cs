using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Client;

/// <summary>A 通商云 2.0 client as a merchant would write it. Shares no code with the server.</summary>
public sealed class Tsy2Client(Func<Uri> server, string sysid, OpenSslKey key, OpenSslPublicKey platformKey)
{
    private static readonly HttpClient Http =
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(100),
    };

    private readonly ConcurrentDictionary<string, DateTimeOffset> lastSigned = new();

    public string Sysid => sysid;

    public OpenSslKey Key => key;

    public OpenSslPublicKey PlatformKey => platformKey;

    /// <summary>The `openssl` program, unless a FastSigner is put here for volume.</summary>
    public ISigner Signer { get; init; } = new OpenSslSigner(key, platformKey);

    public async Task<Tsy2Reply> Call(string service, string method, object param, Tsy2Options? options = null) =>
        await Send(await Sign(service, method, param, options));

    /// <summary>Card numbers and ID numbers travel encrypted with the platform's key.</summary>
    public Task<string> Encrypt(string text) => Signer.Encrypt(text);

    public async Task<SignedRequest> Sign(string service, string method, object param, Tsy2Options? options = null) =>
        await SignReq(SignedRequest.ReqOf(service, method, Json.Object(param), options?.Order), options);

    /// <summary>Signs a `req` text written by hand.</summary>
    public async Task<SignedRequest> SignReq(string req, Tsy2Options? options = null)
    {
        options ??= new Tsy2Options();
        var timestamp = SignedRequest.Now(options.Timestamp ?? NextSecondOf(req));
        return new SignedRequest(sysid, req, timestamp, options.Version,
            await Signer.Sign(sysid + req + timestamp)) { Transport = options.Transport };
    }

    public Task<Tsy2Reply> Send(SignedRequest request) => SendForm(request.Form(), request.Transport, request.Req);

    /// <summary>Sends a form (or a query) byte for byte as given.</summary>
    public async Task<Tsy2Reply> SendForm(string form, Transport transport = Transport.PostForm, string? req = null)
    {
        var target = new Uri(server(), transport == Transport.PostForm ? "/service/soa" : $"/service/soa?{form}");
        using var message = new HttpRequestMessage(transport == Transport.Get ? HttpMethod.Get : HttpMethod.Post, target);
        if (transport == Transport.PostForm) message.Content = FormBody(form);
        using var answer = await Http.SendAsync(message);
        return await Tsy2Reply.Read(answer, this, ParamOf(req));
    }

    /// <summary>Copies of one signed request, all at once: what an impatient client or a retrying gateway does.</summary>
    public Task<Tsy2Reply[]> CallMany(int copies, SignedRequest request) =>
        Task.WhenAll(Enumerable.Range(0, copies).Select(_ => Task.Run(() => Send(request))));

    /// <summary>
    /// Now, but never the second in which the same text was signed before: timestamps are whole seconds and signatures deterministic,
    /// so the second call would be a replay of the first one.
    /// </summary>
    private DateTimeOffset NextSecondOf(string req)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        return lastSigned.AddOrUpdate(req, now, (_, last) => now > last ? now : last.AddSeconds(1));
    }

    private static ByteArrayContent FormBody(string form)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");
        return body;
    }

    /// <summary>What was asked, for the test to look at; nothing where the text is no request.</summary>
    private static JsonObject ParamOf(string? req)
    {
        try { return JsonNode.Parse(req ?? "") is JsonObject parts
            && parts["param"] is JsonObject param ? (JsonObject)param.DeepClone() : []; }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException) { return []; }
    }
}
