using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Client;

/// <summary>An answer of /service/soa whose signature was verified. One that does not verify fails the test.</summary>
public sealed class Tsy2Reply
{
    private readonly Tsy2Client client;
    private readonly JsonElement value;

    private Tsy2Reply(Tsy2Client client, JsonObject request, string body)
    {
        (this.client, Request, Body) = (client, request, body);
        using var envelope = JsonDocument.Parse(body);
        Assert.All(envelope.RootElement.EnumerateObject(),
            field => Assert.True(field.Value.ValueKind == JsonValueKind.String, $"{field.Name} is no string: {body}"));
        Fields = envelope.RootElement.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString()!);
        Assert.Contains(Fields.GetValueOrDefault("status"), new[] { "OK", "error" });
        if (Ok) value = JsonDocument.Parse(SignedValue).RootElement;
    }

    /// <summary>The `param` that was sent.</summary>
    public JsonObject Request { get; }

    public string Body { get; }

    public IReadOnlyDictionary<string, string> Fields { get; }

    public bool Ok => Fields["status"] == "OK";

    public string SignedValue => Fields["signedValue"];

    public string? ErrorCode => Fields.GetValueOrDefault("errorCode");

    public string? Message => Fields.GetValueOrDefault("message");

    /// <summary>What was answered; a refusal has none.</summary>
    public JsonElement Value => Ok ? value
        : throw new Xunit.Sdk.XunitException($"refused with {ErrorCode} {Message}\nrequest {Json.Text(Request)}");

    /// <summary>The merchant's own number of the order: of the answer, else of the request. A transfer has one by another name.</summary>
    public string BizOrderNo => (Ok ? Text("bizOrderNo") ?? Text("bizTransferNo") : null) ?? Request["bizOrderNo"]!.GetValue<string>();

    /// <summary>通商云's number of the order.</summary>
    public string OrderNo => Text("orderNo")!;

    public static async Task<Tsy2Reply> Read(HttpResponseMessage answer, Tsy2Client client, JsonObject request)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"HTTP {(int)answer.StatusCode} {body}");
        var reply = new Tsy2Reply(client, request, body);
        await reply.MustVerify();
        return reply;
    }

    public string? Text(string field) => Find(field) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
        null => null,
    };

    public long Number(string field) => Find(field)?.GetInt64() ?? throw new Xunit.Sdk.XunitException($"no {field} in {SignedValue}");

    public bool Has(string field) => Find(field) is not null;

    /// <summary>
    /// A field that the platform encrypted with the merchant's key; a path (`memberInfo.identityCardNo`) for nested ones.
    /// </summary>
    public Task<string> Decrypt(string path)
    {
        var field = path.Split('.').Aggregate(Value, (at, name) => at.GetProperty(name));
        return client.Key.Decrypt(field.GetString()!);
    }

    private JsonElement? Find(string field) =>
        Value.TryGetProperty(field, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    /// <summary>
    /// Success is signed over signedValue; a refusal over `errorCode=..&amp;message=..`, which stands in signedValue too.
    /// </summary>
    private async Task MustVerify()
    {
        if (Ok) Assert.Equal(client.Sysid, Fields["sysid"]);
        else Assert.Equal($"errorCode={ErrorCode}&message={Message}", SignedValue);
        Assert.True(await client.Signer.Verify(SignedValue, Fields["sign"]), $"the signature of this answer is wrong: {Body}");
    }
}
