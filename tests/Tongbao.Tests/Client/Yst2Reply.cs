using System.Net;
using System.Text.Json;

namespace Tongbao.Tests.Client;

/// <summary>An answer of 云商通 that kept every promise of the wire: status, exactly these fields, no null, signature.</summary>
public sealed class Yst2Reply
{
    private static readonly string[] Signed = ["msg", "code", "sign", "bizData"], Unsigned = ["msg", "code"];

    private readonly string request;

    private Yst2Reply(string request, string body, string? hint)
    {
        (this.request, Body, Hint) = (request, body, hint);
        Envelope = JsonDocument.Parse(body).RootElement;
        if (Envelope.TryGetProperty("bizData", out var data)) Value = JsonDocument.Parse(data.GetString()!).RootElement;
    }

    public string Body { get; }

    /// <summary>What the sandbox says beside a refusal.</summary>
    public string? Hint { get; }

    public JsonElement Envelope { get; }

    /// <summary>What bizData holds; undefined where the envelope was refused.</summary>
    public JsonElement Value { get; }

    /// <summary>respCode; where the envelope was refused, its code.</summary>
    public string Code => Text("respCode") ?? Envelope.GetProperty("code").GetString()!;

    public string Message => Text("respMsg") ?? Envelope.GetProperty("msg").GetString()!;

    /// <summary>
    /// A field by its name, with dots and places: acctInfo[0].bankCardNo; null where it is not there. JSON in a text is read on.
    /// </summary>
    public string? Text(string path)
    {
        JsonElement? at = Value.ValueKind == JsonValueKind.Undefined ? null : Value;
        foreach (var step in path.Split('.').SelectMany(s => s.Split('[')))
        {
            if (at is { ValueKind: JsonValueKind.String } text) at = JsonDocument.Parse(text.GetString()!).RootElement;
            if (step.EndsWith(']')) at = at is { ValueKind: JsonValueKind.Array } list
                && int.Parse(step[..^1]) is var place && place < list.GetArrayLength() ? list[place] : null;
            else at = at is { ValueKind: JsonValueKind.Object } outer && outer.TryGetProperty(step, out var inner) ? inner : null;
        }
        return at switch { null => null, { ValueKind: JsonValueKind.String } text => text.GetString(), { } other => other.GetRawText() };
    }

    /// <summary>This answer, which must have the code.</summary>
    public Yst2Reply Must(string code = "00000")
    {
        Assert.True(Code == code, $"{Code} {Message} where {code} was due\nrequest {request}\nanswer {Body}\n{Hint}");
        return this;
    }

    /// <summary>This answer, which must be an envelope's refusal.</summary>
    public Yst2Reply MustBeUnsigned(string code)
    {
        Assert.Equal(Unsigned, Envelope.EnumerateObject().Select(f => f.Name));
        return Must(code);
    }

    public static async Task<Yst2Reply> Read(HttpResponseMessage answer, Yst2Signer signer, string request)
    {
        // Before the body is read: HttpClient writes the header anew then.
        var type = answer.Content.Headers.NonValidated["Content-Type"].ToString();
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"HTTP {(int)answer.StatusCode} {body}\nrequest {request}");
        Assert.Equal("application/json;charset=UTF-8", type);
        var reply = new Yst2Reply(request, body,
            answer.Headers.TryGetValues("Tongbao-Hint", out var hints) ? Uri.UnescapeDataString(hints.Single()) : null);
        var fields = reply.Envelope.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString()!);
        Assert.Equal(fields.Count > 2 ? Signed : Unsigned, fields.Keys);
        if (fields.Count == 2) return reply;
        Assert.Equal(("00000", "调用成功"), (fields["code"], fields["msg"]));
        Assert.True(signer.Verify(Yst2Signer.Source(fields), fields["sign"]), $"the signature is wrong: {body}");
        Assert.Matches("^[0-9]{5}$", reply.Code);
        Assert.InRange(reply.Message.Length, 1, 200);
        MustHoldNoNull(reply.Value, body);
        return reply;
    }

    public static void MustHoldNoNull(JsonElement element, string text)
    {
        Assert.True(element.ValueKind != JsonValueKind.Null, $"null: {text}");
        if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) MustHoldNoNull(item, text);
        if (element.ValueKind == JsonValueKind.Object) foreach (var member in element.EnumerateObject()) MustHoldNoNull(member.Value, text);
    }
}
