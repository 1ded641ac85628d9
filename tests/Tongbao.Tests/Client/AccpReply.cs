using System.Net;
using System.Text;
using System.Text.Json;

namespace Tongbao.Tests.Client;

/// <summary>
/// An answer of ACCP that kept every promise of the wire: status, headers in their case, one line, order of names, signature.
/// </summary>
public sealed class AccpReply
{
    private readonly string request;

    private AccpReply(string request, string body, string sign)
    {
        (this.request, Body, Sign) = (request, body, sign);
        Value = JsonDocument.Parse(body).RootElement;
    }

    public string Body { get; }

    public string Sign { get; }

    public JsonElement Value { get; }

    public string Code => Text("ret_code")!;

    public string Message => Text("ret_msg")!;

    public bool Ok => Code == "0000";

    /// <summary>A field by its name, with dots and places as refusals name it: payeeInfo[0].amount; null where it is not there.</summary>
    public string? Text(string path)
    {
        JsonElement? at = Value;
        foreach (var step in path.Split('.').SelectMany(s => s.Split('[')))
        {
            if (step.EndsWith(']')) at = at is { ValueKind: JsonValueKind.Array } list
                && int.Parse(step[..^1]) is var place && place < list.GetArrayLength() ? list[place] : null;
            else at = at is { ValueKind: JsonValueKind.Object } outer && outer.TryGetProperty(step, out var inner) ? inner : null;
        }
        return at switch { null => null, { ValueKind: JsonValueKind.String } text => text.GetString(), { } other => other.GetRawText() };
    }

    /// <summary>This answer, which must have the code.</summary>
    public AccpReply Must(string code = "0000")
    {
        Assert.True(Code == code, $"{Code} {Message} where {code} was due\nrequest {request}\nanswer {Body}");
        return this;
    }

    public static async Task<AccpReply> Read(HttpResponseMessage answer, AccpClient client, string request)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var body = Encoding.UTF8.GetString(bytes);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"HTTP {(int)answer.StatusCode} {body}\nrequest {request}");
        Assert.Equal(HttpVersion.Version11, answer.Version);
        Assert.Equal("application/json;charset=UTF-8", answer.Content.Headers.NonValidated["Content-Type"].ToString());
        var headers = answer.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.Ordinal);
        await AccpForm.MustHold(client.Signer, bytes, headers.GetValueOrDefault("Signature-Type"),
            headers.GetValueOrDefault("Signature-Data"));
        var reply = new AccpReply(request, body, headers["Signature-Data"]);
        Assert.Matches("^[0-9]{4}$", reply.Code);
        Assert.NotEmpty(reply.Message);
        return reply;
    }
}

/// <summary>What holds of every body that the platform sends.</summary>
public static class AccpForm
{
    public static async Task MustHold(IAccpSigner signer, byte[] body, string? type, string? sign)
    {
        var text = Encoding.UTF8.GetString(body);
        Assert.Equal("RSA", type);
        Assert.True(sign is not null && await signer.Verify(body, sign), $"the signature is wrong: {sign} {text}");
        Assert.DoesNotContain(text, c => c is '\r' or '\n');
        Assert.DoesNotMatch(@"\\u[0-9a-fA-F]{4}", text.Replace(@"\\", "", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(body);
        MustBeInOrder(json.RootElement, text);
    }

    private static void MustBeInOrder(JsonElement element, string text)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) MustBeInOrder(item, text);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        var names = element.EnumerateObject().Select(m => m.Name).ToList();
        Assert.True(names.SequenceEqual(names.Order(StringComparer.Ordinal)), $"names are not in order: {text}");
        foreach (var member in element.EnumerateObject())
        {
            Assert.True(member.Value.ValueKind != JsonValueKind.Null, $"{member.Name} is null: {text}");
            MustBeInOrder(member.Value, text);
        }
    }
}
