using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Client;

/// <summary>A 通商云 2.0 client as a merchant would write it. Shares no code with the server.</summary>
public sealed class Tsy2Client(Func<Uri> server, string sysid, OpenSslKey key, OpenSslPublicKey platformKey)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(100),
    };

    public string Sysid => sysid;

    public OpenSslKey Key => key;

    public OpenSslPublicKey PlatformKey => platformKey;

    /// <summary>Put a FastSigner here for volume.</summary>
    public ISigner Signer { get; init; } = new OpenSslSigner(key, platformKey);

    public async Task<Tsy2Reply> Call(string service, string method, object param, Tsy2Options? options = null) =>
        await Send(await Sign(service, method, param, options));

    /// <summary>Card numbers and ID numbers travel encrypted with the platform's key.</summary>
    public Task<string> Encrypt(string text) => platformKey.Encrypt(text);

    public async Task<SignedRequest> Sign(string service, string method, object param, Tsy2Options? options = null) =>
        await SignReq(SignedRequest.ReqOf(service, method, Json.Object(param), options?.Order), options);

    /// <summary>Signs a `req` text written by hand.</summary>
    public async Task<SignedRequest> SignReq(string req, Tsy2Options? options = null)
    {
        options ??= new Tsy2Options();
        var timestamp = SignedRequest.Now(options.Timestamp);
        return new SignedRequest(sysid, req, timestamp, options.Version, await Signer.Sign(sysid + req + timestamp)) { Transport = options.Transport };
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
    public Task<Tsy2Reply[]> CallMany(int copies, SignedRequest request) => Task.WhenAll(Enumerable.Range(0, copies).Select(_ => Task.Run(() => Send(request))));

    private static ByteArrayContent FormBody(string form)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");
        return body;
    }

    private static JsonObject ParamOf(string? req)
    {
        if (req is null || !req.StartsWith('{')) return [];
        try { return JsonNode.Parse(req)?["param"] as JsonObject is { } param ? (JsonObject)param.DeepClone() : []; }
        catch (System.Text.Json.JsonException) { return []; }   // a test may send what is no JSON
    }
}
