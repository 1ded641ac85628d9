using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Payments;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>An answer as it is sent, and what the sandbox says beside it.</summary>
public sealed record Yst2Answer(byte[] Body, string? Hint);

/// <summary>
/// 应答 (云商通 A541): msg, code, sign and bizData, nothing else and never null: clients leave only the names that they know out of what they
/// verify. What a use case refuses is signed like any answer, with its own respCode; only the envelope's refusals are not (E1, E2).
/// </summary>
public sealed class Yst2Answers([FromKeyedServices(Yst2Wire.Wire)] Tables catalog, ServerOptions options)
{
    public const string Good = "00000";

    private const string GoodMessage = "调用成功", Accepted = "66666", CodeNeeded = "66667";

    /// <summary>What an answer says again of its request, so that the caller finds what it belongs to.</summary>
    private static readonly string[] Echoed = ["reqTraceNum", "signNum", "batchNo", "phone"];

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ReplyWriter _writer = new(catalog);
    private readonly RefusalWords _words = new(catalog, options);

    /// <param name="request">As its table has it.</param>
    public Yst2Answer Of(Yst2Keys keys, Yst2Method method, Result result, JsonElement request)
    {
        if (result.Error is { } error) return Refusal(keys, error, method.Table, request);
        if (result.Reply is IRefusedReply { Refusal: { } refused }) return Refusal(keys, refused, method.Table, request);
        var (body, _, _) = Signed(keys, method, result.Reply!, request);
        return new Yst2Answer(body, null);
    }

    /// <summary>The answer to what was done, with the text that is signed in it.</summary>
    public (byte[] Body, string Source, string Sign) Signed(Yst2Keys keys, Yst2Method method, Reply reply, JsonElement request)
    {
        var code = (reply as IStagedReply)?.Stage switch
        {
            ReplyStage.CodeNeeded => CodeNeeded,
            ReplyStage.Accepted or ReplyStage.CheckNeeded => Accepted,
            _ => Good,
        };
        return Envelope(keys, TextOf(json =>
        {
            _writer.Write(json, method.Table.Section("response"), reply, keys);
            Echo(json, method.Table.Section("response"), reply, request);
            Say(json, code, catalog.Errors.Rows.First(r => r.Code == code).Zh);
        }));
    }

    /// <summary>A refusal of a use case, or of a field: the envelope is good, what it carries is not.</summary>
    public Yst2Answer Refusal(Yst2Keys keys, Error error, ApiTable? method = null, JsonElement request = default)
    {
        var message = CardsInText.Hide(catalog.Words.Of(error, method).Zh);
        var (body, _, _) = Envelope(keys, TextOf(json => Say(json, catalog.Errors.Of(error).Code, message)));
        return new Yst2Answer(body, _words.Of(error, method, request) is var said && said != message ? said : null);
    }

    /// <summary>respCode and respMsg of something that ended; the words of a bank or a reviewer where they gave some.</summary>
    public void Say(Utf8JsonWriter json, Reason? failure)
    {
        var code = failure is null ? Good : catalog.Errors.Of(failure.Error ?? Errors.PaymentFailed).Code;
        Say(json, code, failure is null ? catalog.Errors.Rows.First(r => r.Code == code).Zh
            : CardsInText.Hide(failure.Said ?? catalog.Words.Of(failure.Error!).Zh));
    }

    /// <summary>An envelope that was refused: nobody is known who could verify a signature.</summary>
    public Yst2Answer Refusal(EnvelopeFault fault) => new(Encoding.UTF8.GetBytes(TextOf(json =>
    {
        json.WriteString("msg", fault.Words(catalog));
        json.WriteString("code", fault.Code);
    })), fault.Hint);

    private static (byte[] Body, string Source, string Sign) Envelope(Yst2Keys keys, string data)
    {
        var source = Yst2Signature.Source([new("msg", GoodMessage), new("code", Good), new(Yst2Envelope.BizData, data)]);
        var sign = Yst2Signature.Of(keys.Platform, source);
        return (Encoding.UTF8.GetBytes(TextOf(json =>
        {
            json.WriteString("msg", GoodMessage);
            json.WriteString("code", Good);
            json.WriteString(Yst2Signature.Sign, sign);
            json.WriteString(Yst2Envelope.BizData, data);
        })), source, sign);
    }

    private static void Say(Utf8JsonWriter json, string code, string message)
    {
        json.WriteString("respMsg", message);
        json.WriteString("respCode", code);
    }

    /// <summary>What the reply does not say itself.</summary>
    private static void Echo(Utf8JsonWriter json, IReadOnlyList<FieldRow> rows, Reply reply, JsonElement request)
    {
        foreach (var row in rows.Where(r => Echoed.Contains(r.Name) && !ReplyWriter.Says(reply, r.Property)))
        {
            if (request.TryGetProperty(row.Name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                json.WriteString(row.Name, FieldReader.Text(value));
        }
    }

    internal static string TextOf(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
