using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Client;

/// <summary>What a caller may do otherwise than the vendor's own client does.</summary>
/// <param name="At">transDate and transTime, Asia/Shanghai; the wall clock where none is given.</param>
/// <param name="Path">The address that is posted to; null: that of the transCode's group.</param>
/// <param name="SpAppId">服务商: null leaves it out, "" sends it empty.</param>
/// <param name="BizData">The text of bizData, where it must not be written from the request.</param>
public sealed record Yst2Options(DateTimeOffset? At = null, string? Path = null, string? SpAppId = null, string? BizData = null,
    string ContentType = "application/json;charset=utf-8");

/// <summary>A message as it goes out. Change its fields with `with` to make a forged one.</summary>
public sealed record Yst2Request(string Path, JsonObject Fields, Yst2Options Options)
{
    public string Text => Json.Text(Fields);

    /// <summary>The same with a field of the envelope otherwise; null takes it out. The signature stays.</summary>
    public Yst2Request With(string name, JsonNode? value)
    {
        var fields = Json.Object(Fields);
        if (value is null) fields.Remove(name);
        else fields[name] = value;
        return this with { Fields = fields };
    }
}

/// <summary>A client of 云商通 as a merchant would write it. Shares no code with the server.</summary>
public sealed class Yst2Client(Func<Uri> server, string appId, Yst2Signer signer)
{
    private static readonly HttpClient Http =
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { Timeout =
            TimeSpan.FromSeconds(100) };

    public string AppId => appId;

    public Yst2Signer Signer => signer;

    /// <summary>Asks by a transCode. The request is what bizData holds.</summary>
    public async Task<Yst2Reply> Call(string transCode, object request, Yst2Options? options = null) =>
        await Send(Sign(transCode, request, options));

    public Yst2Request Sign(string transCode, object request, Yst2Options? options = null)
    {
        options ??= new Yst2Options();
        var at = (options.At ?? DateTimeOffset.UtcNow).ToOffset(TimeSpan.FromHours(8));
        var fields = new JsonObject
        {
            ["appId"] = appId, ["transCode"] = transCode, ["format"] = "json", ["charset"] = "UTF-8", ["signType"] = "SM3withSM2",
            ["transDate"] = at.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            ["transTime"] = at.ToString("HHmmss", CultureInfo.InvariantCulture), ["version"] = "1.0",
            ["bizData"] = options.BizData ?? Json.Text(Json.Object(request)),
        };
        if (options.SpAppId is { } provider) fields["spAppId"] = provider;
        return Signed(new Yst2Request(options.Path ?? PathOf(transCode), fields, options));
    }

    /// <summary>The message with a signature over its fields as they are now.</summary>
    public Yst2Request Signed(Yst2Request request) => request.With("sign", signer.Sign(SourceOf(request)));

    public static string SourceOf(Yst2Request request) =>
        Yst2Signer.Source(request.Fields.Select(f => KeyValuePair.Create(f.Key, f.Value?.ToString() ?? "")));

    public Task<Yst2Reply> Send(Yst2Request request) => Send(request.Path, request.Text, request.Options.ContentType);

    /// <summary>Posts a body written by hand.</summary>
    public async Task<Yst2Reply> Send(string path, string body, string contentType = "application/json")
    {
        using var answer = await Post(path, body, contentType);
        return await Yst2Reply.Read(answer, signer, body);
    }

    /// <summary>Copies of one signed message, all at once.</summary>
    public Task<Yst2Reply[]> CallMany(int copies, Yst2Request request) =>
        Task.WhenAll(Enumerable.Range(0, copies).Select(_ => Task.Run(() => Send(request))));

    /// <summary>The bare answer.</summary>
    public async Task<HttpResponseMessage> Post(string path, string body, string contentType = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await Http.PostAsync(new Uri(server(), path), content);
    }

    /// <summary>A form or a multipart body, for files.</summary>
    public Task<HttpResponseMessage> Post(string path, HttpContent content) => Http.PostAsync(new Uri(server(), path), content);

    private static string PathOf(string transCode) => transCode switch
    {
        "4001" => "/yst-service-api/tm/handle",
        "4005" or ['3', ..] => "/yst-service-api/tq/handle",
        ['1', '0', '7', _] => "/ystcusapi/api",
        ['1', ..] => "/yst-service-api/tm/handle",
        _ => "/yst-service-api/tx/handle",
    };
}
