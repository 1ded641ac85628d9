using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Client;

/// <summary>What a caller may do otherwise than the vendor's own client does.</summary>
/// <param name="Timestamp">Asia/Shanghai; the wall clock where none is given.</param>
/// <param name="Prefix">Old clients have /openapi before the path.</param>
/// <param name="ContentType">Null: the header is left out.</param>
/// <param name="Headers">More headers, as clients send them.</param>
public sealed record AccpOptions(DateTimeOffset? Timestamp = null, string Prefix = "",
    string? ContentType = "application/json;charset=utf-8",
    IReadOnlyDictionary<string, string>? Headers = null);

/// <summary>A body with its signature as it goes out. Change one with `with` to make a forged request.</summary>
public sealed record AccpRequest(string Path, byte[] Body, string? Sign, AccpOptions Options)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>An ACCP client as a merchant would write it. Shares no code with the server.</summary>
/// <param name="signer">The `openssl` program, or .NET's RSA for volume.</param>
public sealed class AccpClient(Func<Uri> server, string oidPartner, IAccpSigner signer)
{
    private static readonly HttpClient Http =
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { Timeout =
            TimeSpan.FromSeconds(100) };

    public string OidPartner => oidPartner;

    public IAccpSigner Signer => signer;

    /// <summary>Asks an interface by its path below /v1: txn/tradecreate. timestamp and oid_partner are put in.</summary>
    public async Task<AccpReply> Call(string path, object request, AccpOptions? options = null) =>
        await Send(await Sign(path, request, options));

    public Task<AccpRequest> Sign(string path, object request, AccpOptions? options = null) => SignBody(path,
        Encoding.UTF8.GetBytes(Json.Text(Json.Merge(new { timestamp = Stamp(options?.Timestamp), oid_partner = oidPartner }, request))),
            options);

    /// <summary>Signs a body written by hand: clients differ in escapes, order and line ends.</summary>
    public async Task<AccpRequest> SignBody(string path, byte[] body, AccpOptions? options = null) =>
        new(path, body, await signer.Sign(body), options ?? new AccpOptions());

    public async Task<AccpReply> Send(AccpRequest request)
    {
        using var answer = await Post(request);
        return await AccpReply.Read(answer, this, request.Text);
    }

    /// <summary>Copies of one signed request, all at once.</summary>
    public Task<AccpReply[]> CallMany(int copies, AccpRequest request) =>
        Task.WhenAll(Enumerable.Range(0, copies).Select(_ => Task.Run(() => Send(request))));

    /// <summary>The bare answer, for what this wire does not answer by its own form.</summary>
    public async Task<HttpResponseMessage> Post(AccpRequest request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(server(), $"{request.Options.Prefix}/v1/{request.Path}"));
        message.Content = new ByteArrayContent(request.Body);
        if (request.Options.ContentType is { } type) message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        message.Headers.Add("Signature-Type", "RSA");
        if (request.Sign is { } sign) message.Headers.Add("Signature-Data", sign);
        foreach (var (name, value) in request.Options.Headers ?? new Dictionary<string, string>())
        {
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return await Http.SendAsync(message);
    }

    public static string Stamp(DateTimeOffset? at = null) =>
        (at ?? DateTimeOffset.UtcNow).ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
